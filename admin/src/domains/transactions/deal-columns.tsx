import { businesses, channels } from '@yongche/contract/vocabulary';
import { NumberLink, Pair } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { PlateBadge } from '../../components/plate-badge';
import { VinText } from '../../components/vin-text';
import type { DealSummary } from './deal';

/** The columns that every list of deals shares; the serial is the link for the keyboard. */
export const dealColumns = {
  serial: {
    title: '流水号',
    cell: ({ id, serial }) => <NumberLink to={`/transactions/${id}`}>{serial}</NumberLink>,
  },
  plate: { title: '车牌', cell: ({ plate }) => <PlateBadge plate={plate} /> },
  vin: { title: '车架号', cell: ({ vin }) => <VinText vin={vin} /> },
  business: {
    title: '业务 / 渠道',
    cell: ({ business, channel }) => (
      <Pair isNarrow>
        <span>{businesses[business]}</span>
        <span>{channels[channel]}</span>
      </Pair>
    ),
  },
  market: { title: '市场', cell: ({ marketName }) => marketName },
  agent: {
    title: '代理人 / 企业',
    cell: ({ agentName, companyName }) => (
      <Pair isNarrow>
        <span>{agentName}</span>
        <span>{companyName}</span>
      </Pair>
    ),
  },
} satisfies Record<string, Column<DealSummary>>;
