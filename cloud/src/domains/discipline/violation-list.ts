import type { z } from 'zod';
import type { disciplineEndpoints } from '@yongche/contract/discipline';
import { Brackets, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import type { Actor } from '../../http/actor';
import { refuseField } from '../../http/errors';
import { type Keys, presentSummaries } from './present-violations';
import { Violation } from './violation.entity';

type Filter = z.output<(typeof disciplineEndpoints)['GET /violations']['query']>;

/** 违规列表 in the actor's reach, latest first, by keyset. */
export async function listViolations(tx: EntityManager, keys: Keys, actor: Actor, { state, subjectType, code, appeal, problemId, cursor, limit }: Filter) {
  const query = withinReach(tx.createQueryBuilder(Violation, 'v'), actor).orderBy('v.noticedAt', 'DESC').addOrderBy('v.id', 'DESC').limit(limit + 1);
  if (state) query.andWhere('v.state = :state', { state });
  if (subjectType) query.andWhere('v.subjectType = :subjectType', { subjectType });
  if (code) query.andWhere('v.code = :code', { code });
  if (appeal) query.andWhere('v.appealState = :appeal', { appeal });
  if (problemId) query.andWhere('v.problemId = :problemId', { problemId });
  if (cursor) query.andWhere('(v.noticedAt < :at OR (v.noticedAt = :at AND v.id < :id))', placeOf(cursor));
  const found = await query.getMany();
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { items: await presentSummaries(tx, keys, page), nextCursor: found.length > limit && last ? Buffer.from(`${last.noticedAt.toISOString()} ${last.id}`).toString('base64url') : null };
}

/** The same reach as `mayReadViolation`, as SQL. */
function withinReach(query: SelectQueryBuilder<Violation>, actor: Actor): SelectQueryBuilder<Violation> {
  if (actor.kind === 'staff' && actor.marketId === null) return query.where('TRUE');
  const parts =
    actor.kind === 'agent'
      ? ["(v.subjectType = 'agent' AND v.subjectId = :personId)", "(v.subjectType = 'company' AND v.subjectId = :companyId)", "(v.subjectType = 'agent' AND v.companyId = :companyId)"]
      : actor.role === 'operator'
        ? ["(v.subjectType = 'operator' AND v.subjectId = :staffId)"]
        : ["(v.subjectType = 'market' AND v.subjectId = :marketId)", "(v.subjectType = 'operator' AND v.marketId = :marketId)"];
  const { personId = null, companyId = null } = actor.kind === 'agent' ? actor : {};
  const { staffId = null, marketId = null } = actor.kind === 'staff' ? actor : {};
  return query.where(new Brackets((either) => parts.forEach((part) => either.orWhere(part)))).setParameters({ personId, companyId, staffId, marketId });
}

function placeOf(cursor: string): { at: Date; id: string } {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
  return { at: moment, id };
}
