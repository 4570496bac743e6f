import type { paymentProviders } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { Fund } from '../ledger/accounts';
import { addDays } from '../registry/duties';

export type Provider = keyof typeof paymentProviders;

/** What a provider owes for one day by its own bill, charges and refunds taken off, and has not paid out yet. */
export interface UnpaidDay {
  provider: Provider;
  day: string;
  netFen: number;
}

/** Days after which a provider's money is no longer looked for by itself. */
const lookBack = 60;

/** By which a provider's money is known in a bank's statement. */
const names: Record<Provider, RegExp> = { wechat: /财付通|微信支付|TENPAY/i, alipay: /支付宝|ALIPAY/i };

/** Whose money a bank line is, by the name of who sent it, else by its memo; undefined where it is no provider's. */
export function providerNamed({ counterparty, memo }: { counterparty: string | null; memo: string | null }): Provider | undefined {
  const providers = Object.keys(names) as Provider[];
  return [counterparty, memo].map((text) => providers.find((provider) => names[provider].test(text ?? ''))).find((provider) => provider !== undefined);
}

/** The days of a fund's provider bills that no bank line has paid out, in order. */
export async function unpaidDays(tx: EntityManager, fund: Fund): Promise<UnpaidDay[]> {
  const rows: { provider: Provider; day: string; netFen: string }[] = await tx.query(
    `SELECT l.source AS provider, l.traded_on AS day, SUM(l.fen - l.fee_fen) AS netFen FROM statement_lines l
     WHERE l.fund = ? AND l.source <> 'bank' AND NOT l.lacking
       AND NOT EXISTS (SELECT 1 FROM statement_lines p WHERE p.fund = l.fund AND p.source = 'bank' AND p.pays_source = l.source AND l.traded_on BETWEEN p.pays_from AND p.pays_to)
     GROUP BY l.source, l.traded_on ORDER BY l.traded_on`,
    [fund],
  );
  return rows.map(({ netFen, ...row }) => ({ ...row, netFen: Number(netFen) }));
}

/** The oldest run of days, one after the other among those not paid out, that comes to exactly this sum by the day of the payout. */
export function runOfDays(days: UnpaidDay[], { provider, fen, by }: { provider: Provider; fen: number; by: string }): { from: string; to: string } | undefined {
  const open = days.filter((day) => day.provider === provider && day.netFen !== 0 && day.day <= by && day.day >= addDays(by, -lookBack));
  for (const [first, { day: from }] of open.entries()) {
    let sum = 0;
    for (const { day: to, netFen } of open.slice(first)) {
      sum += netFen;
      if (sum === fen) return { from, to };
    }
  }
  return undefined;
}
