import type { EntityManager } from 'typeorm';
import type { Fund } from '../src/domains/ledger/accounts';
import { approvedExpenses } from '../src/domains/ledger/expenses';
import { openPayables, type PayableFacts } from '../src/domains/payments/payables';
import { StatementLine } from '../src/domains/reconciliation/statement.entity';

/** One line of the bank: what came in (above 0) or went out, in fen, and the balance after it. */
interface Movement {
  on: string;
  fen: number;
  balanceFen: number;
  counterparty: string;
  memo: string;
}

/** What the two accounts held before the story began, in fen. */
const openings: Record<Fund, number> = { dues: 186_420_50, service_fee: 92_315_00 };
/** So many members pay their dues in a month; 示范车行 is left to pay in the mini-program, one pays too little without a code, one not at all. */
const payersOfDues = { first: 6, later: 2 };
/** In the last month one market has not paid yet. */
const payingMarkets = 2;
const leftOpen = ['示范车行有限公司', '标本汽车评估有限公司', '假定汽车租赁有限公司'];

/** What moves on a fund's account in a month: transfers with their codes, what was approved, the bank's own; in the last month also what does not match by itself. */
export async function movementsOf(tx: EntityManager, { fund, month, isFirst, isLast }: { fund: Fund; month: string; isFirst: boolean; isLast: boolean }): Promise<Movement[]> {
  const day = (n: number) => `${month}-${String(n).padStart(2, '0')}`;
  const open = (await openPayables(tx, fund)).filter(({ partyName }) => fund === 'service_fee' || !leftOpen.includes(partyName));
  const paying = open.slice(0, fund === 'dues' ? (isFirst ? payersOfDues.first : payersOfDues.later) : isLast ? payingMarkets : open.length);
  const moves: Omit<Movement, 'balanceFen'>[] = paying.map((payable, n) => ({ on: day(6 + (n % 18)), fen: payable.outstandingFen, counterparty: payerOf(payable), memo: memoOf(payable, n) }));
  if (!isFirst) for (const { fen, payee, purpose } of await approvedExpenses(tx, fund)) moves.push({ on: day(24), fen: -fen, counterparty: payee, memo: purpose });
  if (fund === 'service_fee') moves.push({ on: day(25), fen: -20_00, counterparty: '示范银行', memo: '账户管理费' });
  if (['03', '06', '09', '12'].includes(month.slice(5))) moves.push({ on: day(21), fen: fund === 'dues' ? 152_37 : 96_08, counterparty: '示范银行', memo: '结息' });
  if (isLast && fund === 'dues') moves.push({ on: day(26), fen: 2_900_00, counterparty: '标本评估公司 王某', memo: '会费' });
  if (isLast && fund === 'service_fee') moves.push({ on: day(27), fen: 1_280_00, counterparty: '路过汽车修理厂', memo: '货款' });
  if (moves.length === 0) moves.push({ on: day(20), fen: -10_00, counterparty: '示范银行', memo: '账户管理费' });
  return withBalances(moves.sort((a, b) => a.on.localeCompare(b.on)), await balanceBefore(tx, fund));
}

/** As a statement's csv file, which is what a bank's web site gives. */
export function bankFile(movements: Movement[]): Buffer {
  const rows = movements.map(({ on, fen, balanceFen, counterparty, memo }, n) => [on.replaceAll('-', ''), fen > 0 ? amount(fen) : '', fen < 0 ? amount(-fen) : '', amount(balanceFen), counterparty, memo, `${on.replaceAll('-', '')}${String(n + 1).padStart(6, '0')}`]);
  return Buffer.from(`\ufeff${[['交易日期', '收入金额', '支出金额', '账户余额', '对方户名', '摘要', '流水号'], ...rows].map((cells) => cells.join(',')).join('\r\n')}\r\n`);
}

const amount = (fen: number) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** Dues come from the member itself, the fee from the company that runs the market, some without its full name. */
const payerOf = ({ kind, partyName }: PayableFacts) => (kind === 'due' ? partyName : `${partyName}经营管理有限公司`);
/** The code stands somewhere in what the payer wrote. */
const memoOf = ({ remittanceCode, title }: PayableFacts, n: number) => [`${title} ${remittanceCode}`, `转账 附言:${remittanceCode.toLowerCase()}`, `${remittanceCode}/${title}`][n % 3]!;

function withBalances(moves: Omit<Movement, 'balanceFen'>[], before: number): Movement[] {
  let balanceFen = before;
  return moves.map((move) => ({ ...move, balanceFen: (balanceFen += move.fen) }));
}

async function balanceBefore(tx: EntityManager, fund: Fund): Promise<number> {
  const [last] = await tx.find(StatementLine, { where: { fund, source: 'bank' }, order: { position: 'DESC' }, take: 1 });
  return last?.balanceFen ?? openings[fund];
}
