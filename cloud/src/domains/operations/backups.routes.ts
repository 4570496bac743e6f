import type { Deps } from '../../deps';
import { route } from '../../http/route';

export const backupRoutes = (_deps: Deps) => {
  return [
    route('GET /market-backups', () => {
      throw new Error('not written yet');
    }),
    route('GET /market-backups/:id', () => {
      throw new Error('not written yet');
    }),
    route('POST /market-backups', () => {
      throw new Error('not written yet');
    }),
    route('POST /market-backups/:id/address', () => {
      throw new Error('not written yet');
    }),
    route('DELETE /market-backups/:id', () => {
      throw new Error('not written yet');
    }),
  ];
};
