import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unavailable = (): never => {
  throw new Refusal('server.unavailable');
};

export const evidenceRoutes = (_deps: Deps) => [
  route('GET /transactions/:id/evidence', unavailable),
  route('POST /transactions/:id/evidence-packages', unavailable),
  route('GET /evidence-checkpoints', unavailable),
  route('GET /evidence-verifications', unavailable),
  route('POST /evidence-verifications', unavailable),
];
