'use strict';
// What runs before anything is installed: plain Node, no packages. `node cloud/local/bootstrap.cjs start | test | …`.
const { spawn, spawnSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const root = resolve(__dirname, '..', '..');
const tasks = {
  start: 'cloud/local/start.ts',
  test: 'cloud/local/test.ts',
  build: 'cloud/local/build.ts',
  'build-functions': 'cloud/local/build-functions.ts',
  migrate: 'cloud/local/migrate.ts',
  report: 'cloud/local/report.ts',
  ops: 'cloud/ops/ops.ts',
  'demo-year': 'cloud/local/build-demo-year.ts',
  'first-accounts': 'cloud/local/first-accounts.ts',
  evaluate: 'cloud/evaluate/evaluate.ts',
  bench: 'cloud/bench/bench.ts',
  'bench-lookup': 'cloud/bench/lookup.ts',
  'bench-duplicates': 'cloud/bench/duplicates.ts',
  'bench-checks': 'cloud/bench/checks.ts',
  'bench-evidence': 'cloud/bench/evidence.ts',
  'bench-inspections': 'cloud/bench/inspections.ts',
  'bench-billing': 'cloud/bench/billing.ts',
  'bench-figures': 'cloud/bench/figures.ts',
  'bench-console': 'cloud/bench/console.ts',
  'bench-cold-start': 'cloud/bench/cold-start.ts',
  'bench-drill': 'cloud/bench/drill.ts',
  'bench-cluster': 'cloud/cluster/bench.ts',
  'bench-faults': 'cloud/bench/faults.ts',
  'bench-load': 'cloud/bench/load.ts',
};

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`甬车需要 Node.js 20 或更新的版本，现在是 ${process.versions.node}。请升级后重试：https://nodejs.org`);
}
const script = tasks[process.argv[2]];
if (!script) fail(`用法：node cloud/local/bootstrap.cjs ${Object.keys(tasks).join(' | ')}`);
if (!dependenciesAreInstalled()) installDependencies();
run(script, process.argv.slice(3));

/** Whether npm's record of what stands in node_modules says the same as the lock file; optional packages may be absent. */
function dependenciesAreInstalled() {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted) fail('找不到 package-lock.json，请重新下载完整的项目。');
  if (!present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link || entry.optional) return true;
    return present[path] !== undefined && present[path].version === entry.version;
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function installDependencies() {
  console.log('正在安装依赖（npm ci，第一次需要几分钟）… Installing dependencies; the first time takes some minutes.');
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] };
  const words = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const result =
    npm && npm.endsWith('.js')
      ? spawnSync(process.execPath, [npm, ...words], options)
      : spawnSync('npm', words, { ...options, shell: process.platform === 'win32' });
  if (result.status === 0) return;
  fail('依赖没有装上。请检查网络和磁盘空间后重试；原因见上面 npm 的输出。');
}

/** Runs the TypeScript program; signals and the end of this process reach it, its exit code is ours. */
function run(file, words) {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...words], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, TSX_TSCONFIG_PATH: join(root, 'cloud', 'tsconfig.json') },
  });
  let stopping = false;
  const stop = (signal) => {
    stopping = true;
    child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  child.on('error', (error) => fail(`无法启动 ${file}：${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal && stopping) process.exit(0);
    if (signal) console.error(`${file} 被 ${signal} 结束。`);
    process.exit(signal ? 1 : code);
  });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
