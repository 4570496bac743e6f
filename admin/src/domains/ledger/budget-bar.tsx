import { yuanOf } from '../../components/money';
import { barOf, barSize } from './budget-drawing';
import styles from './ledger.module.css';

interface BudgetBarProps {
  budgetFen: number;
  spentFen: number;
  /** Approved and not paid yet. */
  committedFen: number;
}

/** 执行: what of a budget is spent and what is promised, and what goes beyond it; the share stands behind the bar. */
export function BudgetBar({ budgetFen, spentFen, committedFen }: BudgetBarProps) {
  const { width, height } = barSize;
  const { spent, committed, limit, beyond, share } = barOf({ budgetFen, spentFen, committedFen });
  const sentence = `预算 ${yuanOf(budgetFen)}，已付 ${yuanOf(spentFen)}${committedFen > 0 ? `，已批准未付 ${yuanOf(committedFen)}` : ''}`;
  return (
    <span className={styles.budgetBar}>
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={sentence}>
        <title>{sentence}</title>
        <rect x={0} y={1} width={limit} height={height - 2} rx={2} data-part="budget" />
        <rect x={0} y={1} width={spent} height={height - 2} rx={2} data-part="spent" />
        <rect x={spent} y={1} width={committed} height={height - 2} data-part="committed" />
        {beyond > 0 && <rect x={limit} y={1} width={beyond} height={height - 2} data-part="beyond" />}
        <line x1={limit} x2={limit} y1={0} y2={height} />
      </svg>
      <span data-beyond={beyond > 0}>{share}%</span>
    </span>
  );
}
