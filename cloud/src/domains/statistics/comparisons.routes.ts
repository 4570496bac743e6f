import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unbuilt = (): never => {
  throw new Refusal('request.not_found');
};

export const comparisonRoutes = (_deps: Deps) => [
  route('GET /comparisons', unbuilt),
  route('GET /comparisons/:month', unbuilt),
  route('GET /unmatched-deals', unbuilt),
  route('GET /registration-lists', unbuilt),
  route('POST /registration-lists', unbuilt),
  route('PUT /comparison-rules', unbuilt),
];
