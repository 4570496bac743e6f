import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

export const scoreRoutes = (_deps: Deps) => [
  route('GET /score-cards', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /score-cards/:kind/:id', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /my-score-card', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /discipline-figures', () => Promise.reject(new Refusal('server.unavailable'))),
];
