import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

export const inspectionRoutes = (_deps: Deps) => [
  route('POST /inspection-claims', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /inspection-looks/:id/release', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /inspection-looks/:id/decision', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /inspection-looks/:id/undo', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /inspection-cases', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /inspection-day', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /inspection-figures', () => Promise.reject(new Refusal('server.unavailable'))),
];
