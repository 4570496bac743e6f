import { memberPositions, membershipStates } from '@yongche/contract/vocabulary';
import { Name, NumberLink, Pair, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { yuanOf } from '../../components/money';
import { ToneTag } from '../../components/tone-tag';
import { StandingTag } from '../payments/standing-tag';
import type { MemberSummary } from './member';
import { memberTones } from './member-wording';

export function MemberStateTag({ member: { state } }: { member: Pick<MemberSummary, 'state'> }) {
  return <ToneTag tone={memberTones[state]}>{membershipStates[state]}</ToneTag>;
}

/** The columns of the roll of members. */
export const memberColumns: Column<MemberSummary>[] = [
  { title: '会员号', cell: ({ id, number }) => <NumberLink to={`/members/${id}`}>{number}</NumberLink> },
  {
    title: '单位',
    cell: ({ name, creditCode }) => (
      <Pair>
        <Name>{name}</Name>
        <span className={cells.mono}>{creditCode}</span>
      </Pair>
    ),
  },
  { title: '职务', cell: ({ position }) => memberPositions[position] },
  { title: '会籍', cell: (member) => <MemberStateTag member={member} /> },
  {
    title: '所办市场 / 关联企业',
    cell: ({ market, company }) => (
      <Pair>
        {market ? <Name>{market.name}</Name> : <span className={cells.soft}>没有市场</span>}
        <span>{company ? '企业已关联' : '企业没有关联'}</span>
      </Pair>
    ),
  },
  {
    title: '入会 / 退会',
    cell: ({ joinedOn, leftOn }) => (
      <Pair>
        <Time>{joinedOn}</Time>
        {leftOn && <Time>{leftOn} 退会</Time>}
      </Pair>
    ),
  },
  { title: '本年会费', align: 'right', cell: ({ due }) => (due ? yuanOf(due.fen) : <span className={cells.soft}>没有</span>) },
  { title: '缴费情况', cell: ({ due }) => due && <StandingTag standing={due.standing} /> },
];
