import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unavailable = () => Promise.reject(new Refusal('server.unavailable'));

/** 会费标准. */
export const duesSchemeRoutes = (_deps: Deps) => [
  route('GET /dues-schemes', unavailable),
  route('GET /dues-schemes/:version', unavailable),
  route('POST /dues-schemes', unavailable),
  route('PUT /dues-schemes/:version', unavailable),
  route('POST /dues-schemes/:version/proposal', unavailable),
  route('POST /dues-schemes/:version/adoption', unavailable),
  route('POST /dues-schemes/:version/withdrawal', unavailable),
];
