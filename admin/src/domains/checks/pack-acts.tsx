import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, DatePicker, Input, Modal } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import type { RulePack } from './check';
import { rulePacksKey } from './queries';
import styles from './rule-pack.module.css';

/** What the caller may do with a pack as it stands; the server says which of these. */
export function PackActs({ pack }: { pack: RulePack }) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'adoption' | 'withdrawal'>();
  const close = () => setAsking(undefined);
  const { may, version } = pack;
  return (
    <>
      {may.withdraw && (
        <Button danger onClick={() => setAsking('withdrawal')}>
          撤回…
        </Button>
      )}
      {may.change && <Button onClick={() => void navigate(`/checks/packs/${version}/edit`)}>修改草稿</Button>}
      {may.shadow && <ShadowButton version={version} />}
      {may.adopt && (
        <Button type="primary" onClick={() => setAsking('adoption')}>
          通过…
        </Button>
      )}
      {asking === 'adoption' && <AdoptionDialog version={version} onClose={close} />}
      {asking === 'withdrawal' && <WithdrawalDialog version={version} onClose={close} />}
    </>
  );
}

/** Makes every list and page of packs ask again, after whatever was done with one. */
function usePacksRenewal() {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: [rulePacksKey] });
}

function ShadowButton({ version }: { version: string }) {
  const { message, modal } = App.useApp();
  const intent = useIdempotencyKey();
  const renew = usePacksRenewal();
  const start = useMutation({
    mutationFn: () => call('POST /rule-packs/:version/shadow', { params: { version }, idempotencyKey: intent.keyFor(version) }),
    onSuccess: () => message.success(`${version} 开始影子运行。`),
    onError: (error) => message.error(`没有开始：${sentenceOf(error)}`),
    onSettled: (_, error) => {
      intent.settle(error);
      renew();
    },
  });
  const ask = () =>
    void modal.confirm({
      title: `让 ${version} 影子运行`,
      content: '开始后内容不能再改。它与现行规则包同时检查每一笔新交易，只记录结论，代理人和柜台都看不到，也不受影响。',
      okText: '开始影子运行',
      cancelText: '再看看',
      onOk: () => start.mutateAsync().catch(() => undefined),
    });
  return (
    <Button type="primary" loading={start.isPending} onClick={ask}>
      开始影子运行
    </Button>
  );
}

interface DialogProps {
  version: string;
  onClose: () => void;
}

const problemOf = (error: unknown, field: string) =>
  error instanceof ApiError ? error.fields.find((one) => one.field === field)?.message : undefined;

/** 通过: the day from which deals begin with it, and the resolution that it rests on. */
function AdoptionDialog({ version, onClose }: DialogProps) {
  const { message } = App.useApp();
  const intent = useIdempotencyKey();
  const renew = usePacksRenewal();
  const [effectiveOn, setEffectiveOn] = useState<string | undefined>(() => dayjs().add(1, 'day').format('YYYY-MM-DD'));
  const [resolution, setResolution] = useState('');
  const adopt = useMutation({
    mutationFn: (body: { effectiveOn: string; resolution: string }) =>
      call('POST /rule-packs/:version/adoption', { params: { version }, body, idempotencyKey: intent.keyFor([version, body]) }),
    onSuccess: (pack) => {
      void message.success(`已通过 ${version}，${pack.effectiveOn} 起生效。`);
      onClose();
    },
    onSettled: (_, error) => {
      intent.settle(error);
      renew();
    },
  });
  const isComplete = effectiveOn !== undefined && resolution.trim() !== '';
  return (
    <Modal
      open
      title={`通过规则包 ${version}`}
      okText="确认通过"
      cancelText="再看看"
      okButtonProps={{ disabled: !isComplete }}
      confirmLoading={adopt.isPending}
      onOk={() => isComplete && adopt.mutate({ effectiveOn, resolution: resolution.trim() })}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <Field label="生效日" hint="这一天零点起开始的交易按它检查；此前开始的交易不受影响" error={problemOf(adopt.error, 'effectiveOn')}>
          <DatePicker
            placeholder="选择日期"
            value={effectiveOn ? dayjs(effectiveOn) : null}
            disabledDate={(day) => day.isBefore(dayjs(), 'day')}
            onChange={(day) => setEffectiveOn(day?.format('YYYY-MM-DD'))}
          />
        </Field>
        <Field label="决议依据" hint="例如：会长例会 2026 年第 11 次决议第 3 项" error={problemOf(adopt.error, 'resolution')}>
          <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 4 }} maxLength={200} value={resolution} onChange={(event) => setResolution(event.target.value)} />
        </Field>
        <AlertLine tone="info">制定人不能通过自己的规则包。通过后到生效日之前仍可撤回。</AlertLine>
        {adopt.isError && <AlertLine tone="bad">没有通过：{sentenceOf(adopt.error)}</AlertLine>}
      </div>
    </Modal>
  );
}

/** 撤回: a draft, a shadow, or what was adopted for a later day. */
function WithdrawalDialog({ version, onClose }: DialogProps) {
  const { message } = App.useApp();
  const intent = useIdempotencyKey();
  const renew = usePacksRenewal();
  const [reason, setReason] = useState('');
  const withdraw = useMutation({
    mutationFn: (body: { reason: string }) =>
      call('POST /rule-packs/:version/withdrawal', { params: { version }, body, idempotencyKey: intent.keyFor([version, body]) }),
    onSuccess: () => {
      void message.success(`已撤回 ${version}。`);
      onClose();
    },
    onSettled: (_, error) => {
      intent.settle(error);
      renew();
    },
  });
  const isEmpty = reason.trim() === '';
  return (
    <Modal
      open
      title={`撤回规则包 ${version}`}
      okText="确认撤回"
      cancelText="取消"
      okButtonProps={{ danger: true, disabled: isEmpty }}
      confirmLoading={withdraw.isPending}
      onOk={() => !isEmpty && withdraw.mutate({ reason: reason.trim() })}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <Field label="原因" hint="记入审计日志；撤回后不能恢复" error={problemOf(withdraw.error, 'reason')}>
          <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 4 }} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        {withdraw.isError && <AlertLine tone="bad">没有撤回：{sentenceOf(withdraw.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
