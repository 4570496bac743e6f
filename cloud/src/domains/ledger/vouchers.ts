import { Between, type EntityManager } from 'typeorm';
import type { WrittenTable } from '../../spreadsheets/write-table';
import type { Fund } from './accounts';
import { daysOf } from './calendar-month';
import { LedgerBooking } from './ledger.entity';
import { makersOf, transfersOf } from './present-bookings';

const documents: Record<string, string> = { due: '会费', bill: '服务费账单', payment_order: '支付订单', refund: '退款', statement_line: '对账明细', statement: '对账单', cash_receipt: '现金收款' };

interface Voucher {
  number: string;
  on: string;
  memo: string;
  debit: string;
  credit: string;
  fen: number;
  madeBy: string;
  attachment: string;
}

/** 记账凭证 of a fund for a month as a table, in the order of their numbers; one line per transfer. */
export async function vouchersOf(tx: EntityManager, fund: Fund, month: string): Promise<WrittenTable<Voucher>> {
  const { first, last } = daysOf(month);
  const bookings = (await tx.findBy(LedgerBooking, { bookedOn: Between(first, last) })).sort((one, other) => serialOf(one) - serialOf(other));
  const nameOf = await makersOf(tx, bookings);
  const transfers = await transfersOf(tx, bookings);
  const rows = bookings.flatMap((booking) => {
    const { id, number, bookedOn: on, memo, madeBy } = booking;
    const attachment = attachmentOf(booking);
    const ofFund = transfers.get(id)!.filter((transfer) => transfer.fund === fund);
    return ofFund.map(({ debit, credit, fen }): Voucher => ({ number, on, memo, debit, credit, fen, madeBy: nameOf(madeBy), attachment }));
  });
  return {
    title: `记账凭证 ${month}`,
    rows,
    columns: [
      { title: '凭证号', width: 18, cell: ({ number }) => number },
      { title: '日期', width: 12, cell: ({ on }) => on },
      { title: '摘要', width: 48, cell: ({ memo }) => memo },
      { title: '借方科目', width: 32, cell: ({ debit }) => debit },
      { title: '贷方科目', width: 32, cell: ({ credit }) => credit },
      { title: '金额', width: 14, format: '#,##0.00', cell: ({ fen }) => Number(plainYuan(fen)) },
      { title: '制单人', width: 12, cell: ({ madeBy }) => madeBy },
      { title: '附件', width: 40, cell: ({ attachment }) => attachment },
    ],
  };
}

const serialOf = ({ number }: LedgerBooking) => Number(number.split('-').at(-1));
/** Written, not divided: 1234 fen are 12.34. */
const plainYuan = (fen: number) => String(fen).padStart(3, '0').replace(/(\d\d)$/, '.$1');

/** What the voucher rests on: its kind, and the number by which it is found. */
function attachmentOf({ document, reference }: LedgerBooking): string {
  const [type = '', id = ''] = document?.split(':') ?? [];
  return document ? `${documents[type] ?? type} ${reference ?? id}` : (reference ?? '');
}
