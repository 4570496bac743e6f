import { useQuery } from '@tanstack/react-query';
import { LoadFailure } from '../../components/load-failure';
import { PageSkeleton } from '../../components/page-skeleton';
import { DaysFilter } from '../../components/days-filter';
import { usualPeriods } from '../../components/periods';
import { flowHolds } from './member-wording';
import styles from './members.module.css';
import { membershipFlowQuery } from './queries';

interface FlowLineProps {
  from: string;
  to: string;
  onChange: (days: object) => void;
}

/** 会员增减 of a period as the identity that it must be: 期初 + 入会 − 退会 = 期末. */
export function FlowLine({ from, to, onChange }: FlowLineProps) {
  const flow = useQuery(membershipFlowQuery(from, to));
  if (flow.isPending) return <PageSkeleton rows={1} />;
  if (!flow.data) return <LoadFailure error={flow.error} onRetry={() => void flow.refetch()} />;
  const { opening, joined, left, closing, suspended } = flow.data;
  const holds = flowHolds(flow.data);
  return (
    <section className={`card ${styles.flow}`} data-ok={holds} aria-label="会员增减">
      <dl className={styles.identity}>
        <Term title={`期初 ${from}`} value={opening} />
        <span aria-hidden="true">＋</span>
        <Term title="入会" value={joined} />
        <span aria-hidden="true">−</span>
        <Term title="退会" value={left} />
        <span aria-hidden="true">{holds ? '＝' : '≠'}</span>
        <Term title={`期末 ${to}`} value={closing} isClosing />
      </dl>
      <p className={styles.soft}>
        {suspended > 0 ? `期末会员中 ${suspended} 家暂停会籍，仍计入会员数。` : '没有暂停会籍的会员。'}
        {!holds && '数目对不上，请联系技术运维。'}
      </p>
      <DaysFilter label="期间（含首尾两日）" from={from} to={to} isWhole presets={usualPeriods(new Date())} onChange={onChange} />
    </section>
  );
}

function Term({ title, value, isClosing = false }: { title: string; value: number; isClosing?: boolean }) {
  return (
    <div data-closing={isClosing}>
      <dt>{title}</dt>
      <dd>{value}</dd>
    </div>
  );
}
