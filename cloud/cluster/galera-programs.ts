import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { type DatabaseBinary, fetchPackages, findDatabaseBinary } from '../local/database-binary';
import { toolFolder } from '../local/places';

/** What a Galera node is run with. */
export interface GaleraPrograms {
  binary: DatabaseBinary;
  /** libgalera_smm.so */
  provider: string;
  environment: NodeJS.ProcessEnv;
}

/** Debian's packages: the cluster's library, the scripts by which a node gets the state of another, and the programs that those call. */
const packages = ['galera-4', 'mariadb-server', 'mariadb-client-core', 'rsync', 'lsof'];

/**
 * MariaDB with Galera, fetched from Debian without root where it is not here yet.
 * @throws LocalRunError where it cannot be had
 */
export async function findGalera(): Promise<GaleraPrograms> {
  const binary = await findDatabaseBinary(toolFolder);
  if (binary.kind !== 'mariadb') throw new Error('a cluster of this kind needs MariaDB; MySQL is installed here');
  const folder = join(toolFolder, 'galera');
  const provider = join(folder, 'usr/lib/galera/libgalera_smm.so');
  if (!existsSync(provider)) await fetchPackages(packages, folder);
  const libraries = readdirSync(join(folder, 'usr/lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, 'usr/lib', name));
  const environment = {
    ...process.env,
    PATH: [rsyncAsRoot(folder), join(folder, 'usr/bin'), dirname(binary.path), process.env.PATH, '/usr/sbin', '/usr/bin', '/bin'].join(delimiter),
    LD_LIBRARY_PATH: [binary.environment.LD_LIBRARY_PATH, ...libraries].filter(Boolean).join(delimiter),
  };
  return { binary, provider, environment };
}

/** As root, rsync's receiver turns into "nobody", who may not write into the node's folder. @returns a folder whose rsync stays who it is */
function rsyncAsRoot(folder: string): string {
  const programs = join(folder, 'as-root');
  mkdirSync(programs, { recursive: true });
  const options = process.getuid?.() === 0 ? '[ "$1" = --daemon ] && set -- "$@" --dparam=uid=root --dparam=gid=root' : ':';
  writeFileSync(join(programs, 'rsync'), `#!/bin/sh\n${options}\nexec '${join(folder, 'usr/bin/rsync')}' "$@"\n`, { mode: 0o755 });
  return programs;
}
