import type { Deps } from '../../../deps';
import { authorize } from '../../../http/errors';
import { route } from '../../../http/route';
import { setCapacity } from './capacity';
import { presentSpace } from './present-space';
import { maySetCapacity } from './space.policy';

/** 存储空间: what lies there, how it grows, and how much there may be. */
export const spaceRoutes = ({ db, clock }: Deps) => [
  route('GET /storage-space', ({ actor }) => presentSpace(db.manager, actor, clock.now())),

  route('PUT /storage-space/capacity', ({ actor, body, origin, transact }) => {
    authorize(maySetCapacity(actor));
    return transact(async (tx) => {
      await setCapacity(tx, body.capacityBytes, actor, { author: actor, origin, at: clock.now() });
      return body;
    });
  }),
];
