import { type EntityManager, In } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { StaffActor } from '../../http/actor';
import { presentChecks } from '../checks/present-checks';
import { presentTransaction, readDossier } from '../transactions/present';
import type { Transaction } from '../transactions/transaction.entity';
import type { HeldLook } from './claims';
import { InspectionCase } from './inspection-case.entity';

/**
 * 核查案件 as the inspector has it: the deal and what the machine said of it. Nothing here comes from the case but its deal, so
 * nothing can tell why it came up, nor whether somebody else looks at it too.
 */
export async function presentLooks(tx: EntityManager, keys: KeyRing, looks: HeldLook[], actor: StaffActor, now: Date) {
  const cases = await tx.find(InspectionCase, { where: { id: In(looks.map(({ caseId }) => caseId)) }, relations: { transaction: true } });
  const dealOf = new Map(cases.map(({ id, transaction }) => [id, transaction!]));
  return Promise.all(looks.map((look) => presentLook(tx, keys, look, { deal: dealOf.get(look.caseId)!, actor, now })));
}

async function presentLook(tx: EntityManager, keys: KeyRing, { id, question, claimableAt }: HeldLook, { deal, actor, now }: { deal: Transaction; actor: StaffActor; now: Date }) {
  const [dossier, check] = await Promise.all([readDossier(tx, deal, now), presentChecks(tx, keys, deal, actor)]);
  return { id, deal: presentTransaction(keys, dossier, actor), check, question, leaseUntil: claimableAt };
}
