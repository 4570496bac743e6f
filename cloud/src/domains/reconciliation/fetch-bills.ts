import type { PaymentChannel } from '../../adapters/payment/payment';
import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { Fund } from '../ledger/accounts';
import { ordersAndRefundsOn } from '../payments/orders-for-bill';
import { addDays } from '../registry/duties';
import { type Merchant, takeBill } from './provider-bills';
import type { Provider } from './payouts';
import { daysWithoutBill, isBillReady, lastReadyDay, tradingDays } from './provider-days';

type BillDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'payments'>;

/** Days of one merchant that one round fetches. */
const mostDays = 31;
/** Days after which a provider's word that nothing was traded is believed against what we hold. */
const doubtDays = 2;

/** What a provider has for a day; `undefined` while it has nothing and we hold that something was traded: the bill may still come. @throws ProviderError */
export async function billOf({ db, clock }: Pick<Deps, 'db' | 'clock'>, channel: PaymentChannel, merchant: Merchant, day: string) {
  const bill = await channel.bill(day);
  if (bill || isBillReady(addDays(day, doubtDays), clock.now())) return bill;
  const { payments, refunds } = await ordersAndRefundsOn(db.manager, { ...merchant, day });
  return payments.length + refunds.length === 0 ? null : undefined;
}

/** 每日下载: every bill that is ready and not there, of every merchant that is configured and was ever used. A merchant whose service fails is tried in the next round. */
export async function fetchMissingBills(deps: BillDeps): Promise<void> {
  const by: By = { author: { kind: 'system' }, origin: undefined, at: deps.clock.now() };
  for (const trading of await tradingDays(deps.db.manager)) {
    const channel = deps.payments[trading.fund][trading.provider];
    if (!channel) continue;
    const days = await daysWithoutBill(deps.db.manager, { ...trading, to: lastReadyDay(by.at) });
    await fetchDays(deps, channel, trading, days.slice(0, mostDays), by).catch((error: unknown) => deps.log.error({ err: error, provider: trading.provider, fund: trading.fund }, 'a bill could not be fetched; the next round tries again'));
  }
}

async function fetchDays(deps: BillDeps, channel: PaymentChannel, { provider, fund }: { provider: Provider; fund: Fund }, days: string[], by: By): Promise<void> {
  const merchant = { provider, fund };
  for (const day of days) {
    const bill = await billOf(deps, channel, merchant, day);
    if (bill === undefined) continue;
    await deps.db.transaction((tx) => takeBill(tx, { merchant, day, bill, importedBy: null }, by));
  }
}
