import { businesses } from '@yongche/contract/vocabulary';
import { Link } from 'react-router';
import { PlateBadge } from '../../components/plate-badge';
import { WorkspaceHead } from '../../components/workspace';
import { useStaff } from '../../session';
import { RequestInspection } from '../inspections/request-inspection';
import { CheckSheetButton } from './check-sheet-button';
import type { Deal } from './deal';
import styles from './deal-header.module.css';
import { StateTag } from './state-tag';
import { wayBackOf } from './way-back';

/** One line at the top: which deal this is and how it stands. */
export function DealHeader({ deal }: { deal: Deal }) {
  return (
    <WorkspaceHead back={wayBackOf(useStaff(), deal)}>
      <h1 className={styles.title}>
        <span className="visually-hidden">交易</span>
        <PlateBadge plate={deal.plate} size="large" />
        <span className={styles.serial}>{deal.serial}</span>
      </h1>
      <StateTag state={deal.state} />
      <span>{businesses[deal.business]}</span>
      <span className={styles.who}>
        {deal.agentName}　{deal.companyName}
      </span>
      <CheckSheetButton deal={deal} />
      {deal.state === 'completed' && <RequestInspection transactionId={deal.id} />}
      {deal.may.readVoucher && (
        <Link className={styles.voucher} to={`/transactions/${deal.id}/voucher`}>
          核对凭证
        </Link>
      )}
    </WorkspaceHead>
  );
}
