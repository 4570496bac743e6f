import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalRunError } from './local-run-error';
import { localFolder, projectRoot } from './places';

/** What is built for people to open: the staff web, the mini-program as H5, and for WeChat and Alipay. */
export type Front = 'admin' | 'h5' | 'weapp' | 'alipay';

interface Recipe {
  title: string;
  /** The program in node_modules and its words. */
  command: [string, ...string[]];
  sources: string[];
  /** The file that a finished build has. */
  entry: string;
}

const shared = ['cloud/contract', 'package-lock.json', 'config/tsconfig.base.json'];
const miniappSources = ['miniapp/src', 'miniapp/package.json', 'config/index.ts', 'config/babel.config.cjs', 'project.config.json'];

const miniapp = (title: string, type: string, entry: string): Recipe => ({
  title,
  command: ['@tarojs/cli/bin/taro', 'build', '--type', type],
  sources: [...miniappSources, ...shared],
  entry: `miniapp/dist/${type}/${entry}`,
});

const recipes: Record<Front, Recipe> = {
  admin: {
    title: '管理端网页',
    command: ['vite/bin/vite.js', 'build', '--config', 'config/vite.config.ts'],
    sources: ['admin/src', 'admin/public', 'admin/index.html', 'admin/package.json', 'config/vite.config.ts', ...shared],
    entry: 'admin/dist/index.html',
  },
  h5: miniapp('小程序（网页预览）', 'h5', 'index.html'),
  weapp: miniapp('小程序（微信）', 'weapp', 'app.json'),
  alipay: miniapp('小程序（支付宝）', 'alipay', 'app.json'),
};

/** So many are built at once: each keeps one core busy for most of its time. */
const atOnce = 2;

interface Options {
  force?: boolean;
  signal?: AbortSignal;
}

/**
 * Builds what is missing or was built from other sources than those that stand here now.
 * @throws LocalRunError with the end of the builder's own words; the whole of them stands in .yongche/builds.
 */
export async function buildFronts(fronts: Front[], options: Options = {}): Promise<void> {
  const waiting = [...fronts];
  const buildInTurn = async () => {
    for (let front = waiting.shift(); front; front = waiting.shift()) await buildFront(front, options);
  };
  await Promise.all(Array.from({ length: atOnce }, buildInTurn));
}

async function buildFront(front: Front, { force, signal }: Options): Promise<void> {
  const sources = await hashOf(recipes[front].sources);
  if (!force && (await stampOf(front, sources)) === (await readFile(stampFile(front), 'utf8').catch(() => ''))) return;
  const began = Date.now();
  console.log(`正在构建${recipes[front].title}…`);
  await build(front, signal);
  await writeFile(stampFile(front), await stampOf(front, sources));
  console.log(`已构建${recipes[front].title}（${((Date.now() - began) / 1000).toFixed(1)} 秒）`);
}

const buildFolder = join(localFolder, 'builds');
const stampFile = (front: Front) => join(buildFolder, `${front}.stamp`);

/** The sources' hash and the built file's time: a build made by hand in between is noticed too. */
async function stampOf(front: Front, sources: string): Promise<string> {
  const entry = await stat(join(projectRoot, recipes[front].entry)).catch(() => undefined);
  return `${sources} ${entry ? `${entry.mtimeMs} ${entry.size}` : 'missing'}`;
}

async function hashOf(paths: string[]): Promise<string> {
  const hash = createHash('sha256');
  const settings = Object.entries(process.env).filter(([name]) => /^(TARO_APP|VITE)_/.test(name));
  hash.update(JSON.stringify(settings.sort()));
  for (const path of paths) await add(path, hash);
  return hash.digest('hex');
}

async function add(path: string, hash: ReturnType<typeof createHash>): Promise<void> {
  const full = join(projectRoot, path);
  const found = await stat(full).catch(() => undefined);
  if (found?.isDirectory()) {
    const names = (await readdir(full)).filter((name) => name !== 'node_modules' && name !== 'dist').sort();
    for (const name of names) await add(`${path}/${name}`, hash);
  } else if (found) {
    hash.update(`${path}\n${found.size}\n`).update(await readFile(full));
  }
}

async function build(front: Front, signal: AbortSignal | undefined): Promise<void> {
  const { title, command, entry } = recipes[front];
  const [program, ...words] = command;
  const file = await programFile(program);
  const { code, said } = await new Promise<{ code: number | null; said: string }>((resolve, reject) => {
    // The product's settings do not belong into a build; NODE_ENV decides what the builders leave out.
    const child = spawn(process.execPath, [file, ...words], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production', FORCE_COLOR: '0' },
      ...(signal ? { signal } : {}),
    });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (exit) => resolve({ code: exit, said: Buffer.concat(chunks).toString() }));
  });
  await mkdir(buildFolder, { recursive: true });
  await writeFile(join(buildFolder, `${front}.log`), said);
  const made = await stat(join(projectRoot, entry)).catch(() => undefined);
  if (code === 0 && made) return;
  throw new LocalRunError(`构建${title}没有成功（全部输出在 .yongche/builds/${front}.log）：\n${said.trim().split('\n').slice(-20).join('\n')}`);
}

/** Workspaces may have a program in a node_modules of their own. */
async function programFile(program: string): Promise<string> {
  for (const folder of ['node_modules', 'miniapp/node_modules', 'admin/node_modules']) {
    const file = join(projectRoot, folder, program);
    if ((await stat(file).catch(() => undefined))?.isFile()) return file;
  }
  throw new LocalRunError(`没有找到构建工具 ${program}。请删除 node_modules 后重新运行 npm start。`);
}
