import { type bookingKinds, paymentWays } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import { yuan } from '../../yuan';
import type { AccountRef } from '../ledger/accounts';
import { postBooking } from '../ledger/post-booking';
import { sendMessage } from '../notices/messages';
import type { PayableFacts } from './payables';

/** Where money stands that came in this way. */
export const moneyAccounts = { wechat: 'wechat_clearing', alipay: 'alipay_clearing', bank: 'bank', cash: 'cash' } as const satisfies Partial<Record<keyof typeof paymentWays, AccountRef['account']>>;

export interface Received {
  /** Locked by the caller, and read after that. */
  payable: PayableFacts;
  way: keyof typeof moneyAccounts;
  fen: number;
  /** Day on which it came (Shanghai). */
  on: string;
  /** What it follows from, once: `order_paid:<order id>`. */
  key: string;
  kind: keyof typeof bookingKinds;
  /** Number of the order, bank line or cash receipt. */
  reference: string;
  memo: string;
  /** `<type>:<id>`, as in the contract's booking. */
  document: string;
}

/**
 * 收款: books money that came for a due or bill, once by `key`: what is outstanding is settled, the rest stands as an advance of
 * the same payer. Tells the payer's company.
 */
export async function receivePayment(tx: EntityManager, { payable, way, fen, on, key, kind, reference, memo, document }: Received, by: By): Promise<{ bookingId: string; settledFen: number; advanceFen: number }> {
  const { fund, partyId, id: documentId, outstandingFen } = payable;
  const settledFen = Math.min(fen, Math.max(0, outstandingFen));
  const advanceFen = fen - settledFen;
  const debit = { account: moneyAccounts[way] };
  const bookingId = await postBooking(
    tx,
    {
      ...{ kind, key, on, memo, document, reference },
      transfers: [
        { fund, debit, credit: { account: 'receivable', partyId, documentId }, fen: settledFen },
        { fund, debit, credit: { account: 'advance', partyId, documentId }, fen: advanceFen },
      ],
    },
    by,
  );
  if (!bookingId) throw new Error(`a payment of nothing: ${key}`);
  const rest = outstandingFen - settledFen;
  const what = `${payable.title}收到${paymentWays[way]} ${yuan(fen)}。`;
  await tellPayer(tx, payable, '缴款已入账', what + (advanceFen > 0 ? `多付的 ${yuan(advanceFen)} 记为预收款，可与协会财务联系退回或抵缴。` : rest > 0 ? `还有 ${yuan(rest)} 待缴。` : '已缴清。'), by.at);
  return { bookingId, settledFen, advanceFen };
}

/** Puts a message into the inbox of the payer's company; where none is linked there is nobody to be told. */
export async function tellPayer(tx: EntityManager, { companyId, kind, id }: Pick<PayableFacts, 'companyId' | 'kind' | 'id'>, title: string, body: string, at: Date): Promise<void> {
  if (companyId) await sendMessage(tx, { to: { companyId }, kind: 'payment', title, body, link: `${kind}:${id}` }, at);
}
