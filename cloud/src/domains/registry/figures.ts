import { registerSubjects } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Reason, Subject } from './ledger';
import { type Finding, RegisterCheck, RegisterStock } from './register-check.entity';

/** The rows that count as stock, by subject: 在册 = 有效 or 暂停 (domain.md 6.3); read from the register, not from the ledger. */
const stockRows: Record<Subject, string> = {
  company: "SELECT id, name FROM companies WHERE state <> 'cancelled'",
  certificate: "SELECT id, number AS name FROM certificates WHERE state IN ('in_force', 'suspended')",
  app: 'SELECT b.id, c.number AS name FROM app_bindings b JOIN certificates c ON c.id = b.certificate_id',
  terminal: "SELECT id, number AS name FROM terminals WHERE state IN ('in_force', 'suspended')",
};
const subjects = Object.keys(registerSubjects) as Subject[];

interface Sum {
  action: string;
  reason: Reason;
  delta: number;
  n: string;
}

/** 期初 + 新增 − 注销 = 期末 for every subject, from the ledger, beside the rows counted in the register (CAP-A5). */
export async function stockLines(tx: EntityManager, { from, to }: { from: string; to: string }, today: string) {
  const findings = await findDifferences(tx);
  return Promise.all(subjects.map((subjectType) => stockLine(tx, subjectType, { from, to, today }, findings.filter((finding) => finding.subjectType === subjectType))));
}

async function stockLine(tx: EntityManager, subjectType: Subject, { from, to, today }: { from: string; to: string; today: string }, findings: Finding[]) {
  const [before]: { stock: string | null }[] = await tx.query('SELECT SUM(delta) AS stock FROM register_events WHERE subject_type = ? AND happened_on < ?', [subjectType, from]);
  const sums: Sum[] = await tx.query('SELECT action, reason, delta, COUNT(*) AS n FROM register_events WHERE subject_type = ? AND happened_on BETWEEN ? AND ? GROUP BY action, reason, delta', [subjectType, from, to]);
  const count = (test: (sum: Sum) => boolean) => sums.filter(test).reduce((total, { n }) => total + Number(n), 0);
  const opening = Number(before?.stock ?? 0);
  const issued = count(({ delta }) => delta > 0);
  const ended = count(({ delta }) => delta < 0);
  const closing = opening + issued - ended;
  const counted = await countedOn(tx, subjectType, to, today);
  const reasons = [...new Set(sums.filter(({ delta }) => delta < 0).map(({ reason }) => reason))];
  return {
    subjectType,
    opening,
    issued,
    ended,
    closing,
    counted,
    changed: count(({ action }) => action === 'changed'),
    reissued: count(({ action }) => action === 'reissued'),
    endedByReason: reasons.map((reason) => ({ reason, count: count((sum) => sum.delta < 0 && sum.reason === reason) })),
    ok: findings.length === 0 && (counted === null || counted === closing),
    findings: findings.map(({ subjectId, subjectName, problem }) => ({ subjectId, subjectName, problem })),
  };
}

/** The rows of a day's end: counted now for today and later, as they were written down that night for a day that is over. */
async function countedOn(tx: EntityManager, subjectType: Subject, day: string, today: string): Promise<number | null> {
  if (day >= today) return countRows(tx, subjectType);
  const [kept]: { stock: number }[] = await tx.query('SELECT stock FROM register_stocks WHERE day = ? AND subject_type = ?', [day, subjectType]);
  return kept?.stock ?? null;
}

async function countRows(tx: EntityManager, subjectType: Subject): Promise<number> {
  const [row]: { n: string }[] = await tx.query(`SELECT COUNT(*) AS n FROM (${stockRows[subjectType]}) stock`);
  return Number(row?.n);
}

/** Every record whose events do not explain it: in stock without having been issued once, or issued and not in stock. */
export async function findDifferences(tx: EntityManager): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const subjectType of subjects) {
    const rows: { id: string; name: string; held: number; total: string }[] = await tx.query(
      `SELECT id, MAX(name) AS name, SUM(held) AS held, SUM(delta) AS total FROM (
         SELECT id, name, 1 AS held, 0 AS delta FROM (${stockRows[subjectType]}) stock
         UNION ALL SELECT subject_id, MAX(subject_name), 0, SUM(delta) FROM register_events WHERE subject_type = ? GROUP BY subject_id
       ) both_sides GROUP BY id HAVING SUM(held) <> SUM(delta)`,
      [subjectType],
    );
    for (const { id, name, held, total } of rows) found.push({ subjectType, subjectId: id, subjectName: name, problem: problemOf(registerSubjects[subjectType], name, Number(held), Number(total)) });
  }
  return found;
}

function problemOf(subject: string, name: string, held: number, total: number): string {
  if (total > 1 || total < 0) return `${subject}“${name}”的变动记录合计为${total}，有重复或缺失的核发、注销记录。`;
  return held ? `${subject}“${name}”在名册中在册，但台账没有它的核发记录，或有多余的注销记录。` : `${subject}“${name}”的台账显示在册，但名册中已不在册或被删除，缺注销记录。`;
}

/** 台账核对, by night or on demand: names what does not add up and writes down the stock of the day that is over. */
export async function checkRegister(tx: EntityManager, by: By): Promise<RegisterCheck> {
  const findings = await findDifferences(tx);
  const check: RegisterCheck = { id: uuidv7(), at: by.at, ok: findings.length === 0, findings: findings.slice(0, 1000) };
  await tx.insert(RegisterCheck, check);
  await audit(tx, by, { action: 'registry.register_checked', subject: { type: 'register', id: check.id }, details: { ok: check.ok, findings: findings.length } });
  return check;
}

/**
 * Writes down the stock at the end of a day that is over: the rows of this moment, less what has happened since that day.
 * The first writing stands.
 */
export async function keepStocks(tx: EntityManager, day: string): Promise<void> {
  for (const subjectType of subjects) {
    if (await tx.existsBy(RegisterStock, { day, subjectType })) continue;
    await tx.query(
      `INSERT IGNORE INTO register_stocks (day, subject_type, stock) SELECT ?, ?, (SELECT COUNT(*) FROM (${stockRows[subjectType]}) stock)
         - (SELECT COALESCE(SUM(delta), 0) FROM register_events WHERE subject_type = ? AND happened_on > ?)`,
      [day, subjectType, subjectType, day],
    );
  }
}

/** When the register was last checked. */
export async function lastCheck(tx: EntityManager): Promise<Date | null> {
  const [check] = await tx.find(RegisterCheck, { select: { id: true, at: true }, order: { at: 'DESC' }, take: 1 });
  return check?.at ?? null;
}

/** The day before, in Shanghai. */
export const dayBefore = (at: Date) => dayInShanghai(new Date(at.getTime() - 24 * 3600_000));
