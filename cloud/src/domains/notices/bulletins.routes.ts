import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unbuilt = (): never => {
  throw new Refusal('request.not_found');
};

export const bulletinRoutes = (_deps: Deps) => [
  route('GET /bulletins', unbuilt),
  route('POST /bulletins', unbuilt),
  route('GET /bulletins/:id', unbuilt),
  route('PUT /bulletins/:id', unbuilt),
  route('POST /bulletins/:id/approval', unbuilt),
  route('POST /bulletins/:id/refusal', unbuilt),
  route('POST /bulletins/:id/withdrawal', unbuilt),
  route('GET /bulletins/:id/poster.png', unbuilt),
  route('GET /bulletins/:id/sendings', unbuilt),
  route('POST /bulletins/:id/sendings', unbuilt),
  route('POST /bulletin-sendings/:id/confirmation', unbuilt),
  route('POST /bulletin-sendings/:id/retry', unbuilt),
  route('GET /bulletin-destinations', unbuilt),
  route('POST /bulletin-destinations', unbuilt),
  route('PUT /bulletin-destinations/:id', unbuilt),
  route('GET /published-bulletins', unbuilt),
  route('GET /published-bulletins/:id', unbuilt),
  route('GET /published-bulletins/:id/poster.png', unbuilt),
];
