import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

export const disciplineRoutes = (_deps: Deps) => [
  route('GET /violations', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /violations/:id', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /violations', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /violations/:id/statement', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /violations/:id/decision', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /violations/:id/appeal', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /violations/:id/appeal-decision', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /my-discipline', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /standings/:subjectType/:id', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /measures', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /measures/:id/lifting', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /courses', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /courses/:code', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /courses/:code/attempts', () => Promise.reject(new Refusal('server.unavailable'))),
];
