import type { z } from 'zod';
import type { disciplineEndpoints } from '@yongche/contract/discipline';
import { Brackets, type EntityManager } from 'typeorm';
import type { Actor, StaffActor } from '../../http/actor';
import { refuseField } from '../../http/errors';
import { Measure } from './measure.entity';
import { mayLift } from './measures.policy';
import type { Keys } from './present-violations';
import { keyOfSubject, namesOf, type Subject } from './subjects';

type Filter = z.output<(typeof disciplineEndpoints)['GET /measures']['query']>;

/** 措施, the latest first, by keyset; a market's manager sees those of the market and its operators. */
export async function listMeasures(tx: EntityManager, keys: Keys, actor: StaffActor, { state, kind, cursor, limit }: Filter) {
  const query = tx.createQueryBuilder(Measure, 'm').orderBy('m.beganOn', 'DESC').addOrderBy('m.id', 'DESC').limit(limit + 1);
  if (state) query.andWhere('m.state = :state', { state });
  if (kind) query.andWhere('m.kind = :kind', { kind });
  if (actor.marketId !== null) {
    const ofOperators = "m.subjectType = 'operator' AND m.subjectId IN (SELECT e.id FROM staff e WHERE e.market_id = :marketId)";
    query.andWhere(new Brackets((either) => either.where("m.subjectType = 'market' AND m.subjectId = :marketId").orWhere(ofOperators)), { marketId: actor.marketId });
  }
  if (cursor) query.andWhere('(m.beganOn < :on OR (m.beganOn = :on AND m.id < :id))', placeOf(cursor));
  const found = await query.getMany();
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { items: await presentMeasures(tx, keys, page, actor), nextCursor: found.length > limit && last ? Buffer.from(`${last.beganOn} ${last.id}`).toString('base64url') : null };
}

function placeOf(cursor: string): { on: string; id: string } {
  const [on = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!/^\d{4}-\d\d-\d\d$/.test(on)) refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
  return { on, id };
}

/** Measures for who reads them, in the same order. */
export async function presentMeasures(tx: EntityManager, keys: Keys, measures: Measure[], actor: Actor) {
  const subjects = measures.map(({ subjectType: type, subjectId: id }): Subject => ({ type, id }));
  const names = await namesOf(tx, keys, subjects);
  return measures.map((measure, at) => {
    const { id, kind, state, sum, beganOn, untilOn, reason, endedAt, endReason } = measure;
    const subject = { ...subjects[at]!, name: names.get(keyOfSubject(subjects[at]!)) ?? '' };
    return { id, kind, state, subject, sum, beganOn, untilOn, reason, endedAt, endReason, may: { lift: mayLift(actor, measure) } };
  });
}
