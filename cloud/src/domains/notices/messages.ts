import type { messageKinds } from '@yongche/contract';
import { Brackets, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { AgentActor } from '../../http/actor';
import { ensure, refuseField } from '../../http/errors';
import { Message } from './message.entity';

/** What is told, and to whom; the texts are at most 100 and 2,000 characters. */
export interface NewMessage {
  to: { personId: string } | { companyId: string };
  kind: keyof typeof messageKinds;
  title: string;
  body: string;
  /** What it speaks of: `company`, `certificate`, `request:<id>`, `problem:<id>`, `violation:<id>`, `membership`, `due:<id>`, `bill:<id>`, `bulletin:<id>`. */
  link?: string | null;
}

/** Puts a message into an inbox, in the transaction of the act that it tells of. */
export async function sendMessage(tx: EntityManager, { to, kind, title, body, link = null }: NewMessage, at: Date): Promise<void> {
  await tx.insert(Message, { id: uuidv7(), ...to, kind, title, body, link, sentAt: at, readAt: null });
}

/** One page of what the actor has been told, newest first, beginning behind the message `cursor`. */
export async function listMessages(tx: EntityManager, actor: AgentActor, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const query = inboxOf(tx, actor).orderBy('m.sentAt', 'DESC').addOrderBy('m.id', 'DESC').limit(limit + 1);
  if (cursor) {
    const last = await inboxOf(tx, actor).andWhere('m.id = :cursor', { cursor }).getOne();
    if (!last) refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
    query.andWhere('(m.sentAt < :sentAt OR (m.sentAt = :sentAt AND m.id < :id))', { sentAt: last.sentAt, id: last.id });
  }
  const found = await query.getMany();
  const page = found.slice(0, limit);
  return { items: page.map(present), nextCursor: found.length > limit ? page.at(-1)!.id : null, unread: await countUnread(tx, actor) };
}

/** Notes when a message was first opened. @throws request.not_found for somebody else's */
export async function readMessage(tx: EntityManager, actor: AgentActor, id: string, at: Date) {
  const message = await inboxOf(tx, actor).andWhere('m.id = :id', { id }).setLock('pessimistic_write').getOne();
  ensure(message, 'request.not_found');
  if (!message.readAt) await tx.update(Message, id, { readAt: at });
  return { message: present({ ...message, readAt: message.readAt ?? at }), unread: await countUnread(tx, actor) };
}

function countUnread(tx: EntityManager, actor: AgentActor): Promise<number> {
  return inboxOf(tx, actor).andWhere('m.readAt IS NULL').getCount();
}

/** An agent's own messages; a manager's also those of the company. */
function inboxOf(tx: EntityManager, { personId, companyId }: AgentActor): SelectQueryBuilder<Message> {
  return tx
    .createQueryBuilder(Message, 'm')
    .where(new Brackets((either) => either.where('m.personId = :personId', { personId }).orWhere('m.companyId = :companyId', { companyId })));
}

function present({ id, kind, title, body, link, personId, sentAt, readAt }: Message) {
  return { id, kind, title, body, link, to: personId ? ('person' as const) : ('company' as const), sentAt, readAt };
}
