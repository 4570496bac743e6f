import { useQuery } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { marketsQuery } from '../../components/markets-query';
import { useAct } from '../../components/use-act';
import { governanceKey } from '../governance/governance';
import { problemOf } from '../identity/sentence';
import { companyQuery } from '../registry/queries';
import { CompanyPicker, MarketPicker } from '../registry/subject-pickers';
import { ChangeFields, PositionField } from './change-fields';
import { type ChangeInput, membersKey, type Position } from './member';
import { proposalMeans } from './member-wording';
import styles from './members.module.css';

/** 入会: who, in what position, from when; a company of the register fills in its name and code. */
export function JoinDialog({ onClose }: { onClose: () => void }) {
  const [companyId, setCompanyId] = useState('');
  const [marketId, setMarketId] = useState('');
  const [typed, setTyped] = useState({ name: '', creditCode: '' });
  const [position, setPosition] = useState<Position>();
  const [effectiveOn, setEffectiveOn] = useState(() => dayjs().format('YYYY-MM-DD'));
  const [reason, setReason] = useState('');
  const company = useQuery({ ...companyQuery(companyId), enabled: companyId !== '' }).data;
  const marketName = useQuery(marketsQuery).data?.markets.find(({ id }) => id === marketId)?.name;
  const { name, creditCode } = company ?? typed;
  const join = useAct({
    about: 'join',
    send: (body: ChangeInput, idempotencyKey) => call('POST /membership-changes', { body, idempotencyKey }),
    renews: [[membersKey], [governanceKey]],
    done: '入会已提出，列在会长例会的待上会议题中。',
    onDone: onClose,
  });
  const isComplete = name.trim() !== '' && creditCode.trim() !== '' && position !== undefined && reason.trim() !== '';
  const send = () => {
    if (!isComplete) return;
    const member = { name: name.trim(), creditCode: creditCode.trim().toUpperCase(), companyId: companyId || null, marketId: marketId || null };
    join.mutate({ kind: 'join', member, position, effectiveOn, reason: reason.trim() });
  };
  return (
    <Modal open width={760} style={{ top: 24 }} title="提出入会" okText="提出" cancelText="取消" okButtonProps={{ disabled: !isComplete }} confirmLoading={join.isPending} onOk={send} onCancel={onClose}>
      <div className={styles.joining}>
        <CompanyPicker value={companyId} problem={problemOf(join.error, 'member.companyId')} onChange={setCompanyId} />
        <MarketPicker isOptional value={marketId} problem={problemOf(join.error, 'member.marketId')} onChange={setMarketId} />
        <Field label="单位名称" hint={company ? '按登记台账' : '不在登记台账中的单位，直接填写'} error={problemOf(join.error, 'member.name')}>
          <Input maxLength={60} disabled={company !== undefined} value={name} onChange={(event) => setTyped({ ...typed, name: event.target.value })} />
        </Field>
        <Field label="统一社会信用代码" hint="退会后重新入会的，按信用代码接上原来的会员号" error={problemOf(join.error, 'member.creditCode')}>
          <Input
            maxLength={18}
            disabled={company !== undefined}
            spellCheck={false}
            autoComplete="off"
            value={creditCode}
            onChange={(event) => setTyped({ ...typed, creditCode: event.target.value })}
          />
        </Field>
        <PositionField value={position} error={join.error} onChange={setPosition} />
        <ChangeFields effectiveOn={effectiveOn} reason={reason} error={join.error} onEffectiveOn={setEffectiveOn} onReason={setReason} />
        <AlertLine tone="info">{proposalMeans('join', marketName)}</AlertLine>
        {join.isError && <AlertLine tone="bad">没有提出：{sentenceOf(join.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
