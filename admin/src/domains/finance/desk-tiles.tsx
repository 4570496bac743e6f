import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { yuanOf } from '../../components/money';
import { useStaff } from '../../session';
import { over30Of } from './ageing-drawing';
import type { FinanceDesk } from './finance';
import { collectedNote } from './finance-wording';
import styles from './finance.module.css';

/** The few numbers of finance's day (domain.md 5.5), each of which opens what it is the sum of. */
export function DeskTiles({ desk: { month, vehicles, serviceFee, dues, unmatchedLines, ageing } }: { desk: FinanceDesk }) {
  const isFinance = useStaff().role === 'finance';
  const year = month.slice(0, 4);
  const over30 = ageing.map((one) => ({ fund: one.fund, fen: over30Of(one) }));
  const late = over30.reduce((sum, { fen }) => sum + fen, 0);
  const lateOf = (fund: (typeof over30)[number]['fund']) => yuanOf(over30.find((one) => one.fund === fund)?.fen ?? 0);
  return (
    <dl className={styles.tiles}>
      <Tile title={`${Number(month.slice(5))} 月车辆`} to={`/meter?month=${month}`} note={`会员 / 非会员${vehicles.exempt > 0 ? `，另有 ${countOf(vehicles.exempt)} 辆不计费` : ''}`}>
        {countOf(vehicles.member)} / {countOf(vehicles.nonMember)}
      </Tile>
      <Tile title={`${year} 年服务费实收`} to="/bills" note={collectedNote(serviceFee)}>
        {yuanOf(serviceFee.receivedFen)}
      </Tile>
      <Tile title={`${year} 年会费实收`} to={`/dues?year=${year}`} note={collectedNote(dues)}>
        {yuanOf(dues.receivedFen)}
      </Tile>
      <Tile title="未匹配" to={isFinance && unmatchedLines > 0 ? '/reconciliation/desk' : '/reconciliation/lines?state=open'} note={unmatchedLines > 0 ? '对账差异待处理' : '没有待处理的差异'} isWarning={unmatchedLines > 0}>
        {unmatchedLines} 条
      </Tile>
      <Tile title="账龄超过 30 日" to="/receivables" note={[`服务费 ${lateOf('service_fee')}`, `会费 ${lateOf('dues')}`]} isWarning={late > 0}>
        {yuanOf(late)}
      </Tile>
    </dl>
  );
}

const countOf = (count: number) => count.toLocaleString('zh-CN');

function Tile({ title, to, note, isWarning = false, children }: { title: string; to: string; note: string | string[]; isWarning?: boolean; children: ReactNode }) {
  return (
    <div className="card" data-tone={isWarning ? 'warn' : undefined}>
      <dt>{title}</dt>
      <dd>
        <Link to={to}>{children}</Link>
        {[note].flat().map((line) => (
          <span key={line}>{line}</span>
        ))}
      </dd>
    </div>
  );
}
