import type { EntityManager } from 'typeorm';
import { isDuplicateKey } from '../../database-errors';
import { Refusal } from '../../http/errors';
import { CompanyManager } from './company-manager.entity';
import type { Company } from './company.entity';

/** The company that a person manages. */
export async function managedCompanyOf(tx: EntityManager, personId: string): Promise<Company | undefined> {
  const managed = await tx.findOne(CompanyManager, { where: { personId }, relations: { company: true } });
  return managed?.company;
}

/** Makes a person the manager of a company. @throws registry.person_manages_company */
export async function addManager(tx: EntityManager, { personId, companyId }: { personId: string; companyId: string }, at: Date): Promise<void> {
  await tx.insert(CompanyManager, { personId, companyId, since: at }).catch((error: unknown) => {
    throw isDuplicateKey(error, 'PRIMARY') ? new Refusal('registry.person_manages_company') : error;
  });
}
