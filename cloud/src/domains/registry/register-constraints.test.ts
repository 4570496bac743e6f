import { employeeAt } from '../../../test/people';
import { enrolledAgent, newCompany, somebody } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { enrolPerson } from './persons';

const product = useProduct();
const sql = (statement: string, values: unknown[] = []) => product().server.deps.db.query(statement, values);
/** What the database says to a statement that must not succeed. */
const refused = (statement: string, values: unknown[] = []) => expect(sql(statement, values)).rejects.toThrow(/constraint|CHECK|Duplicate|cannot be null/i);

describe('what must never be is kept out by the database itself', () => {
  it('an app without a certificate in force: neither made so, nor left behind', async () => {
    const agent = await enrolledAgent(product(), await newCompany(product()));
    const clerk = await employeeAt(product(), 'clerk');
    const until = new Date(product().clock.now().getTime() + 9 * 24 * 3600_000).toISOString().slice(0, 10);
    for (const state of ['suspended', 'expired', 'cancelled']) await refused('UPDATE certificates SET state = ?, force_id = NULL WHERE id = ?', [state, agent.certificateId]);
    await refused("UPDATE certificates SET state = 'cancelled' WHERE id = ?", [agent.certificateId]);
    await refused('DELETE FROM certificates WHERE id = ?', [agent.certificateId]);
    const params = { subjectType: 'certificate' as const, id: agent.certificateId };
    await clerk.call('POST /register/:subjectType/:id/suspension', { params, body: { until, reason: 'investigation', note: '核查' } });
    await refused('INSERT INTO app_bindings (id, certificate_id, opened_at) VALUES (UUID(), ?, NOW())', [agent.certificateId]);
    await refused('INSERT INTO app_bindings (id, certificate_id, opened_at) VALUES (UUID(), UUID(), NOW())');
    await refused('UPDATE certificates SET force_id = id WHERE id = ?', [agent.certificateId]);
    await clerk.call('POST /register/:subjectType/:id/resumption', { params, body: { note: '核查完毕' } });
    await refused('INSERT INTO app_bindings (id, certificate_id, opened_at) VALUES (UUID(), ?, NOW())', [agent.certificateId]);
  });

  it('a second live certificate of a person, or one without person or company', async () => {
    const companyId = await newCompany(product());
    const agent = await enrolledAgent(product(), companyId);
    const insert = `INSERT INTO certificates (id, number, company_id, person_id, state, live_person_id, live_company_id) VALUES (UUID(), 'X', ?, ?, 'awaiting_verification', ?, ?)`;
    await refused(insert, [companyId, agent.personId, agent.personId, companyId]);
    await refused(insert, [companyId, agent.personId, null, companyId]);
    await refused(insert, [companyId, null, null, companyId]);
    await refused(insert, [null, agent.personId, agent.personId, null]);
  });

  it('a live certificate or a manager of a company that has ended', async () => {
    const companyId = await newCompany(product());
    await enrolledAgent(product(), companyId, { manages: true });
    await refused("UPDATE companies SET state = 'cancelled', live_id = NULL WHERE id = ?", [companyId]);
    await refused("UPDATE companies SET state = 'cancelled' WHERE id = ?", [companyId]);
    const { db, keys } = product().server.deps;
    const ended = await newCompany(product());
    await sql("UPDATE companies SET state = 'cancelled', live_id = NULL WHERE id = ?", [ended]);
    const { id: personId } = await db.transaction((tx) => enrolPerson(tx, keys, somebody(), product().clock.now()));
    await refused('INSERT INTO company_managers (person_id, company_id, since) VALUES (?, ?, NOW())', [personId, ended]);
    await refused("INSERT INTO certificates (id, number, company_id, person_id, state, live_person_id, live_company_id) VALUES (UUID(), 'Y', ?, ?, 'awaiting_verification', ?, ?)", [ended, personId, personId, ended]);
  });

  it('a clean-up decided by the person who proposed it', async () => {
    const staffId = (await sql("SELECT id FROM staff WHERE username = 'clerk'"))[0].id;
    await refused("INSERT INTO cleanup_batches (id, number, state, note, figures, members, proposed_by, proposed_at, decided_by) VALUES (UUID(), 'X', 'executed', '', '{}', '', ?, NOW(), ?)", [staffId, staffId]);
  });
});
