import { balanceOf } from '../src/domains/ledger/accounts';
import { payableOf } from '../src/domains/payments/payables';
import { beginOn } from './discipline';
import type { Owed } from './payments';
import type { Product } from './product';
import { type BankMove, bankStatement, importedBy, type Line, linesOf, type StatementStyle } from './reconciliation';

type Fund = 'dues' | 'service_fee';
const funds: Fund[] = ['dues', 'service_fee'];

/** Each fund's account as the bank has it: the day of October 2026 up to which it was imported, and the balance. */
export interface BankAccounts {
  accounts: Record<Fund, { day: number; balanceFen: number }>;
  today(fund: Fund): string;
  /** The next day's moves of an account, imported; gives the lines in the order of the moves. */
  bankDay(fund: Fund, moves: Omit<BankMove, 'on'>[], style?: StatementStyle): Promise<Line[]>;
}

/**
 * Two accounts for one file of stories, on 5 November 2026, with 200,001 yuan each on 1 October. After every story what the bank has
 * is what the ledger has, but for lines that wait.
 */
export function useBankAccounts(product: () => Product): BankAccounts {
  const accounts = { dues: { day: 1, balanceFen: 0 }, service_fee: { day: 1, balanceFen: 0 } };
  const today = (fund: Fund) => `2026-10-${String(accounts[fund].day).padStart(2, '0')}`;

  beforeAll(async () => {
    beginOn(product(), '2026-11-05');
    for (const fund of funds) {
      const file = await bankStatement([{ on: today(fund), fen: 1_00, summary: '结息', counterparty: '应付利息' }], 200_000_00);
      const { statement } = await importedBy(product(), fund, file);
      expect(statement).toMatchObject({ lines: 1, matched: 1, open: 0, inFen: 1_00, outFen: 0, closingFen: 200_001_00, ledgerFen: 200_001_00, from: '2026-10-01', to: '2026-10-01', importedBy: '财务一号' });
      accounts[fund].balanceFen = file.closingFen;
    }
  });
  afterEach(async () => {
    for (const fund of funds) {
      const open = (await linesOf(product(), { fund, source: 'bank', state: 'open' })).reduce((sum, { fen }) => sum + fen, 0);
      const booked = await balanceOf(product().server.deps.db.manager, fund, { account: 'bank' });
      expect([fund, booked + open]).toEqual([fund, accounts[fund].balanceFen]);
    }
  });

  return {
    accounts,
    today,
    async bankDay(fund, moves, style = {}) {
      const account = accounts[fund];
      account.day++;
      const file = await bankStatement(moves.map((move) => ({ on: today(fund), ...move })), account.balanceFen, style);
      const { problems, added } = await importedBy(product(), fund, file);
      expect([problems, added]).toEqual([[], moves.length]);
      account.balanceFen = file.closingFen;
      const lines = await linesOf(product(), { fund, source: 'bank' });
      return lines.filter(({ on }) => on === today(fund)).reverse();
    },
  };
}

/** What is still to be paid of a due or bill. */
export const outstandingOf = async ({ server: { deps } }: Product, { kind, subjectId }: Owed): Promise<number> => (await payableOf(deps.db.manager, kind, subjectId))!.outstandingFen;

/** What its payer writes into the memo of a transfer. */
export const codeOf = async ({ server: { deps } }: Product, { kind, subjectId }: Owed): Promise<string> => (await payableOf(deps.db.manager, kind, subjectId))!.remittanceCode;
