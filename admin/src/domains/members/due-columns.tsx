import { Name, NumberLink, Pair, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { dayOf } from '../../components/moments';
import { yuanOf } from '../../components/money';
import { ToneTag } from '../../components/tone-tag';
import { StandingTag } from '../payments/standing-tag';
import type { DueSummary } from './member';

/** The columns that lists of dues share. */
export const dueColumns = {
  member: {
    title: '会员',
    cell: ({ id, memberName, memberNumber }) => (
      <Pair>
        <NumberLink to={`/dues/${id}`}>{memberNumber}</NumberLink>
        <Name>{memberName}</Name>
      </Pair>
    ),
  },
  year: { title: '年度', cell: ({ id, year }) => <NumberLink to={`/dues/${id}`}>{String(year)}</NumberLink> },
  tier: { title: '档次', cell: ({ tier }) => `${tier} 档` },
  fen: { title: '应缴', align: 'right', cell: ({ fen }) => yuanOf(fen) },
  outstanding: {
    title: '未缴',
    align: 'right',
    cell: ({ outstandingFen, standing }) => <span className={standing === 'overdue' ? cells.bad : outstandingFen > 0 ? undefined : cells.soft}>{yuanOf(outstandingFen)}</span>,
  },
  standing: { title: '缴费情况', cell: ({ standing }) => <StandingTag standing={standing} /> },
  dueOn: { title: '缴费期限', cell: ({ dueOn }) => <Time>{dueOn}</Time> },
  contacts: {
    title: '催缴',
    cell: ({ reminders, lastContactAt, refusalItemId }) =>
      refusalItemId ? (
        <ToneTag tone="warn">已列为议题</ToneTag>
      ) : reminders === 0 && !lastContactAt ? (
        <span className={cells.soft}>没有催缴</span>
      ) : (
        <Pair>
          <span>{reminders > 0 ? `已提醒 ${reminders} 次` : '已联系'}</span>
          {lastContactAt && <Time>最近 {dayOf(lastContactAt)}</Time>}
        </Pair>
      ),
  },
} satisfies Record<string, Column<DueSummary>>;
