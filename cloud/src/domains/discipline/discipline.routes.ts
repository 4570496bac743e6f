import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { Actor } from '../../http/actor';
import { type Origin, route } from '../../http/route';
import { appealViolation, decideAppeal } from './appeals';
import { decideViolation, openViolation, stateDefence } from './decisions';
import { presentViolation } from './present-violations';
import { listViolations } from './violation-list';
import type { Violation } from './violation.entity';
import { registerViolation } from './violations';

/** 违规: told, answered, decided by a named person, appealed. */
export const disciplineRoutes = ({ db, clock, keys }: Deps) => {
  const by = (actor: Actor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });
  const present = (tx: EntityManager, violation: Violation, actor: Actor) => presentViolation(tx, keys, violation, actor, clock.now());

  return [
    route('GET /violations', ({ actor, query }) => listViolations(db.manager, keys, actor, query)),

    route('GET /violations/:id', ({ actor, params, origin, transact }) => transact(async (tx) => present(tx, await openViolation(tx, params.id, actor, by(actor, origin)), actor))),

    route('POST /violations', ({ actor, body: { subjectType: type, subjectId: id, ...found }, origin, transact }) =>
      transact(async (tx) => present(tx, await registerViolation(tx, { ...found, subject: { type, id } }, actor, by(actor, origin)), actor)),
    ),

    route('POST /violations/:id/statement', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => present(tx, await stateDefence(tx, { ...params, ...body }, actor, by(actor, origin)), actor)),
    ),

    route('POST /violations/:id/decision', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => present(tx, await decideViolation(tx, { ...params, ...body }, actor, by(actor, origin)), actor)),
    ),

    route('POST /violations/:id/appeal', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => present(tx, await appealViolation(tx, { ...params, ...body, keys }, actor, by(actor, origin)), actor)),
    ),

    route('POST /violations/:id/appeal-decision', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => present(tx, await decideAppeal(tx, { ...params, ...body }, actor, by(actor, origin)), actor)),
    ),
  ];
};
