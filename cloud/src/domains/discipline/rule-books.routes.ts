import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

export const ruleBookRoutes = (_deps: Deps) => [
  route('GET /rule-books', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /rule-books/:version', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /rule-books', () => Promise.reject(new Refusal('server.unavailable'))),
  route('PUT /rule-books/:version', () => Promise.reject(new Refusal('server.unavailable'))),
  route('GET /rule-books/:version/effect', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /rule-books/:version/proposal', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /rule-books/:version/adoption', () => Promise.reject(new Refusal('server.unavailable'))),
  route('POST /rule-books/:version/withdrawal', () => Promise.reject(new Refusal('server.unavailable'))),
];
