import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

export const problemRoutes = (_deps: Deps) => [
  route('GET /problems', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /problems/:id', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /problems/:id/images', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /problems/:id/correction', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /problems/:id/review', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /problems/:id/extension', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /problems/:id/withdrawal', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /problems/:id/letter.pdf', () => Promise.reject(new Refusal('server.unavailable'))),
];
