import ArrowLeftOutlined from '@ant-design/icons/ArrowLeftOutlined';
import { businesses } from '@yongche/contract/vocabulary';
import { Link } from 'react-router';
import { PlateBadge } from '../../components/plate-badge';
import { homeOf } from '../../navigation';
import { useStaff } from '../../session';
import type { Deal } from './deal';
import styles from './deal-header.module.css';
import { StateTag } from './state-tag';

/** One line at the top: which deal this is and how it stands. */
export function DealHeader({ deal }: { deal: Deal }) {
  const home = homeOf(useStaff());
  return (
    <header className={styles.header}>
      <Link className={styles.back} to={home}>
        <ArrowLeftOutlined /> {home === '/queue' ? '待核对' : '交易查询'}
      </Link>
      <h1>
        <span className="visually-hidden">交易</span>
        <PlateBadge plate={deal.plate} size="large" />
        <span className={styles.serial}>{deal.serial}</span>
      </h1>
      <StateTag state={deal.state} />
      <span>{businesses[deal.business]}</span>
      <span className={styles.who}>
        {deal.agentName}　{deal.companyName}
      </span>
      {deal.may.readVoucher && (
        <Link className={styles.voucher} to={`/transactions/${deal.id}/voucher`}>
          核对凭证
        </Link>
      )}
    </header>
  );
}
