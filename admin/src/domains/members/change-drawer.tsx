import { membershipChangeStates } from '@yongche/contract/vocabulary';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import cells from '../../components/cells.module.css';
import { Facts } from '../../components/facts';
import { minuteOf } from '../../components/moments';
import { ReasonDialog } from '../../components/reason-dialog';
import { useAct } from '../../components/use-act';
import { governanceKey } from '../governance/governance';
import { ItemLink } from './item-link';
import { type MembershipChange, membersKey } from './member';
import { changeMeans, changeWord } from './member-wording';
import styles from './members.module.css';

interface ChangeDrawerProps {
  change: MembershipChange | undefined;
  onClose: () => void;
  onMember: (memberId: string) => void;
}

/** One change of membership: what is proposed and why, where it stands, and the way to its meeting and its member. */
export function ChangeDrawer({ change, onClose, onMember }: ChangeDrawerProps) {
  return (
    <Drawer title={change && `${changeWord(change)}　${change.memberName}`} size={560} open={change !== undefined} onClose={onClose} destroyOnHidden>
      {change && <ChangeDetail change={change} onMember={onMember} />}
    </Drawer>
  );
}

function ChangeDetail({ change, onMember }: { change: MembershipChange } & Pick<ChangeDrawerProps, 'onMember'>) {
  const { state, kind, memberId, creditCode, company, market, effectiveOn, reason, resolutionNumber, proposedBy, proposedAt, mayWithdraw } = change;
  const [isWithdrawing, setWithdrawing] = useState(false);
  return (
    <div className={styles.drawer}>
      {state === 'proposed' && <AlertLine tone="info">{changeMeans(kind, market?.name)}</AlertLine>}
      <Facts
        facts={[
          ['办理', membershipChangeStates[state]],
          ['信用代码', <span className={cells.mono}>{creditCode}</span>],
          ['企业', company?.name],
          ['所办市场', market?.name],
          ['生效日', effectiveOn],
          ['事由', reason],
          ['提出', `${proposedBy}　${minuteOf(proposedAt)}`],
          ['决议', resolutionNumber],
          ['议题', <ItemLink itemId={change.agendaItemId}>由会长例会决定</ItemLink>],
        ]}
      />
      <p>
        {memberId && <Button onClick={() => onMember(memberId)}>打开会员</Button>}{' '}
        {mayWithdraw && (
          <Button danger onClick={() => setWithdrawing(true)}>
            撤回…
          </Button>
        )}
      </p>
      {isWithdrawing && <WithdrawalDialog change={change} onClose={() => setWithdrawing(false)} />}
    </div>
  );
}

function WithdrawalDialog({ change, onClose }: { change: MembershipChange; onClose: () => void }) {
  const withdraw = useAct({
    about: change.id,
    send: (body: { reason: string }, idempotencyKey) => call('POST /membership-changes/:id/withdrawal', { params: { id: change.id }, body, idempotencyKey }),
    renews: [[membersKey], [governanceKey]],
    done: '已撤回，议题一并撤回。',
    onDone: onClose,
  });
  return (
    <ReasonDialog
      title={`撤回${changeWord(change)}　${change.memberName}`}
      okText="确认撤回"
      label="原因"
      hint="记入审计日志"
      usualReasons={['对方改变主意', '资料不全', '提出有误']}
      sending={withdraw}
      failed="没有撤回"
      onSend={(reason) => withdraw.mutate({ reason })}
      onClose={onClose}
    >
      <p>撤回后会籍不变，会长例会的议题一并撤回。</p>
    </ReasonDialog>
  );
}
