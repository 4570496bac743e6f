import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useAct } from '../../components/use-act';
import { registerKey, type Terminal } from './register';
import styles from './register-dialog.module.css';

/** 输入登记码: makes the PC that shows the code this terminal's. */
export function TerminalPairingDialog({ terminal: { id, name, device }, onClose }: { terminal: Pick<Terminal, 'id' | 'name' | 'device'>; onClose: () => void }) {
  const { modal } = App.useApp();
  const [code, setCode] = useState('');
  const isComplete = code.replace(/[\s-]/g, '').length === 8;
  const pair = useAct({
    about: `terminal-pairing ${id}`,
    send: (typed: string, idempotencyKey) => call('POST /terminals/:id/pairing', { params: { id }, body: { code: typed }, idempotencyKey }),
    renews: [[registerKey]],
    onDone: ({ device: paired }) => {
      onClose();
      void modal.success({
        title: `${name}的电脑已登记`,
        content: `${paired?.browser}，网络地址 ${paired?.ip}。请看一眼那台电脑：它应当显示“这台电脑是固定端”。如果没有变化，请立即停用这台电脑并重新登记。`,
        okText: '知道了',
      });
    },
  });
  const send = () => {
    if (isComplete && !pair.isPending) pair.mutate(code);
  };
  const problem = pair.error instanceof ApiError ? pair.error.fields.find(({ field }) => field === 'code')?.message : undefined;
  return (
    <Modal
      open
      title={`登记${name}的电脑`}
      okText="登记"
      cancelText="取消"
      okButtonProps={{ disabled: !isComplete }}
      confirmLoading={pair.isPending}
      onOk={send}
      onCancel={onClose}
    >
      <div className={styles.form}>
        <p className={styles.lead}>在那台电脑上打开本系统的登录页，点“登记这台电脑为固定端”，把显示的登记码输入这里。只登记您亲眼看到的电脑，不要输入别人发来的登记码。</p>
        {device && device.endedAt === null && <AlertLine tone="warn">现在登记的电脑（{device.browser}）随即停用，那里的登录退出。</AlertLine>}
        <Field label="登记码" hint="8位字母数字，10分钟有效" error={problem}>
          <Input
            className={styles.code}
            size="large"
            autoFocus
            autoComplete="off"
            spellCheck={false}
            maxLength={12}
            placeholder="XXXX-XXXX"
            value={code}
            onChange={(event) => {
              setCode(event.target.value.toUpperCase());
              pair.reset();
            }}
            onPressEnter={send}
          />
        </Field>
        {pair.isError && !problem && <AlertLine tone="bad">{sentenceOf(pair.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
