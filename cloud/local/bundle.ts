import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './places';

/** Packages with compiled parts or files of their own, and databases and environments that are not ours. */
const notBundled = ['sharp', 'onnxruntime-node', '@node-rs/argon2', '@gutenye/*', '@expo-google-fonts/*', 'tsx', 'react-native*', 'expo*', 'pg*', 'better-sqlite3', 'sqlite3', 'sql.js', 'mongodb', 'mssql', 'oracledb', 'redis', 'ioredis', 'mysql', '@sap/*', '@google-cloud/*', 'typeorm-aurora*', 'pino-pretty', 'proxy-agent'];

/** Starts a bundle; see there. */
export const starter = join(projectRoot, 'cloud/functions/start.cjs');

/**
 * Makes one file of each module with all that it imports: what thousands of modules cost to read would be a multiple of what they
 * cost to run. The bundler is the one that tsx brings.
 * @param modules from the repository's root, with their ending
 */
export function bundle(modules: string[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  const { buildSync } = createRequire(require.resolve('tsx/cjs'))('esbuild') as { buildSync(options: object): void };
  buildSync({
    ...{ entryPoints: modules.map((module) => join(projectRoot, module)), outdir: folder, entryNames: '[name]', outExtension: { '.js': '.cjs' }, bundle: true, platform: 'node', format: 'cjs', target: 'node20', external: notBundled, charset: 'ascii', minifyWhitespace: true, logLevel: 'error' },
    ...{ tsconfig: join(projectRoot, 'cloud/tsconfig.json'), alias: { '@yongche/contract': join(projectRoot, 'cloud/contract') }, define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(folder, 'bundle.cjs')).href) } },
    // What the starter runs as a script may not `import()`: the tracing's sender asks for `http` in that way, and would send nothing.
    supported: { 'dynamic-import': false },
  });
}

/** Writes V8's compiled code beside a bundle. */
export const compileAhead = (file: string): void => void execFileSync(process.execPath, [starter, file, 'compile']);

/** The bundle of a module. */
export const fileOf = (module: string, folder: string): string => join(folder, `${basename(module, '.ts')}.cjs`);
