import type { agendaKinds, meetingKinds } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type Act, type By } from '../../audit/audit';
import { isDuplicateKey } from '../../database-errors';
import { ensure } from '../../http/errors';
import { AgendaItem } from './agenda-item.entity';

/** A matter for a meeting; `key` is unique per matter, `link` as in the contract's agendaItem. */
export interface Proposal {
  kind: keyof typeof agendaKinds;
  key: string;
  title: string;
  proposal: string;
  facts: string[];
  link: string | null;
  decidedIn: keyof typeof meetingKinds;
  /** The employee who brings it up; null where the system does. */
  madeBy: string | null;
}

/** 提出议题: puts a matter before the next meeting and gives the item's id; where the same matter is open already, that item's. */
export async function proposeItem(tx: EntityManager, { key, ...proposal }: Proposal, by: By): Promise<string> {
  const openIdOf = async () => (await tx.findOne(AgendaItem, { select: { id: true }, where: { openKey: key } }))?.id;
  const open = await openIdOf();
  if (open) return open;
  const item: AgendaItem = { id: uuidv7(), key, openKey: key, state: 'waiting', ...proposal, meetingId: null, position: null, madeAt: by.at };
  try {
    await tx.insert(AgendaItem, item);
  } catch (error) {
    // Somebody else put the same matter forward at the same moment.
    const other = isDuplicateKey(error, 'agenda_items_open_key') ? await openIdOf() : undefined;
    if (!other) throw error;
    return other;
  }
  await audit(tx, by, act('governance.item_proposed', item, { matter: key }));
  return item.id;
}

/** 撤回议题: takes the open item of a matter back, wherever it stands; nothing where none is open. A vote that is recorded and not confirmed falls with it. */
export async function withdrawItem(tx: EntityManager, key: string, reason: string, by: By): Promise<void> {
  const item = await tx.findOne(AgendaItem, { where: { openKey: key }, lock: { mode: 'pessimistic_write' } });
  if (item) await closeItem(tx, item, reason, by);
}

/** Writes the withdrawal of a locked item; it stays on the agenda on which it stood, so that who reads it sees what became of it. */
export async function closeItem(tx: EntityManager, item: AgendaItem, reason: string, by: By): Promise<AgendaItem> {
  const change = { state: 'withdrawn', openKey: null } as const;
  await tx.update(AgendaItem, item.id, change);
  await audit(tx, by, { ...act('governance.item_withdrawn', item, { matter: item.key, reason }), changes: { state: { before: item.state, after: change.state } } });
  return { ...item, ...change };
}

/** @throws governance.item_not_found */
export async function lockItem(tx: EntityManager, id: string): Promise<AgendaItem> {
  const item = await tx.findOne(AgendaItem, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(item, 'governance.item_not_found');
  return item;
}

const act = (action: Act['action'], { id }: AgendaItem, details: Record<string, unknown>): Act => ({ action, subject: { type: 'agenda_item', id }, details });
