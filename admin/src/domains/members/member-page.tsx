import { useQuery } from '@tanstack/react-query';
import { memberPositions, membershipChangeKinds } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import { type Column, DataTable } from '../../components/data-table';
import { yuanOf } from '../../components/money';
import { RecordPage } from '../../components/record-page';
import { useTitle } from '../../components/use-title';
import { StandingTag } from '../payments/standing-tag';
import { FilePage, FileSection, SectionBody, SectionFacts, SectionTable } from '../registry/file-page';
import { ChangeDialog } from './change-dialog';
import { dueColumns } from './due-columns';
import { LinkDialog } from './link-dialog';
import type { ChangeKind, MemberFile } from './member';
import { MemberStateTag } from './member-columns';
import { changeWord, proposable } from './member-wording';
import styles from './members.module.css';
import { memberQuery } from './queries';
import { useMay } from './rights';

const back = { to: '/members', title: '会员名册' };

/** 会员: the facts, how the membership came about, the dues of all years, and what is proposed of it. */
export default function MemberPage() {
  const { id = '' } = useParams();
  const member = useQuery(memberQuery(id));
  useTitle(member.data?.name ?? '会员');
  return (
    <RecordPage record={member} missing="members.not_found" title="没有找到这个会员" back={back}>
      {(found) => <MemberView key={id} member={found} />}
    </RecordPage>
  );
}

function MemberView({ member }: { member: MemberFile }) {
  const { name, number, position, due, dues, changes } = member;
  const open = changes.filter(({ state }) => state === 'proposed');
  return (
    <FilePage
      back={back}
      name={name}
      number={number}
      state={<MemberStateTag member={member} />}
      figures={[
        { title: '职务', value: memberPositions[position] },
        ...(due ? [{ title: `${due.year} 年会费未缴`, value: yuanOf(due.outstandingFen), isWarning: due.standing === 'overdue' }] : []),
      ]}
      actions={<Acts member={member} />}
      main={
        <>
          {open.length > 0 && <OpenChanges changes={open} />}
          <Dues dues={dues} />
          <Course history={member.history} />
        </>
      }
      aside={<MemberFacts member={member} />}
    />
  );
}

function Acts({ member }: { member: MemberFile }) {
  const [asking, setAsking] = useState<Exclude<ChangeKind, 'join'> | 'link'>();
  const close = () => setAsking(undefined);
  // One change at a time: what is open is decided or withdrawn first.
  const isOpen = member.changes.some(({ state }) => state === 'proposed');
  const kinds = member.may.propose && !isOpen ? (proposable(member) as Exclude<ChangeKind, 'join'>[]) : [];
  if (kinds.length === 0 && !member.may.link) return null;
  return (
    <>
      {kinds.map((kind) => (
        <Button key={kind} danger={kind === 'leave'} onClick={() => setAsking(kind)}>
          提出{membershipChangeKinds[kind]}…
        </Button>
      ))}
      {member.may.link && <Button onClick={() => setAsking('link')}>关联企业…</Button>}
      {asking === 'link' && <LinkDialog member={member} onClose={close} />}
      {asking !== undefined && asking !== 'link' && <ChangeDialog member={member} kind={asking} onClose={close} />}
    </>
  );
}

/** What is proposed and not yet decided: at most one at a time. */
function OpenChanges({ changes }: { changes: MemberFile['changes'] }) {
  return (
    <FileSection title="待会议决定" count={changes.length}>
      <SectionBody>
        <ul className={styles.open}>
          {changes.map((change) => (
            <li key={change.id}>
              <b>{changeWord(change)}</b>
              <span>{change.effectiveOn} 起</span>
              <span>{change.reason}</span>
              <Link to={`/membership-changes/${change.id}`}>打开</Link>
            </li>
          ))}
        </ul>
      </SectionBody>
    </FileSection>
  );
}

const ofOneMember = [dueColumns.year, dueColumns.tier, dueColumns.fen, dueColumns.outstanding, dueColumns.standing, dueColumns.dueOn];

function Dues({ dues }: Pick<MemberFile, 'dues'>) {
  const navigate = useNavigate();
  return (
    <FileSection title="历年会费" count={dues.length} empty={dues.length === 0 && '还没有部署过会费。'}>
      <SectionTable>
        <DataTable caption="历年会费" columns={ofOneMember} rows={dues} keyOf={({ id }) => id} onOpen={({ id }) => void navigate(`/dues/${id}`)} />
      </SectionTable>
    </FileSection>
  );
}

type Step = MemberFile['history'][number];

const kindWord = (kind: string): string => (Object.hasOwn(membershipChangeKinds, kind) ? membershipChangeKinds[kind as ChangeKind] : kind);

const steps: Column<Step>[] = [
  { title: '生效日', cell: ({ effectiveOn }) => <Time>{effectiveOn}</Time> },
  { title: '变动', cell: ({ kind }) => <b>{kindWord(kind)}</b> },
  { title: '职务', cell: ({ position }) => memberPositions[position] },
  { title: '会籍', cell: (step) => <MemberStateTag member={step} /> },
  { title: '决议', cell: ({ resolutionNumber }) => resolutionNumber },
  { title: '事由', cell: ({ reason }) => <span className={styles.reason}>{reason}</span> },
];

function Course({ history }: Pick<MemberFile, 'history'>) {
  return (
    <FileSection title="会籍沿革" count={history.length} empty={history.length === 0 && '没有记录。'}>
      <SectionTable>
        <DataTable caption="会籍沿革，最近的在前" columns={steps} rows={history} keyOf={(step) => `${step.effectiveOn} ${step.kind} ${step.resolutionNumber}`} />
      </SectionTable>
    </FileSection>
  );
}

function MemberFacts({ member: { creditCode, joinedOn, leftOn, company, market, due } }: { member: MemberFile }) {
  const may = useMay();
  return (
    <FileSection title="有关情况">
      <SectionFacts
        facts={[
          ['信用代码', <span className={cells.mono}>{creditCode}</span>],
          ['入会日期', joinedOn],
          ['退会日期', leftOn],
          ['企业', company ? may('GET /companies/:id') ? <Link to={`/register/companies/${company.id}`}>{company.name}</Link> : company.name : '没有关联，不能在小程序缴费'],
          ['所办市场', market ? `${market.name}，按会员价计服务费` : '没有'],
          [
            '本年会费',
            due ? (
              <>
                <Link to={`/dues/${due.id}`}>{yuanOf(due.fen)}</Link>　<StandingTag standing={due.standing} />
              </>
            ) : (
              '还没有部署'
            ),
          ],
        ]}
      />
    </FileSection>
  );
}
