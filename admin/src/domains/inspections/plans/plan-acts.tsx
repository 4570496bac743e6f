import { App, Button, DatePicker, Modal } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError, call, sentenceOf } from '../../../api';
import { AlertLine } from '../../../components/alert-line';
import { Field } from '../../../components/field';
import { ReasonDialog } from '../../../components/reason-dialog';
import { useAct } from '../../../components/use-act';
import type { SamplingPlan } from '../inspection';
import { samplingPlansKey } from '../queries';
import styles from './plan.module.css';

/** What the caller may do with a plan as it stands; the server says which of these. */
export function PlanActs({ plan: { may, version } }: { plan: SamplingPlan }) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'adoption' | 'withdrawal'>();
  const close = () => setAsking(undefined);
  return (
    <>
      {may.withdraw && (
        <Button danger onClick={() => setAsking('withdrawal')}>
          撤回…
        </Button>
      )}
      {may.change && <Button onClick={() => void navigate(`/inspection/plans/${version}/edit`)}>修改草稿</Button>}
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

interface DialogProps {
  version: string;
  onClose: () => void;
}

/** 通过: the day from which completed deals are drawn by it. */
function AdoptionDialog({ version, onClose }: DialogProps) {
  const { message } = App.useApp();
  const [effectiveOn, setEffectiveOn] = useState<string | undefined>(() => dayjs().add(1, 'day').format('YYYY-MM-DD'));
  const adopt = useAct({
    about: `adopt ${version}`,
    send: (body: { effectiveOn: string }, idempotencyKey) => call('POST /sampling-plans/:version/adoption', { params: { version }, body, idempotencyKey }),
    renews: [[samplingPlansKey]],
    onDone: (plan) => {
      void message.success(`已通过 ${version}，${plan.effectiveOn} 起生效。`);
      onClose();
    },
  });
  const fieldError = adopt.error instanceof ApiError ? adopt.error.fields.find(({ field }) => field === 'effectiveOn')?.message : undefined;
  return (
    <Modal
      open
      title={`通过抽样计划 ${version}`}
      okText="确认通过"
      cancelText="再看看"
      okButtonProps={{ disabled: effectiveOn === undefined }}
      confirmLoading={adopt.isPending}
      onOk={() => effectiveOn !== undefined && adopt.mutate({ effectiveOn })}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <Field label="生效日" hint="这一天零点起完成的交易按它抽取；今天的交易仍按现行计划" error={fieldError}>
          <DatePicker
            placeholder="选择日期"
            value={effectiveOn ? dayjs(effectiveOn) : null}
            disabledDate={(day) => !day.isAfter(dayjs(), 'day')}
            onChange={(day) => setEffectiveOn(day?.format('YYYY-MM-DD'))}
          />
        </Field>
        <AlertLine tone="info">制定人不能通过自己的计划。通过后到生效日之前仍可撤回。</AlertLine>
        {adopt.isError && !fieldError && <AlertLine tone="bad">没有通过：{sentenceOf(adopt.error)}</AlertLine>}
      </div>
    </Modal>
  );
}

/** 撤回: a draft, or what was adopted for a later day. */
function WithdrawalDialog({ version, onClose }: DialogProps) {
  const withdraw = useAct({
    about: `withdraw ${version}`,
    send: (reason: string, idempotencyKey) => call('POST /sampling-plans/:version/withdrawal', { params: { version }, body: { reason }, idempotencyKey }),
    renews: [[samplingPlansKey]],
    done: `已撤回 ${version}。`,
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={`撤回抽样计划 ${version}`}
      okText="确认撤回"
      label="原因"
      hint="记入审计日志；撤回后不能恢复"
      usualReasons={['内容有误，另拟一版', '试抽后工作量不合适', '会长例会决定暂不调整']}
      sending={withdraw}
      failed="没有撤回"
      onSend={(reason) => withdraw.mutate(reason)}
      onClose={onClose}
    >
      <p>撤回后按原来的计划继续抽取。</p>
    </ReasonDialog>
  );
}
