import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { lockItem } from './agenda';
import { AgendaItem } from './agenda-item.entity';
import { carryOut } from './executions';
import { mayConfirm } from './governance.policy';
import { findMeeting } from './meetings';
import { Resolution } from './resolution.entity';

/**
 * 会长确认: what was decided is carried out in the same transaction; an adjourned item waits for the next meeting. Twice is once.
 * Gives the item's id.
 * @throws governance.resolution_not_found (also where its record was corrected meanwhile), governance.item_wrong_state where the
 * matter was withdrawn, governance.same_person
 */
export async function confirmResolution(tx: EntityManager, id: string, staff: StaffActor, by: By): Promise<string> {
  const found = await tx.findOne(Resolution, { select: { id: true, itemId: true }, where: { id } });
  ensure(found, 'governance.resolution_not_found');
  const item = await lockItem(tx, found.itemId);
  const resolution = await tx.findOne(Resolution, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(resolution, 'governance.resolution_not_found');
  if (resolution.state === 'confirmed') return item.id;
  ensure(item.state === 'listed', 'governance.item_wrong_state');
  ensure(mayConfirm(staff, item, resolution), 'governance.same_person');

  // Settled before it is carried out: what follows from it takes back what is still open of its matter.
  await tx.update(AgendaItem, item.id, resolution.outcome === 'adjourned' ? await waitAgain(tx, item, resolution) : { state: 'decided', openKey: null });
  const executed = await carryOut(tx, item, resolution, by);
  await tx.update(Resolution, id, { state: 'confirmed', confirmedBy: staff.staffId, confirmedAt: by.at, executed });
  await audit(tx, by, {
    action: 'governance.resolution_confirmed',
    subject: { type: 'resolution', id },
    details: { number: resolution.number, itemId: item.id, matter: item.key, outcome: resolution.outcome },
    changes: { state: { before: resolution.state, after: 'confirmed' } },
  });
  return item.id;
}

/** 暂缓: the next meeting reads when and why it was put off. */
async function waitAgain(tx: EntityManager, { facts }: AgendaItem, { meetingId, number, text }: Resolution): Promise<Pick<AgendaItem, 'state' | 'meetingId' | 'position' | 'facts'>> {
  const { heldOn, title } = await findMeeting(tx, meetingId);
  return { state: 'waiting', meetingId: null, position: null, facts: [...facts, `${heldOn} ${title}暂缓（${number}）：${text}`] };
}
