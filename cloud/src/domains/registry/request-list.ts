import type { z } from 'zod';
import type { requestEndpoints } from '@yongche/contract/requests';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../http/actor';
import { refuseField } from '../../http/errors';
import { RegisterRequest } from './register-request.entity';

type Filter = z.output<(typeof requestEndpoints)['GET /register-requests']['query']>;

/**
 * Requests in an actor's reach (see `mayReadRequest`) and how many of them wait for a decision. Those that wait stand in the
 * order in which they came, all others the newest first.
 */
export async function listRequests(tx: EntityManager, actor: Actor, { state, kind, cursor, limit }: Filter) {
  const reach = () => {
    const query = tx.createQueryBuilder(RegisterRequest, 'r');
    if (actor.kind === 'staff') return actor.marketId ? query.where('r.marketId = :marketId', actor) : query.where('TRUE');
    return query.where('(r.personId = :personId OR r.requesterPersonId = :personId OR r.companyId = :companyId)', { personId: actor.personId ?? '', companyId: actor.companyId ?? '' });
  };
  const waiting = state === 'awaiting_decision';
  const page = reach().orderBy('r.id', waiting ? 'ASC' : 'DESC').take(limit + 1);
  if (state) page.andWhere('r.state = :state', { state });
  if (kind) page.andWhere('r.kind = :kind', { kind });
  if (cursor) page.andWhere(waiting ? 'r.id > :last' : 'r.id < :last', { last: idOf(cursor) });
  const [rows, awaitingDecision] = await Promise.all([page.getMany(), reach().andWhere("r.state = 'awaiting_decision'").getCount()]);
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? Buffer.from(items.at(-1)!.id).toString('base64url') : null, awaitingDecision };
}

function idOf(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString();
  if (!/^[0-9a-f-]{36}$/.test(id)) refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
  return id;
}
