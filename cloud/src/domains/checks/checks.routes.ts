import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unavailable = (): never => {
  throw new Refusal('server.unavailable');
};

export const checkRoutes = (_deps: Deps) => [
  route('GET /transactions/:id/checks', unavailable),
  route('PUT /images/:id/fields', unavailable),
  route('POST /transactions/:id/check-disputes', unavailable),
  route('POST /transactions/:id/check-overrides', unavailable),
  route('GET /check-figures', unavailable),
  route('GET /check-queue', unavailable),
  route('GET /rule-packs', unavailable),
  route('GET /rule-packs/:version', unavailable),
  route('POST /rule-packs', unavailable),
  route('PUT /rule-packs/:version', unavailable),
  route('POST /rule-packs/:version/shadow', unavailable),
  route('POST /rule-packs/:version/replays', unavailable),
  route('GET /rule-packs/:version/effect', unavailable),
  route('POST /rule-packs/:version/adoption', unavailable),
  route('POST /rule-packs/:version/withdrawal', unavailable),
];
