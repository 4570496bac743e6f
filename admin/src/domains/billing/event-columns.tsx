import { channels } from '@yongche/contract/vocabulary';
import { Name, NumberLink, Pair, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { yuanOf } from '../../components/money';
import { PlateBadge } from '../../components/plate-badge';
import type { MeterEvent } from './billing';
import { eventPrice, sizeWord } from './billing-wording';

/** The columns that lists of metered cars share. */
export const eventColumns = {
  serial: { title: '流水号', cell: ({ transactionId, serial }) => <NumberLink to={`/transactions/${transactionId}`}>{serial}</NumberLink> },
  /** For who may not open the deal. */
  plainSerial: { title: '流水号', cell: ({ serial }) => <span className={cells.mono}>{serial}</span> },
  plate: { title: '车牌', cell: ({ plate }) => <PlateBadge plate={plate} /> },
  market: { title: '市场', cell: ({ marketName }) => <Name>{marketName}</Name> },
  channel: { title: '渠道', cell: ({ channel }) => channels[channel] },
  completed: { title: '完成', cell: ({ completedOn }) => <Time>{completedOn}</Time> },
  price: {
    title: '计价',
    cell: (event) => (
      <Pair isNarrow>
        <span>{eventPrice(event)}</span>
        {(event.redoneOf || event.reason) && <span>{event.reason ?? `重办 ${event.redoneOf}`}</span>}
      </Pair>
    ),
  },
  fen: { title: '金额', align: 'right', cell: ({ fen }) => <span className={fen < 0 ? cells.bad : fen === 0 ? cells.soft : undefined}>{yuanOf(fen)}</span> },
  bytes: { title: '数据量', align: 'right', cell: ({ storedBytes }) => sizeWord(storedBytes) },
  billMonth: { title: '账期', cell: ({ billMonth, billId }) => (billId ? <NumberLink to={`/bills/${billId}`}>{billMonth}</NumberLink> : <Time>{billMonth}</Time>) },
} satisfies Record<string, Column<MeterEvent>>;
