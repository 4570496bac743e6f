import { differenceKinds, statementLineKinds } from '@yongche/contract/vocabulary';
import { yuanOf } from '../../components/money';
import type { Tone } from '../../components/tone-tag';
import type { Candidate, ImportAnswer, ReconciliationFigures, StatementLine } from './reconciliation';

export const lineTones: Record<StatementLine['state'], Tone> = { matched: 'good', open: 'warn', decided: 'busy' };

/** Hundredths of a percent as 97.31%; a dash where there are no lines. */
export const rateWord = (rate: ReconciliationFigures['automaticRate']): string => (rate === null ? '—' : `${(rate / 100).toFixed(2)}%`);

/** Whose money it is, as the bank or provider names it, or else what it is called there. */
export const partyOf = ({ counterparty, memo, number, kind }: Pick<StatementLine, 'counterparty' | 'memo' | 'number' | 'kind'>): string => counterparty || memo || number || statementLineKinds[kind];

/** What is wrong with a line, or how it was settled. */
export const lineSentence = ({ state, difference, outcome }: Pick<StatementLine, 'state' | 'difference' | 'outcome'>): string =>
  state === 'open' ? (difference ? differenceKinds[difference] : '还没有处理') : (outcome ?? '');

/** Without a reason the server takes no explanation. */
export const needsNote = ({ decision }: Pick<Candidate, 'decision'>): boolean => decision === 'explained';

/** Whose money it is is still to be found out. */
export const isInSuspense = ({ kind, state, decision }: Pick<StatementLine, 'kind' | 'state' | 'decision'>): boolean => state === 'decided' && decision === 'suspense' && (kind === 'bank_in' || kind === 'payment');

/**
 * What of the decisions that are not offered a person may still take: a due or bill for money that came in, unless it is an order of ours
 * that only waits to be settled as one; the provider's payout where the bank names it otherwise.
 */
export function otherChoices(line: Pick<StatementLine, 'source' | 'kind' | 'state' | 'difference' | 'decision' | 'candidates'>): { payable: boolean; payout: boolean } {
  const { source, kind, state, difference, candidates } = line;
  if (state !== 'open') return { payable: isInSuspense(line), payout: false };
  const has = (decision: Candidate['decision']) => candidates.some((one) => one.decision === decision);
  const isFreeAtProvider = difference === 'double_payment' || (difference === 'unknown_payment' && !has('accept_provider'));
  return {
    payable: source === 'bank' ? kind === 'bank_in' : isFreeAtProvider,
    payout: source === 'bank' && kind === 'bank_in' && !has('payout'),
  };
}

/** What came of a file, in one sentence. */
export function importSentence({ statement, added, known, problems }: ImportAnswer): { tone: 'good' | 'info' | 'bad'; words: string } {
  if (problems.length > 0) return { tone: 'bad', words: `有 ${problems.length} 处问题，一行都没有导入。请按下面的提示处理后重新导入整份对账单。` };
  if (!statement) return { tone: 'info', words: known > 0 ? `没有新的明细：文件里的 ${known} 行以前都导入过。` : '文件里没有明细，什么都没有导入。' };
  const parts = [added > 0 ? `导入 ${added} 行` : '这段时间没有新的明细', known > 0 && `以前导入过的 ${known} 行没有重复导入`, added > 0 && `自动匹配 ${statement.matched} 行`];
  return { tone: 'good', words: `${[...parts, statement.open > 0 ? `${statement.open} 行待处理` : added > 0 && '没有待处理的'].filter(Boolean).join('，')}。` };
}

const mostBytes = 5_000_000;

/** Why a file cannot be a bank statement; undefined where it may be one. */
export function fileProblem({ name, size }: Pick<File, 'name' | 'size'>): string | undefined {
  if (!/\.(xlsx|csv)$/i.test(name)) return '请选择从网上银行导出的 .xlsx 或 .csv 文件；.xls 文件请先另存为 .xlsx。';
  if (size === 0) return '这个文件是空的。';
  return size > mostBytes ? '文件超过 5MB，请分段导出后依次导入。' : undefined;
}

/** A bank's balance beside the ledger's: they agree, or by how much they differ. */
export function balanceWord(closingFen: number, ledgerFen: number): string {
  return closingFen === ledgerFen ? '✓ 与总账一致' : `与总账相差 ${yuanOf(closingFen - ledgerFen)}`;
}
