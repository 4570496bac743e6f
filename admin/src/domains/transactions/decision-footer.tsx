import { Button } from 'antd';
import { WorkspaceActs, WorkspaceFoot } from '../../components/workspace';
import type { Tally } from './check-marks';
import type { Deal } from './deal';
import styles from './decision-footer.module.css';

interface DecisionFooterProps {
  deal: Deal;
  tally: Tally;
  /** Why the machine's check keeps the deal from its completion. */
  stop: string | undefined;
  /** Whether pictures are still being read. */
  isReading: boolean;
  isCompleting: boolean;
  onComplete: () => void;
  onReturn: () => void;
}

/** How far the operator is, and the two ways out: complete, or give single photos back. */
export function DecisionFooter({ deal, tally, stop, isReading, isCompleting, onComplete, onReturn }: DecisionFooterProps) {
  const { checked, returning, open } = tally;
  const all = checked.length + returning.length + open.length;
  return (
    <WorkspaceFoot label="核对结论">
      <p className={styles.progress} role="status">
        已核对 <b>{checked.length}</b> / {all}
        {returning.length > 0 && <span className={styles.bad}>　退回 {returning.length} 张</span>}
      </p>
      <div className={styles.bar} aria-hidden="true">
        <span style={{ flexGrow: checked.length }} data-tone="good" />
        <span style={{ flexGrow: returning.length }} data-tone="bad" />
        <span style={{ flexGrow: open.length }} />
      </div>
      {deal.may.complete && (stop ?? isReading) && (
        <p className={stop ? styles.stop : styles.progress} role="status">
          {stop ?? '预检还在读取照片，结论出来后再完成更稳妥。'}
        </p>
      )}
      <WorkspaceActs>
        {deal.may.return && returning.length > 0 && (
          <Button type="primary" danger size="large" onClick={onReturn}>
            退回 {returning.length} 张 (F4)
          </Button>
        )}
        {deal.may.complete && (
          <Button
            type="primary"
            size="large"
            disabled={all === 0 || open.length > 0 || returning.length > 0 || stop !== undefined}
            loading={isCompleting}
            onClick={onComplete}
          >
            核对完成 (F2)
          </Button>
        )}
      </WorkspaceActs>
    </WorkspaceFoot>
  );
}
