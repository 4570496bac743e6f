import { bulletinWays } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { GroupSecrets } from '../../../adapters/group-notifier/group-notifier';
import { audit, type By } from '../../../audit/audit';
import { changesOf } from '../../../audit/changes';
import type { Deps } from '../../../deps';
import type { StaffActor } from '../../../http/actor';
import { ensure } from '../../../http/errors';
import { BulletinDestination } from './bulletin-destination.entity';
import { mergeSecrets, openSecrets, sealSecrets } from './destination-secrets';
import { isConfigured, type Way } from './ways';

type Keys = Pick<Deps, 'keys'>;

/** 发送去处, in the order in which they were added, and which ways the system is configured for. */
export async function listDestinations(tx: EntityManager, deps: Pick<Deps, 'groups' | 'subscriptions'>) {
  const destinations = await tx.find(BulletinDestination, { order: { madeAt: 'ASC', id: 'ASC' } });
  const ways = (Object.keys(bulletinWays) as Way[]).map((way) => ({ way, isConfigured: isConfigured(deps, way) }));
  return { items: destinations.map(presentDestination), ways };
}

export const presentDestination = ({ id, way, name, enabled, isComplete, hint }: BulletinDestination) => ({ id, way, name, enabled, isComplete, hint });

/** 新增: its secrets are sealed and never shown again. @throws request.invalid where one of them cannot be what it should be */
export async function addDestination(tx: EntityManager, { keys }: Keys, { way, name, secrets }: { way: Way; name: string; secrets: GroupSecrets }, staff: StaffActor, by: By): Promise<BulletinDestination> {
  const id = uuidv7();
  const destination: BulletinDestination = { id, way, name, enabled: true, madeBy: staff.staffId, madeAt: by.at, ...sealSecrets(keys, id, way, mergeSecrets(way, {}, secrets)) };
  await tx.insert(BulletinDestination, destination);
  await audit(tx, by, { action: 'notices.destination_added', subject: { type: 'bulletin_destination', id }, details: { way, name, isComplete: destination.isComplete } });
  return destination;
}

interface DestinationChange {
  id: string;
  name: string;
  enabled: boolean;
  secrets: GroupSecrets;
}

/** 修改 or 停用; secrets that are left out stay. The audit row says that they changed, not what they are. @throws bulletin.destination_not_found, request.invalid */
export async function changeDestination(tx: EntityManager, { keys }: Keys, { id, name, enabled, secrets }: DestinationChange, by: By): Promise<BulletinDestination> {
  const before = await tx.findOne(BulletinDestination, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(before, 'bulletin.destination_not_found');
  const known = openSecrets(keys, before);
  const merged = mergeSecrets(before.way, known, secrets);
  const change = { name, enabled, ...sealSecrets(keys, id, before.way, merged) };
  await tx.update(BulletinDestination, id, change);
  const details = JSON.stringify(known) === JSON.stringify(merged) ? {} : { secrets: 'changed' };
  await audit(tx, by, { action: 'notices.destination_changed', subject: { type: 'bulletin_destination', id }, details, changes: changesOf(before, { name, enabled, isComplete: change.isComplete }) });
  return { ...before, ...change };
}
