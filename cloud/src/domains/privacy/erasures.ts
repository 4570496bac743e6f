import type { erasureAskers } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { forgetHashesOf } from '../checks/duplicates/remember-hashes';
import { unlinkPerson } from '../identity/accounts';
import { Person } from '../registry/person.entity';
import { forgetPersonIndexes } from '../registry/persons';
import { forgetPartyIndexes } from '../transactions/parties';
import { Erasure } from './erasure.entity';
import { ensureErasable } from './keeping-period';
import { WrappedKey } from './wrapped-key.entity';

/**
 * 申请删除: asked once is enough, a second request gives back the open one.
 * @throws privacy.person_not_found, privacy.person_erased, privacy.erasure_too_early
 */
export async function requestErasure(
  tx: EntityManager,
  request: { personId: string; askedBy: keyof typeof erasureAskers; requestedBy: string; reason: string },
  by: By,
): Promise<Erasure> {
  const { personId } = request;
  const person = await lockPerson(tx, personId);
  await ensureErasable(tx, person, by.at);
  const open = await tx.findOneBy(Erasure, { personId, state: 'requested' });
  if (open) return open;
  const erasure: Erasure = { id: uuidv7(), ...request, state: 'requested', requestedAt: by.at, decidedBy: null, decidedAt: null, note: null };
  await tx.insert(Erasure, erasure);
  const { askedBy, reason } = request;
  await audit(tx, by, { action: 'privacy.erasure_requested', subject: { type: 'person', id: personId }, details: { erasureId: erasure.id, askedBy, reason } });
  return erasure;
}

/**
 * 审批: an approval destroys the person's key in the same transaction, and with it every copy of what it sealed, in backups
 * and write-once storage too. The deals, their digests and vouchers stay.
 * @throws privacy.erasure_not_found, privacy.erasure_decided, privacy.erasure_same_person, privacy.erasure_too_early
 */
export async function decideErasure(
  tx: EntityManager,
  { erasureId, officer, approved, note }: { erasureId: string; officer: StaffActor; approved: boolean; note: string | null },
  by: By,
): Promise<void> {
  const erasure = await tx.findOne(Erasure, { where: { id: erasureId }, lock: { mode: 'pessimistic_write' } });
  ensure(erasure, 'privacy.erasure_not_found');
  ensure(erasure.state === 'requested', 'privacy.erasure_decided');
  ensure(erasure.requestedBy !== officer.staffId, 'privacy.erasure_same_person');
  if (approved) await erasePerson(tx, await lockPerson(tx, erasure.personId), by.at);
  const state = approved ? 'approved' : 'refused';
  await tx.update(Erasure, erasureId, { state, decidedBy: officer.staffId, decidedAt: by.at, note });
  await audit(tx, by, { action: `privacy.erasure_${state}`, subject: { type: 'person', id: erasure.personId }, details: { erasureId, ...(note ? { note } : {}) } });
}

async function lockPerson(tx: EntityManager, id: string): Promise<Person> {
  const person = await tx.findOne(Person, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(person, 'privacy.person_not_found');
  ensure(person.key.wrapped !== null, 'privacy.person_erased');
  return person;
}

/** The key goes first: a deal that takes it at the same moment has been written before, and counts, or gets a new key. */
async function erasePerson(tx: EntityManager, person: Person, at: Date): Promise<void> {
  await tx.update(WrappedKey, person.keyId, { wrapped: null, idNumberIndex: null, erasedAt: at });
  await ensureErasable(tx, person, at);
  await forgetPersonIndexes(tx, person.id);
  await forgetPartyIndexes(tx, person.keyId);
  await forgetHashesOf(tx, person.keyId);
  await unlinkPerson(tx, person.id, at);
}
