import { type EntityManager, In } from 'typeorm';
import type { Actor } from '../../http/actor';
import { Staff } from '../identity/staff.entity';
import { candidatesFor } from './candidates';
import { bankBalanceOn } from './month-obstacles';
import { reopenableBy } from './reopen-line';
import type { Statement, StatementLine } from './statement.entity';

interface Counts {
  id: string;
  total: string;
  matched: string;
  waiting: string;
}

/** Statements as they are shown, with what became of their lines. */
export async function presentStatements(tx: EntityManager, statements: Statement[]) {
  const ids = statements.map(({ id }) => id);
  const counts: Counts[] = ids.length > 0 ? await tx.query("SELECT statement_id AS id, SUM(NOT lacking) AS total, SUM(state = 'matched' AND NOT lacking) AS matched, SUM(state = 'open') AS waiting FROM statement_lines WHERE statement_id IN (?) GROUP BY statement_id", [ids]) : [];
  const countOf = new Map(counts.map((count) => [count.id, count]));
  const names = await namesOf(tx, statements.map(({ importedBy }) => importedBy));
  const presented = [];
  for (const { id, source, fund, fromOn, toOn, fileName, sha256, inFen, outFen, closingFen, importedBy, importedAt } of statements) {
    const { total = 0, matched = 0, waiting = 0 } = countOf.get(id) ?? {};
    const ledgerFen = source === 'bank' ? await bankBalanceOn(tx, fund, toOn) : null;
    presented.push({ id, source, fund, from: fromOn, to: toOn, fileName, sha256, lines: Number(total), matched: Number(matched), open: Number(waiting), inFen, outFen, closingFen, ledgerFen, importedBy: importedBy ? (names.get(importedBy) ?? '员工') : '系统', importedAt });
  }
  return presented;
}

/** One of them. */
export async function presentStatement(tx: EntityManager, statement: Statement) {
  const [presented] = await presentStatements(tx, [statement]);
  return presented!;
}

/** Lines as they are shown to this reader; those that wait with what can be done about them. */
export async function presentLines(tx: EntityManager, lines: StatementLine[], actor: Actor) {
  const candidates = await candidatesFor(tx, lines);
  const names = await namesOf(tx, lines.map(({ decidedBy }) => decidedBy));
  const reopenable = await reopenableBy(tx, lines, actor);
  return lines.map((line) => {
    const { id, source, fund, kind, state, tradedOn, tradedAt, fen, feeFen, number, providerNumber, counterparty, accountTail, memo, difference, decision, outcome, decidedBy } = line;
    return {
      ...{ id, source, fund, kind, state, on: tradedOn, at: tradedAt, fen, feeFen, number, providerNumber, memo, difference, decision, outcome },
      counterparty: accountTail ? `${counterparty ?? ''}（尾号${accountTail}）` : counterparty,
      decidedBy: decidedBy ? (names.get(decidedBy) ?? '员工') : null,
      candidates: candidates.get(id) ?? [],
      mayReopen: reopenable.has(id),
    };
  });
}

/** One of them. */
export async function presentLine(tx: EntityManager, line: StatementLine, actor: Actor) {
  const [presented] = await presentLines(tx, [line], actor);
  return presented!;
}

async function namesOf(tx: EntityManager, ids: (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const staff = wanted.length > 0 ? await tx.find(Staff, { select: { id: true, name: true }, where: { id: In(wanted) } }) : [];
  return new Map(staff.map(({ id, name }) => [id, name]));
}
