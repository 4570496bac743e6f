import { join, resolve } from 'node:path';

/** The checkout. */
export const projectRoot = resolve(__dirname, '..', '..');

/** Where the local run keeps its things, all of it ignored by git. */
export const localFolder = join(projectRoot, '.yongche');

/** The server programs that were fetched; shared by every local run. */
export const toolFolder = join(localFolder, 'tools');
