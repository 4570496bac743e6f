import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

export const samplingRoutes = (_deps: Deps) => [
  route('GET /sampling-plans', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /sampling-plans', () => Promise.reject(new Refusal('server.unavailable'))),
  route('PUT /sampling-plans/:version', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /sampling-plans/:version/adoption', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /sampling-plans/:version/withdrawal', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /sampling-plans/:version/trial', () => Promise.reject(new Refusal('server.unavailable'))),
];
