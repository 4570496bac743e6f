import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildFunctions, type FunctionFolder } from '../local/build-functions';
import { localFolder, projectRoot } from '../local/places';
import { type FunctionInstance, type FunctionProps, startInstance } from '../simulators/function-compute';
import { freePort } from './processes';

/** The functions of `s.yaml`, by the name of their resource. */
export function functionsOfYaml(): Record<string, FunctionProps> {
  const file = join(projectRoot, 'cloud/functions/s.yaml');
  const { resources } = JSON.parse(execFileSync(process.execPath, [join(__dirname, 's-yaml.mjs'), file], { encoding: 'utf8' })) as { resources: Record<string, { props: FunctionProps }> };
  return Object.fromEntries(Object.entries(resources).map(([name, { props }]) => [name, props]));
}

/** The functions as they are built, with the secrets of a product in the mounted bucket. */
export interface BuiltFunctions {
  dist: string;
  props: Record<string, FunctionProps>;
  start(name: string, env?: Record<string, string>): Promise<FunctionInstance>;
  remove(): void;
}

/** Builds them below `.yongche`; packages are found where they are installed. `product` is the environment of the product that they are part of. */
export function builtFunctions(folders: FunctionFolder[], product: Record<string, string>, { compiled = true } = {}): BuiltFunctions {
  const folder = join(localFolder, 'test', `functions-${process.pid}`);
  const [dist, mount] = [join(folder, 'dist'), join(folder, 'mount')];
  buildFunctions(folders, { dist, linked: true, compiled });
  mkdirSync(mount, { recursive: true });
  const { KEY_FILE, NODE_ENV: _environment, PORT: _port, CHECK_WORKERS: _workers, ...secrets } = product;
  cpSync(KEY_FILE!, join(mount, 'keys.json'));
  writeFileSync(join(mount, 'secrets.env'), Object.entries(secrets).map(([name, value]) => `${name}="${value}"\n`).join(''));
  const props = functionsOfYaml();
  return {
    dist,
    props,
    // Its providers are simulators, which production does not take.
    start: async (name, env = {}) => startInstance({ props: props[name]!, code: join(dist, props[name]!.code.replace('./dist/', '')), mount, port: await freePort(), env: { NODE_ENV: 'test', ...env } }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
