import type { meetingKinds } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { By } from '../../audit/audit';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { closeItem, lockItem, proposeItem } from './agenda';
import type { AgendaItem } from './agenda-item.entity';
import { mayWithdrawItem } from './governance.policy';
import { Resolution } from './resolution.entity';

/** 其他议题, by hand: each one a matter of its own. Gives its id. */
export function bringUp(tx: EntityManager, matter: { title: string; proposal: string; decidedIn: keyof typeof meetingKinds }, staff: StaffActor, by: By): Promise<string> {
  return proposeItem(tx, { kind: 'other', key: `other:${uuidv7()}`, ...matter, facts: [], link: null, madeBy: staff.staffId }, by);
}

/** Takes back what was brought up by hand, before it is voted on. @throws governance.item_not_found, governance.item_wrong_state */
export async function takeBack(tx: EntityManager, { id, reason }: { id: string; reason: string }, staff: StaffActor, by: By): Promise<AgendaItem> {
  const item = await lockItem(tx, id);
  const record = item.meetingId ? await tx.findOneBy(Resolution, { itemId: id, meetingId: item.meetingId }) : null;
  ensure(mayWithdrawItem(staff, item, record ?? undefined), 'governance.item_wrong_state');
  return closeItem(tx, item, reason, by);
}
