import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

export const governanceRoutes = (_deps: Deps) => [
  route('GET /meetings', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /meetings', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /meetings/:id', () => Promise.reject(new Refusal('server.unavailable'))),
  route('PUT /meetings/:id/agenda', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /meetings/:id/opening', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /meetings/:id/cancellation', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /meetings/:id/agenda.pdf', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /agenda-items', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /agenda-items/:id', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /agenda-items', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /agenda-items/:id/withdrawal', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /agenda-items/:id/resolution', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /resolutions/:id/confirmation', () => Promise.reject(new Refusal('server.unavailable'))),
];
