import { businesses, channels } from '@yongche/contract/vocabulary';
import { Link } from 'react-router';
import type { Column } from '../../components/data-table';
import { PlateBadge } from '../../components/plate-badge';
import { VinText } from '../../components/vin-text';
import styles from './deal-columns.module.css';
import type { DealSummary } from './deal';

/** The columns that every list of deals shares; the serial is the link for the keyboard. */
export const dealColumns = {
  serial: {
    title: '流水号',
    cell: ({ id, serial }) => (
      <Link className={styles.serial} to={`/transactions/${id}`} onClick={(event) => event.stopPropagation()}>
        {serial}
      </Link>
    ),
  },
  plate: { title: '车牌', cell: ({ plate }) => <PlateBadge plate={plate} /> },
  vin: { title: '车架号', cell: ({ vin }) => <VinText vin={vin} /> },
  business: {
    title: '业务 / 渠道',
    cell: ({ business, channel }) => (
      <span className={styles.pair}>
        <span>{businesses[business]}</span>
        <span>{channels[channel]}</span>
      </span>
    ),
  },
  market: { title: '市场', cell: ({ marketName }) => marketName },
  agent: {
    title: '代理人 / 企业',
    cell: ({ agentName, companyName }) => (
      <span className={styles.pair}>
        <span>{agentName}</span>
        <span>{companyName}</span>
      </span>
    ),
  },
} satisfies Record<string, Column<DealSummary>>;
