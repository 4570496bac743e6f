import type { EntityManager } from 'typeorm';
import type { By } from '../../../audit/audit';
import type { Deps } from '../../../deps';
import type { StaffActor } from '../../../http/actor';
import { type Origin, route } from '../../../http/route';
import { cancelMove, ensureMayBeFilled, finishMove, setSpeed, startMove, switchBack, switchMove } from './moves';
import { mayMove } from './moves.policy';
import { latestMoves, presentMoves } from './present-moves';
import type { StorageMove } from './storage-move.entity';

/** 存储搬迁: how it goes, and the decisions of the technical unit. */
export const moveRoutes = ({ db, clock, stores }: Deps) => {
  const by = (author: StaffActor, origin: Origin): By => ({ author, origin, at: clock.now() });
  const presented = async (tx: EntityManager, move: StorageMove) => (await presentMoves(tx, [move]))[0]!;

  return [
    route('GET /storage-moves', async ({ actor }) => ({ ...(await stores.names()), items: await presentMoves(db.manager, await latestMoves(db.manager)), mayMove: mayMove(actor) })),

    route('POST /storage-moves', async ({ actor, body, origin, transact }) => {
      const { current, other } = await stores.names();
      await ensureMayBeFilled(db.manager, stores, other);
      return transact(async (tx) => presented(tx, await startMove(tx, { current, other, ...body }, by(actor, origin))));
    }),

    route('PUT /storage-moves/:id/speed', ({ actor, params, body, origin, transact }) => transact(async (tx) => presented(tx, await setSpeed(tx, params.id, body.bytesPerSecond, by(actor, origin))))),

    route('POST /storage-moves/:id/switch', ({ actor, params, origin, transact }) => transact(async (tx) => presented(tx, await switchMove(tx, params.id, by(actor, origin))))),

    route('POST /storage-moves/:id/switch-back', ({ actor, params, origin, transact }) => transact(async (tx) => presented(tx, await switchBack(tx, params.id, by(actor, origin))))),

    route('POST /storage-moves/:id/finish', ({ actor, params, origin, transact }) => transact(async (tx) => presented(tx, await finishMove(tx, params.id, by(actor, origin))))),

    route('POST /storage-moves/:id/cancel', ({ actor, params, origin, transact }) => transact(async (tx) => presented(tx, await cancelMove(tx, params.id, by(actor, origin))))),
  ];
};
