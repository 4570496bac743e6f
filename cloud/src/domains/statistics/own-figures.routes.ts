import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unbuilt = (): never => {
  throw new Refusal('request.not_found');
};

export const ownFigureRoutes = (_deps: Deps) => [
  route('GET /my-figures', unbuilt),
];
