import type { disciplineSubjects } from '@yongche/contract';
import { type EntityManager, In } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { Staff } from '../identity/staff.entity';
import { Company } from '../registry/company.entity';
import { Certificate } from '../registry/certificate.entity';
import { Market } from '../registry/market.entity';
import { Person } from '../registry/person.entity';
import { presentPerson } from '../registry/persons';
import type { Transaction } from '../transactions/transaction.entity';

/** 扣分对象: a person, company, market or employee (operator) by its id. */
export interface Subject {
  type: keyof typeof disciplineSubjects;
  id: string;
}
type Kind = Subject['type'];
type PartOf = Pick<Transaction, 'personId' | 'companyId' | 'marketId' | 'completedBy'>;

export const keyOfSubject = ({ type, id }: Subject) => `${type}:${id}`;

/** Who of a deal stands for a kind of subject; null for the operator of a deal that is not completed. */
export function subjectOfDeal(deal: PartOf, type: Kind): Subject | null {
  const id = { agent: deal.personId, company: deal.companyId, market: deal.marketId, operator: deal.completedBy }[type];
  return id ? { type, id } : null;
}

/** Names as the screens show them, by `type:id`: agents masked, everybody else in full. */
export async function namesOf(tx: EntityManager, keys: Pick<KeyRing, 'unwrap'>, subjects: Subject[]): Promise<Map<string, string>> {
  const idsOf = (type: Kind) => [...new Set(subjects.filter((subject) => subject.type === type).map(({ id }) => id))];
  const [agents, companies, markets, operators] = [idsOf('agent'), idsOf('company'), idsOf('market'), idsOf('operator')];
  const select = { id: true, name: true } as const;
  const [persons, ...others] = await Promise.all([
    agents.length ? tx.find(Person, { where: { id: In(agents) } }) : [],
    companies.length ? tx.find(Company, { select, where: { id: In(companies) } }) : [],
    markets.length ? tx.find(Market, { select, where: { id: In(markets) } }) : [],
    operators.length ? tx.find(Staff, { select, where: { id: In(operators) } }) : [],
  ]);
  const named = (type: Kind, rows: { id: string; name: string }[]) => rows.map(({ id, name }): [string, string] => [keyOfSubject({ type, id }), name]);
  const masked = persons.map((person) => ({ id: person.id, name: presentPerson(keys, person).name }));
  return new Map([...named('agent', masked), ...named('company', others[0]), ...named('market', others[1]), ...named('operator', others[2])]);
}

/** Where a subject belongs: an agent to the company of the certificate, an operator to a market. Null where it does not live (any more). */
export async function homeOf(tx: EntityManager, { type, id }: Subject): Promise<{ companyId: string | null; marketId: string | null } | null> {
  if (type === 'agent') {
    const certificate = await tx.findOneBy(Certificate, { livePersonId: id });
    return certificate && { companyId: certificate.companyId, marketId: null };
  }
  if (type === 'company') return (await tx.existsBy(Company, { liveId: id })) ? { companyId: id, marketId: null } : null;
  if (type === 'market') return (await tx.existsBy(Market, { id })) ? { companyId: null, marketId: id } : null;
  const operator = await tx.findOneBy(Staff, { id, role: 'operator', state: 'active' });
  return operator && { companyId: null, marketId: operator.marketId };
}
