import type { certificateStates, companyStates, licenceStates, registerReasons, registerSubjects, terminalStates } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { openMasked, openPersonKey } from '../privacy/person-keys';
import { maskName, maskNumber } from '../privacy/mask';
import { refuseField } from '../../http/errors';
import { placeOfIdNumber, placeOfName, placeOfPhone } from './persons';

interface Condition {
  sql: string;
  values: unknown[];
}
export interface Page {
  cursor?: string | undefined;
  limit: number;
}

const equal = (column: string, value: string | undefined): Condition[] => (value === undefined ? [] : [{ sql: `${column} = ?`, values: [value] }]);
const where = (conditions: Condition[]) => conditions.map(({ sql }) => sql).join(' AND ') || 'TRUE';
const valuesOf = (conditions: Condition[]) => conditions.flatMap(({ values }) => values);
const contains = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Rows of one page by a key that orders them, and where the next page begins. */
function pageOf<Row>(rows: Row[], { limit }: Page, keyOf: (row: Row) => string): { items: Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? Buffer.from(keyOf(items.at(-1)!)).toString('base64url') : null };
}

function after(column: string, sign: '<' | '>', { cursor }: Page): Condition[] {
  if (!cursor) return [];
  const key = Buffer.from(cursor, 'base64url').toString();
  if (!/^[\w\u4e00-\u9fff-]{1,60}$/.test(key)) refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
  return [{ sql: `${column} ${sign} ?`, values: [key] }];
}

export interface CompanyRow {
  id: string;
  number: string;
  name: string;
  creditCode: string;
  state: keyof typeof companyStates;
  suspendedUntil: string | null;
  licenceState: keyof typeof licenceStates;
  licenceExpiresOn: string | null;
  certificates: number;
  apps: number;
  openDuties: number;
  registeredOn: string;
}

const companyColumns = `c.id, c.number, c.name, c.credit_code AS creditCode, c.state, c.suspended_until AS suspendedUntil, c.licence_state AS licenceState,
  c.licence_expires_on AS licenceExpiresOn, c.registered_on AS registeredOn,
  (SELECT COUNT(*) FROM certificates x WHERE x.live_company_id = c.id AND x.state IN ('in_force', 'suspended')) AS certificates,
  (SELECT COUNT(*) FROM app_bindings b JOIN certificates x ON x.id = b.certificate_id WHERE x.company_id = c.id) AS apps,
  (SELECT COUNT(*) FROM duties d WHERE d.company_id = c.id AND d.open_key IS NOT NULL) AS openDuties`;

export interface CompanyFilter {
  q?: string | undefined;
  state?: string | undefined;
  licenceState?: string | undefined;
}

/** 企业名册, in the order of its numbers; `q` is a part of the name, the number, or the beginning of the credit code. */
export async function listCompanies(tx: EntityManager, filter: CompanyFilter, page: Page) {
  const search = filter.q ? [{ sql: '(c.name LIKE ? OR c.number = ? OR c.credit_code LIKE ?)', values: [contains(filter.q), filter.q, `${filter.q.toUpperCase()}%`] }] : [];
  const conditions = [...equal('c.state', filter.state), ...equal('c.licence_state', filter.licenceState), ...search, ...after('c.number', '>', page)];
  const rows = await readCompanies(tx, `WHERE ${where(conditions)} ORDER BY c.number LIMIT ?`, [...valuesOf(conditions), page.limit + 1]);
  return pageOf(rows, page, ({ number }) => number);
}

/** Companies by any condition on `companies c`, with their counts of today. */
export async function readCompanies(tx: EntityManager, tail: string, values: unknown[]): Promise<CompanyRow[]> {
  const rows: CompanyRow[] = await tx.query(`SELECT ${companyColumns} FROM companies c ${tail}`, values);
  return rows.map((row) => ({ ...row, certificates: Number(row.certificates), apps: Number(row.apps), openDuties: Number(row.openDuties) }));
}

interface CertificateRow {
  id: string;
  number: string;
  state: keyof typeof certificateStates;
  suspendedUntil: string | null;
  companyId: string;
  companyName: string;
  personId: string;
  acceptedAt: Date | null;
  verifiedAt: Date | null;
  app: string | null;
  appClosed: number;
  issuedOn: string | null;
  expiresOn: string | null;
  name: string;
  idNumber: string;
  phone: string | null;
  keyId: string;
  wrapped: string | null;
}

const certificateColumns = `x.id, x.number, x.state, x.suspended_until AS suspendedUntil, x.company_id AS companyId, c.name AS companyName, x.person_id AS personId,
  x.accepted_at AS acceptedAt, p.verified_at AS verifiedAt, b.id AS app, x.app_closed AS appClosed, x.issued_on AS issuedOn, x.expires_on AS expiresOn,
  p.name_sealed AS name, p.id_number_sealed AS idNumber, p.phone_sealed AS phone, k.id AS keyId, k.wrapped
  FROM certificates x JOIN companies c ON c.id = x.company_id JOIN persons p ON p.id = x.person_id JOIN person_keys k ON k.id = p.key_id LEFT JOIN app_bindings b ON b.certificate_id = x.id`;

export interface CertificateFilter {
  q?: string | undefined;
  state?: string | undefined;
  companyId?: string | undefined;
  withoutApp?: string | undefined;
}

/** 代理证名册, the newest number first; `q` is a number, its beginning, or a part of the company's name. */
export async function listCertificates(tx: EntityManager, keys: KeyRing, filter: CertificateFilter, page: Page) {
  const search = filter.q ? [{ sql: '(x.number LIKE ? OR c.name LIKE ?)', values: [`${filter.q}%`, contains(filter.q)] }] : [];
  const withoutApp = filter.withoutApp ? [{ sql: "x.state IN ('in_force', 'suspended') AND b.id IS NULL", values: [] }] : [];
  const conditions = [...equal('x.state', filter.state), ...equal('x.company_id', filter.companyId), ...search, ...withoutApp, ...after('x.number', '<', page)];
  const rows = await readCertificates(tx, keys, `WHERE ${where(conditions)} ORDER BY x.number DESC LIMIT ?`, [...valuesOf(conditions), page.limit + 1]);
  return pageOf(rows, page, ({ number }) => number);
}

/** Certificates by any condition on `certificates x`, holders masked. */
export async function readCertificates(tx: EntityManager, keys: Pick<KeyRing, 'unwrap'>, tail: string, values: unknown[]) {
  const rows: CertificateRow[] = await tx.query(`SELECT ${certificateColumns} ${tail}`, values);
  return rows.map(({ name, idNumber, phone, keyId, wrapped, app, appClosed, ...row }) => {
    const key = openPersonKey(keys, { id: keyId, wrapped });
    return {
      ...row,
      holderName: openMasked(key, name, placeOfName(row.personId), maskName),
      holderIdNumber: openMasked(key, idNumber, placeOfIdNumber(row.personId), maskNumber),
      holderPhone: phone && openMasked(key, phone, placeOfPhone(row.personId), maskNumber),
      hasApp: app !== null,
      appClosed: Boolean(appClosed),
    };
  });
}

export interface TerminalRow {
  id: string;
  number: string;
  name: string;
  location: string;
  state: keyof typeof terminalStates;
  suspendedUntil: string | null;
  marketId: string;
  marketName: string;
  openedOn: string;
  edition: number;
}

/** 固定端名册: all of them, or those of one market. */
export async function listTerminals(tx: EntityManager, filter: { id?: string; marketId?: string | undefined; state?: string | undefined }): Promise<TerminalRow[]> {
  const conditions = [...equal('t.id', filter.id), ...equal('t.market_id', filter.marketId), ...equal('t.state', filter.state)];
  return tx.query(
    `SELECT t.id, t.number, t.name, t.location, t.state, t.suspended_until AS suspendedUntil, t.market_id AS marketId, m.name AS marketName, t.opened_on AS openedOn, t.edition
     FROM terminals t JOIN markets m ON m.id = t.market_id WHERE ${where(conditions)} ORDER BY t.number`,
    valuesOf(conditions),
  );
}

interface EventRow {
  id: string;
  at: Date;
  subjectType: keyof typeof registerSubjects;
  subjectId: string;
  subjectName: string;
  action: 'issued' | 'changed' | 'reissued' | 'renewed' | 'suspended' | 'resumed' | 'ended';
  reason: keyof typeof registerReasons;
  delta: number;
  actorKind: string;
  staffName: string | null;
  changes: string;
  note: string | null;
  requestId: string | null;
}

export interface EventFilter {
  subjectType?: string | undefined;
  subjectId?: string | undefined;
  companyId?: string | undefined;
  /** The certificate with its apps: these carry its number. */
  certificateId?: string | undefined;
  reason?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** 登记台账, the newest first. */
export async function listEvents(tx: EntityManager, filter: EventFilter, page: Page) {
  const conditions = [
    ...equal('e.subject_type', filter.subjectType),
    ...equal('e.subject_id', filter.subjectId),
    ...equal('e.company_id', filter.companyId),
    ...(filter.certificateId
      ? [{ sql: "e.company_id = (SELECT company_id FROM certificates WHERE id = ?) AND e.subject_type IN ('certificate', 'app') AND e.subject_name = (SELECT number FROM certificates WHERE id = ?)", values: [filter.certificateId, filter.certificateId] }]
      : []),
    ...equal('e.reason', filter.reason),
    ...(filter.from ? [{ sql: 'e.happened_on >= ?', values: [filter.from] }] : []),
    ...(filter.to ? [{ sql: 'e.happened_on <= ?', values: [filter.to] }] : []),
    ...after('e.id', '<', page),
  ];
  const rows: EventRow[] = await tx.query(
    `SELECT e.id, e.at, e.subject_type AS subjectType, e.subject_id AS subjectId, e.subject_name AS subjectName, e.action, e.reason, e.delta, e.actor_kind AS actorKind,
       s.name AS staffName, e.changes, e.note, e.request_id AS requestId
     FROM register_events e LEFT JOIN staff s ON s.id = e.actor_id WHERE ${where(conditions)} ORDER BY e.id DESC LIMIT ?`,
    [...valuesOf(conditions), page.limit + 1],
  );
  const { items, nextCursor } = pageOf(rows, page, ({ id }) => id);
  return { items: items.map(presentEvent), nextCursor };
}

function presentEvent({ actorKind, staffName, changes, ...event }: EventRow) {
  const actor = staffName ?? (actorKind === 'agent' ? '小程序用户' : '系统');
  return { ...event, actor, changes: JSON.parse(changes) as Record<string, { before: string | null; after: string | null }> };
}
