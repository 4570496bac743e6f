import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Modal, Radio } from 'antd';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { DaysFilter } from '../../components/days-filter';
import { dayOf } from '../../components/moments';
import { useAct } from '../../components/use-act';
import { backupsKey } from './backups';
import { saveNewKey } from './backups-key';
import { shortKey, usualPeriods } from './backups-wording';
import styles from './backups.module.css';

interface BackupsDialogProps {
  marketName: string;
  /** The key of the latest backup, where there was one. */
  former: { recipient: string; since: string } | undefined;
  onClose: () => void;
}

/** 做一份备份: which days, and whose key; a new key goes into its file before anything is encrypted for it. */
export function BackupsDialog({ marketName, former, onClose }: BackupsDialogProps) {
  const today = dayOf(new Date());
  const presets = usualPeriods(today);
  const [{ from, to }, setDays] = useState<{ from: string | undefined; to: string | undefined }>(presets[0]!);
  const [isFormer, setFormer] = useState(former !== undefined);
  const [isKept, setKept] = useState(false);
  const saving = useMutation({ mutationFn: () => saveNewKey(marketName, new Date()), onMutate: () => setKept(false) });
  const request = useAct({
    about: 'backup',
    send: (body: { from: string; to: string; recipient: string }, idempotencyKey) => call('POST /market-backups', { body, idempotencyKey }),
    renews: [[backupsKey]],
    done: '已开始制作，可以离开本页，做好后回来下载。',
    onDone: onClose,
  });
  const recipient = isFormer ? former?.recipient : isKept ? saving.data?.recipient : undefined;
  const body = from && to && recipient ? { from, to, recipient } : undefined;
  return (
    <Modal
      open
      width={600}
      title="做一份备份"
      okText="开始制作"
      cancelText="取消"
      okButtonProps={{ disabled: !body }}
      confirmLoading={request.isPending}
      onOk={() => body && request.mutate(body)}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <section>
          <h3>一、哪一段时间</h3>
          <div className={styles.period}>
            <DaysFilter label="核对完成的日期，首尾两天都包括" isWhole from={from} to={to} onChange={setDays} />
            <p className={styles.presets}>
              {presets.map((preset) => (
                <Button key={preset.label} size="small" onClick={() => setDays(preset)}>
                  {preset.label}
                </Button>
              ))}
            </p>
          </div>
        </section>
        <section>
          <h3>二、用哪个密钥文件</h3>
          {former && (
            <Radio.Group
              className={styles.choice}
              aria-label="用哪个密钥文件"
              value={isFormer}
              onChange={(event) => setFormer(event.target.value as boolean)}
              options={[
                { value: true, label: `沿用上次的（公钥末尾 ${shortKey(former.recipient)}，${former.since} 起使用）` },
                { value: false, label: '生成一个新的' },
              ]}
            />
          )}
          {isFormer ? (
            <p className={styles.soft}>请先确认那个密钥文件还在：没有它，谁也打不开这份备份。</p>
          ) : (
            <div className={styles.key}>
              <p>密钥文件只在这台电脑上生成，存进“下载”文件夹，不会传到服务器。没有它，谁也打不开这份备份，协会也不能。</p>
              <Button type={saving.data ? 'default' : 'primary'} loading={saving.isPending} onClick={() => saving.mutate()}>
                {saving.data ? '重新生成一个' : '生成并保存密钥文件'}
              </Button>
              {saving.isError && <AlertLine tone="bad">没有生成密钥文件：请刷新页面后重试。</AlertLine>}
              {saving.data && (
                <>
                  <p className={styles.saved}>
                    已交给浏览器保存：<b>{saving.data.fileName}</b>
                  </p>
                  <Checkbox checked={isKept} onChange={(event) => setKept(event.target.checked)}>
                    我已找到这个文件，并保存到了稳妥的地方
                  </Checkbox>
                </>
              )}
            </div>
          )}
        </section>
        {request.isError && <AlertLine tone="bad">没有开始制作：{sentenceOf(request.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
