import type { Deps } from '../../deps';
import { route } from '../../http/route';

export const stationRoutes = (_deps: Deps) => {
  return [
    route('GET /capture-station', () => {
      throw new Error('not written yet');
    }),
    route('GET /capture-station/certificate', () => {
      throw new Error('not written yet');
    }),
    route('POST /counter-deals', () => {
      throw new Error('not written yet');
    }),
  ];
};
