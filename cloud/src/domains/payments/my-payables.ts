import { type EntityManager, In } from 'typeorm';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import type { AgentActor } from '../../http/actor';
import { billPayables } from '../billing/bill-payable';
import { duePayables } from '../members/due-payable';
import { payeeAccounts } from './payee-accounts';
import { PaymentOrder } from './payment-order.entity';
import { paymentsOf, receiptsOf } from './payments-of';
import { type PayableFacts, standingOf } from './payables';

/** Dues and bills of several years are enough for a phone. */
const most = 60;

/** 我的企业应缴的会费和账单: what is open first, then what was paid, the latest first. */
export async function listOwnPayables(tx: EntityManager, { payments }: Pick<Deps, 'payments'>, { companyId, host }: AgentActor, now: Date) {
  const all = [...(await duePayables(tx, { companyId: companyId! })), ...(await billPayables(tx, { companyId: companyId! }))];
  const shown = all.sort((one, other) => Number(isOwed(other)) - Number(isOwed(one)) || other.dueOn.localeCompare(one.dueOn)).slice(0, most);
  const accounts = new Map((await payeeAccounts(tx)).map((account) => [account.fund, account]));
  const orders = shown.length > 0 ? await tx.findBy(PaymentOrder, { openKey: In(shown.map(({ id }) => id)) }) : [];
  const openOrders = new Map(orders.map((order) => [order.subjectId, order]));
  const items = [];
  for (const facts of shown) {
    const { kind, id, fund, title, fen, outstandingFen, dueOn, remittanceCode } = facts;
    const account = accounts.get(fund);
    const open = openOrders.get(id);
    const isElsewhere = open !== undefined && open.provider !== host && open.expiresAt > now;
    items.push({
      ...{ kind, id, fund, title, fen, outstandingFen: Math.max(0, outstandingFen), dueOn, standing: standingOf(facts, dayInShanghai(now)) },
      transfer: account ? { account, code: remittanceCode } : null,
      payableHere: isOwed(facts) && payments[fund][host] !== undefined && !isElsewhere,
      openOrderId: open?.id ?? null,
      payments: await paymentsOf(tx, id),
      receipts: await receiptsOf(tx, kind, id),
    });
  }
  return { items };
}

const isOwed = ({ cancelled, outstandingFen }: PayableFacts) => !cancelled && outstandingFen > 0;
