import { type DataSource, type EntityManager, In } from 'typeorm';
import { type Act, audit, type By } from '../../audit/audit';
import { askSoon } from '../payments/ask-order';
import type { Fund } from '../ledger/accounts';
import { fitOf } from './fit-bank-line';
import { matchBankLines } from './match-bank-lines';
import { openItems } from './open-items';
import { compareLines, type Merchant } from './provider-bills';
import { StatementLine } from './statement.entity';

/** Lines that one transaction takes. */
const slice = 100;

/**
 * Looks at open lines once more: what came late on our side (a payment that the provider was asked about, a bill published after the
 * transfer, an expense approved after it was paid) is matched then. What a person has opened again waits for a person.
 */
export async function rematchOpenLines(db: DataSource, by: By): Promise<void> {
  const open = await db.manager.find(StatementLine, { where: { state: 'open', turn: 1, lacking: false }, order: { source: 'ASC', fund: 'ASC', tradedOn: 'ASC', position: 'ASC' } });
  const accounts = new Map<string, StatementLine[]>();
  for (const line of open) accounts.set(`${line.source}:${line.fund}`, [...(accounts.get(`${line.source}:${line.fund}`) ?? []), line]);
  for (const lines of accounts.values()) {
    const { source, fund } = lines[0]!;
    if (source === 'bank') await rematchBank(db, fund, lines, by);
    else for (let at = 0; at < lines.length; at += slice) await rematchProvider(db, { provider: source, fund }, lines.slice(at, at + slice), by);
  }
}

async function rematchBank(db: DataSource, fund: Fund, lines: StatementLine[], by: By): Promise<void> {
  const items = await openItems(db.manager, fund, lines);
  const likely = lines.filter((line) => fitOf(line, items));
  for (let at = 0; at < likely.length; at += slice) {
    await db.transaction(async (tx) => {
      const locked = await lockOpen(tx, likely.slice(at, at + slice));
      const before = differencesOf(locked);
      await matchBankLines(tx, locked, await openItems(tx, fund, locked, { lock: true }), by);
      await keep(tx, locked, before, by);
    });
  }
}

async function rematchProvider(db: DataSource, merchant: Merchant, lines: StatementLine[], by: By): Promise<void> {
  await db.transaction(async (tx) => {
    const locked = await lockOpen(tx, lines);
    const before = differencesOf(locked);
    for (const orderId of await compareLines(tx, merchant, locked)) await askSoon(tx, orderId, by.at);
    await keep(tx, locked, before, by);
  });
}

function lockOpen(tx: EntityManager, lines: StatementLine[]): Promise<StatementLine[]> {
  return tx.find(StatementLine, { where: { id: In(lines.map(({ id }) => id)), state: 'open' }, order: { tradedOn: 'ASC', position: 'ASC' }, lock: { mode: 'pessimistic_write' } });
}

/** Writes what changed of lines that were locked as `before` has them. */
async function keep(tx: EntityManager, lines: StatementLine[], before: Map<string, StatementLine['difference']>, by: By): Promise<void> {
  const changed = lines.filter(({ id, difference }) => difference !== before.get(id));
  for (const { id, state, difference, decision, subjectId, outcome, paysSource, paysFrom, paysTo } of changed) await tx.update(StatementLine, id, { state, difference, decision, subjectId, outcome, paysSource, paysFrom, paysTo });
  const matched = changed.filter(({ state }) => state === 'matched');
  const acts = matched.map(({ id, source, fund, fen, decision }): Act => ({ action: 'reconciliation.line_decided', subject: { type: 'statement_line', id }, details: { source, fund, fen, decision, automatic: true }, changes: { state: { before: 'open', after: 'matched' } } }));
  if (acts.length > 0) await audit(tx, by, ...acts);
}

const differencesOf = (lines: StatementLine[]) => new Map(lines.map(({ id, difference }) => [id, difference]));
