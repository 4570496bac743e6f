import { join } from 'node:path';
import type { EmptyDatabases } from '../src/domains/operations/drills/empty-database';
import { startDatabase } from './database';
import { toolFolder } from './places';

/** A private server for each restore drill, in the drill's own folder; it ends with the drill, or with this process. */
export const privateDrillDatabases: EmptyDatabases = {
  async open({ folder, name }) {
    const server = await startDatabase({ directory: join(folder, 'server'), toolFolder, durable: true, replays: true });
    return { url: await server.createDatabase(name), close: server.stop };
  },
  clear: () => Promise.resolve(),
};
