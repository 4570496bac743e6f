import type { Deps } from '../../deps';
import { route } from '../../http/route';
import { listMessages, readMessage } from './messages';

export const noticeRoutes = ({ db, clock }: Deps) => [
  route('GET /messages', ({ actor, query }) => listMessages(db.manager, actor, query)),
  route('POST /messages/:id/read', ({ actor, params, transact }) => transact((tx) => readMessage(tx, actor, params.id, clock.now()))),
];
