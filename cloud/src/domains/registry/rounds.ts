import type { DataSource } from 'typeorm';
import type { By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { endCertificates, isInStock, lockCertificates, resumeCertificate } from './certificate-moves';
import { moveCompany } from './companies';
import { openDuty, remindDuties } from './duties';
import { forgetPairings } from './pairings';
import { checkRegister, dayBefore, keepStocks, lastCheck } from './figures';
import { moveTerminal } from './terminals';

/** What comes with the day: terms that are over, suspensions that end, duties, codes that ran out, and the nightly check. Repeatable at any time. */
export async function registryRound(db: DataSource, at: Date): Promise<void> {
  const by: By = { author: { kind: 'system' }, origin: undefined, at };
  const today = dayInShanghai(at);
  await expireCertificates(db, today, by);
  await liftSuspensions(db, today, by);
  await openLicenceDuties(db, today, by);
  await remindDuties(db, by);
  await forgetPairings(db.manager, at);
  await db.transaction((tx) => keepStocks(tx, dayBefore(at)));
  const last = await lastCheck(db.manager);
  if (!last || dayInShanghai(last) !== today) await db.transaction((tx) => checkRegister(tx, by));
}

/** 到期: a hundred at a time, so that no transaction holds a thousand holders up. */
async function expireCertificates(db: DataSource, today: string, by: By): Promise<void> {
  for (;;) {
    const due: { id: string }[] = await db.query("SELECT id FROM certificates WHERE state IN ('in_force', 'suspended') AND expires_on < ? ORDER BY id LIMIT 100", [today]);
    if (due.length === 0) return;
    await db.transaction(async (tx) => {
      const held = await lockCertificates(tx, { ids: due.map(({ id }) => id) });
      const over = held.filter(({ state, expiresOn }) => isInStock(state) && expiresOn !== null && expiresOn < today);
      await endCertificates(tx, over, 'expired', 'expired', by);
    });
  }
}

/** 暂停期满: the day after the last one. */
async function liftSuspensions(db: DataSource, today: string, by: By): Promise<void> {
  const over = (table: string): Promise<{ id: string }[]> => db.query(`SELECT id FROM ${table} WHERE state = 'suspended' AND suspended_until < ?`, [today]);
  for (const { id } of await over('certificates')) await db.transaction((tx) => resumeCertificate(tx, id, 'term_over', by));
  const lifted = { state: 'in_force', until: null, reason: 'term_over' } as const;
  for (const { id } of await over('companies')) await db.transaction((tx) => moveCompany(tx, id, lifted, by, {}));
  for (const { id } of await over('terminals')) await db.transaction((tx) => moveTerminal(tx, id, lifted, by, {}));
}

/** A licence whose last day has passed has to be renewed and reported like any change (A02). */
async function openLicenceDuties(db: DataSource, today: string, by: By): Promise<void> {
  const due: { id: string }[] = await db.query(
    `SELECT c.id FROM companies c LEFT JOIN duties d ON d.company_id = c.id AND d.open_key IS NOT NULL AND d.kind = 'A02'
     WHERE c.state <> 'cancelled' AND c.licence_expires_on < ? AND d.id IS NULL`,
    [today],
  );
  for (const { id } of due) await db.transaction((tx) => openDuty(tx, { companyId: id, kind: 'A02', cause: '营业执照登记的营业期限已届满' }, by));
}
