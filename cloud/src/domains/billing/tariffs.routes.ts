import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unavailable = () => Promise.reject(new Refusal('server.unavailable'));

/** 收费标准与公示. */
export const tariffRoutes = (_deps: Deps) => [
  route('GET /tariffs', unavailable),
  route('GET /tariffs/:version', unavailable),
  route('POST /tariffs', unavailable),
  route('PUT /tariffs/:version', unavailable),
  route('POST /tariffs/:version/proposal', unavailable),
  route('POST /tariffs/:version/adoption', unavailable),
  route('POST /tariffs/:version/withdrawal', unavailable),
  route('GET /fees', unavailable),
];
