import { useQuery } from '@tanstack/react-query';
import { memberPositions, membershipChangeKinds, membershipChangeStates } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import cells from '../../components/cells.module.css';
import { minuteOf } from '../../components/moments';
import { ReasonDialog } from '../../components/reason-dialog';
import { RecordPage } from '../../components/record-page';
import { ToneTag } from '../../components/tone-tag';
import { useAct } from '../../components/use-act';
import { useTitle } from '../../components/use-title';
import { governanceKey } from '../governance/governance';
import { ItemLink } from '../governance/item-link';
import { FilePage, FileSection, SectionBody, SectionFacts } from '../registry/file-page';
import { type MembershipChange, membersKey } from './member';
import { changeOutcome, changeTones, changeWord } from './member-wording';
import styles from './members.module.css';
import { changeQuery } from './queries';

const back = { to: '/membership-changes', title: '会籍变动' };

export function ChangeStateTag({ change: { state } }: { change: Pick<MembershipChange, 'state'> }) {
  return <ToneTag tone={changeTones[state]}>{membershipChangeStates[state]}</ToneTag>;
}

/** 会籍变动: what is proposed and why, what it means, and the way to its meeting and its member. */
export default function ChangePage() {
  const { id = '' } = useParams();
  const change = useQuery(changeQuery(id));
  useTitle(change.data ? `${change.data.memberName} ${changeWord(change.data)}` : '会籍变动');
  return (
    <RecordPage record={change} missing="members.change_not_found" title="没有找到这项会籍变动" back={back}>
      {(found) => <ChangeView key={id} change={found} />}
    </RecordPage>
  );
}

function ChangeView({ change }: { change: MembershipChange }) {
  const { kind, position, memberId, memberName, creditCode, company, market, effectiveOn, reason, agendaItemId, resolutionNumber, proposedBy, proposedAt, mayWithdraw } = change;
  const { tone, words } = changeOutcome(change);
  return (
    <FilePage
      back={back}
      name={`${membershipChangeKinds[kind]}：${memberName}`}
      number={creditCode}
      state={<ChangeStateTag change={change} />}
      figures={[...(position ? [{ title: '职务', value: memberPositions[position] }] : []), { title: '生效日', value: effectiveOn }]}
      actions={mayWithdraw && <Withdrawal change={change} />}
      main={
        <>
          <AlertLine tone={tone}>{words}</AlertLine>
          <FileSection title="事由">
            <SectionBody>
              <p className={styles.words}>{reason}</p>
            </SectionBody>
          </FileSection>
        </>
      }
      aside={
        <FileSection title="有关情况">
          <SectionFacts
            facts={[
              ['单位', memberId ? <Link to={`/members/${memberId}`}>{memberName}</Link> : memberName],
              ['信用代码', <span className={cells.mono}>{creditCode}</span>],
              ['企业', company?.name],
              ['所办市场', market?.name],
              ['提出', `${proposedBy}　${minuteOf(proposedAt)}`],
              ['议题', <ItemLink itemId={agendaItemId}>由会长例会决定</ItemLink>],
              ['决议', resolutionNumber],
            ]}
          />
        </FileSection>
      }
    />
  );
}

/** 撤回, until the meeting has decided. */
function Withdrawal({ change }: { change: MembershipChange }) {
  const [isAsking, setAsking] = useState(false);
  const withdraw = useAct({
    about: change.id,
    send: (body: { reason: string }, idempotencyKey) => call('POST /membership-changes/:id/withdrawal', { params: { id: change.id }, body, idempotencyKey }),
    renews: [[membersKey], [governanceKey]],
    done: '已撤回，议题一并撤回。',
    onDone: () => setAsking(false),
  });
  return (
    <>
      <Button danger onClick={() => setAsking(true)}>
        撤回…
      </Button>
      {isAsking && (
        <ReasonDialog
          title={`撤回${changeWord(change)}　${change.memberName}`}
          okText="确认撤回"
          label="原因"
          hint="记入审计日志"
          usualReasons={['对方改变主意', '资料不全', '提出有误']}
          sending={withdraw}
          failed="没有撤回"
          onSend={(reason) => withdraw.mutate({ reason })}
          onClose={() => setAsking(false)}
        >
          <p>撤回后会籍不变，会长例会的议题一并撤回。</p>
        </ReasonDialog>
      )}
    </>
  );
}
