import type { Deps } from '../../deps';
import { route } from '../../http/route';

export const releaseRoutes = (_deps: Deps) => {
  return [
    route('GET /page-releases', () => {
      throw new Error('not written yet');
    }),
    route('PUT /page-releases/:version', () => {
      throw new Error('not written yet');
    }),
    route('PUT /page-minimum', () => {
      throw new Error('not written yet');
    }),
  ];
};
