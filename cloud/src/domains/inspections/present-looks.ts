import { type EntityManager, In } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { StaffActor } from '../../http/actor';
import { presentChecksOf } from '../checks/present-checks';
import { presentTransaction, readDossiers } from '../transactions/present';
import type { HeldLook } from './claims';
import { InspectionCase } from './inspection-case.entity';

/**
 * 核查案件 as the inspector has it: the deal and what the machine said of it. Nothing here comes from the case but its deal, so
 * nothing can tell why it came up, nor whether somebody else looks at it too.
 */
export async function presentLooks(tx: EntityManager, keys: KeyRing, looks: HeldLook[], actor: StaffActor, now: Date) {
  if (looks.length === 0) return [];
  const cases = await tx.find(InspectionCase, { where: { id: In(looks.map(({ caseId }) => caseId)) }, relations: { transaction: true } });
  const dossiers = await readDossiers(tx, looks.map(({ caseId }) => cases.find(({ id }) => id === caseId)!.transaction!), now);
  const checks = await presentChecksOf(tx, keys, dossiers, actor);
  return looks.map(({ id, question, claimableAt }, at) => ({ id, deal: presentTransaction(keys, dossiers[at]!, actor), check: checks[at]!, question, leaseUntil: claimableAt }));
}
