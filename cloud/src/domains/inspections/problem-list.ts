import type { z } from 'zod';
import type { problemStates, returnCodes } from '@yongche/contract';
import type { inspectionEndpoints } from '@yongche/contract/inspections';
import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { Actor } from '../../http/actor';
import { refuseField } from '../../http/errors';
import { photoTitles } from '../evidence/evidence-state';
import { maskName } from '../privacy/mask';
import { openMasked, openPersonKey } from '../privacy/person-keys';
import { placeOfName } from '../registry/persons';
import { wordsOf } from './problem-findings';

export type ProblemFilter = z.output<(typeof inspectionEndpoints)['GET /problems']['query']>;

interface Condition {
  sql: string;
  values: unknown[];
}

/** What `mayReadProblem` lets an actor read, as SQL. */
function scopeOf(actor: Actor): Condition {
  if (actor.kind === 'staff') return actor.marketId ? { sql: 'p.market_id = ?', values: [actor.marketId] } : { sql: 'TRUE', values: [] };
  const own = { sql: 'p.person_id = ?', values: [actor.personId ?? ''] };
  return actor.role === 'company_manager' ? { sql: `(${own.sql} OR p.company_id = ?)`, values: [...own.values, actor.companyId ?? ''] } : own;
}

/** What the search box may hold: the beginning of a number, of a serial or of a plate. */
function searchFor(q: string): Condition {
  const text = q.toUpperCase().replace(/[\s·]/g, '');
  const begins = `${text.replace(/[\\%_]/g, '\\$&')}%`;
  if (/^WT\d*$/.test(text)) return { sql: 'p.number LIKE ?', values: [begins] };
  return /^\d{8,18}$/.test(text) ? { sql: 't.serial LIKE ?', values: [begins] } : { sql: 't.plate LIKE ?', values: [begins] };
}

/** 问题单列表, the latest first: one page by keyset. */
export async function listProblems(tx: EntityManager, keys: KeyRing, actor: Actor, { state, q, cursor, limit }: ProblemFilter) {
  const conditions = [
    scopeOf(actor),
    ...(state ? [{ sql: 'p.state = ?', values: [state] }] : []),
    ...(q ? [searchFor(q)] : []),
    ...(cursor ? [{ sql: 'p.id < ?', values: [idOf(cursor)] }] : []),
  ];
  const rows = await readSummaries(tx, keys, `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')} ORDER BY p.id DESC LIMIT ?`, [...conditions.flatMap(({ values }) => values), limit + 1]);
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? Buffer.from(items.at(-1)!.id).toString('base64url') : null };
}

function idOf(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString();
  if (!/^[0-9a-f-]{36}$/.test(id)) refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
  return id;
}

interface Row {
  id: string;
  number: string;
  state: keyof typeof problemStates;
  transactionId: string;
  serial: string;
  plate: string;
  rulesVersion: string;
  marketName: string;
  companyName: string;
  certificateNumber: string;
  personId: string;
  nameSealed: string;
  keyId: string;
  wrapped: string | null;
  foundAt: Date;
  dueOn: string;
  correctedAt: Date | null;
  closedAt: Date | null;
}

const columns = `p.id, p.number, p.state, p.transaction_id AS transactionId, t.serial, t.plate, t.rules_version AS rulesVersion, m.name AS marketName, c.name AS companyName,
  x.number AS certificateNumber, p.person_id AS personId, a.name_sealed AS nameSealed, k.id AS keyId, k.wrapped,
  p.found_at AS foundAt, p.due_on AS dueOn, p.corrected_at AS correctedAt, p.closed_at AS closedAt
  FROM problems p JOIN transactions t ON t.id = p.transaction_id JOIN markets m ON m.id = p.market_id JOIN companies c ON c.id = p.company_id
    JOIN certificates x ON x.id = t.certificate_id JOIN persons a ON a.id = p.person_id JOIN person_keys k ON k.id = a.key_id`;

/** Problems by any condition on `problems p` and `transactions t`, with their findings in a few words; agents are masked. */
export async function readSummaries(tx: EntityManager, keys: Pick<KeyRing, 'unwrap'>, tail: string, values: unknown[]) {
  const rows: Row[] = await tx.query(`SELECT ${columns} ${tail}`, values);
  if (rows.length === 0) return [];
  const items: { problemId: string; slot: string | null; code: keyof typeof returnCodes }[] = await tx.query('SELECT problem_id AS problemId, slot, code FROM problem_items WHERE problem_id IN (?) ORDER BY id', [rows.map(({ id }) => id)]);
  const titlesOf = new Map<string, (slot: string) => string>();
  for (const { rulesVersion } of rows) titlesOf.set(rulesVersion, await photoTitles(tx, { rulesVersion }));
  return rows.map(({ rulesVersion, nameSealed, keyId, wrapped, personId, ...row }) => ({
    ...row,
    agentName: openMasked(openPersonKey(keys, { id: keyId, wrapped }), nameSealed, placeOfName(personId), maskName),
    findings: items.filter(({ problemId }) => problemId === row.id).map((item) => wordsOf(item, titlesOf.get(rulesVersion)!)),
  }));
}
