import type { EntityManager } from 'typeorm';
import type { Deps } from '../../deps';
import type { Actor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { Company } from './company.entity';
import { CompanyManager } from './company-manager.entity';
import { Duty } from './duty.entity';
import { listEvents, readCertificates, readCompanies } from './lists';
import { presentPerson } from './persons';
import { presentRequests } from './present-requests';
import { RegisterRequest } from './register-request.entity';
import { mayReadRequests } from './request-rules';

/** 企业档案: the company with its people, duties, requests and ledger. @throws registry.company_not_found */
export async function companyFile(tx: EntityManager, { keys }: Pick<Deps, 'keys'>, companyId: string, actor: Actor) {
  const [summary] = await readCompanies(tx, 'WHERE c.id = ?', [companyId]);
  ensure(summary, 'registry.company_not_found');
  const [company, managers, people, duties, requests, events] = await Promise.all([
    tx.findOneByOrFail(Company, { id: companyId }),
    tx.find(CompanyManager, { where: { companyId }, relations: { person: true }, order: { since: 'ASC' } }),
    readCertificates(tx, keys, 'WHERE x.company_id = ? ORDER BY x.live_person_id IS NULL, x.number DESC LIMIT 500', [companyId]),
    tx.find(Duty, { where: { companyId }, order: { openedAt: 'DESC' }, take: 50, relations: { company: true } }),
    mayReadRequests(actor) ? tx.find(RegisterRequest, { where: { companyId }, order: { requestedAt: 'DESC' }, take: 100 }) : [],
    listEvents(tx, { companyId }, { limit: 100 }),
  ]);
  return {
    ...summary,
    address: company.address,
    edition: company.edition,
    licenceCheckedOn: company.licenceCheckedOn,
    managers: managers.map(({ personId, person }) => {
      const { name, phone } = presentPerson(keys, person!);
      return { personId, name, phone };
    }),
    people,
    duties: duties.map(presentDuty),
    requests: await presentRequests(tx, keys, requests, actor),
    events: events.items,
  };
}

export const presentDuty = ({ id, kind, state, companyId, company, cause, dueOn, remindedOn, letterOn, openedAt }: Duty) => ({ id, kind, state, companyId, companyName: company.name, cause, dueOn, remindedOn, letterOn, openedAt });
