import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

// The sizes of what was built, and the two limits that fail the check: `npm run budgets`.
const root = resolve(import.meta.dirname, '..');
const limits = { weappMain: 900 * 1024, adminFirstLoad: 350 * 1024 };

/** Bytes of each file below a folder, by its path in it. */
function filesOf(folder, inside = '') {
  const sizes = {};
  for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
    const path = posix.join(inside, entry.name);
    if (entry.isDirectory()) Object.assign(sizes, filesOf(folder, path));
    else sizes[path] = statSync(join(folder, path)).size;
  }
  return sizes;
}

const total = (sizes) => Object.values(sizes).reduce((sum, size) => sum + size, 0);

/** A mini-program's main package and its subpackages, as app.json divides them. */
function packagesOf(dist) {
  const app = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8'));
  const roots = (app.subPackages ?? app.subpackages ?? []).map((one) => one.root.replace(/\/?$/, '/'));
  const packages = Object.fromEntries([['', 0], ...roots.map((name) => [name, 0])]);
  for (const [path, size] of Object.entries(filesOf(dist))) packages[roots.find((name) => path.startsWith(name)) ?? ''] += size;
  return packages;
}

/** What a browser fetches before the staff web shows anything: the page, its scripts and styles, and all that these import statically. */
function firstLoadOf(dist) {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const wanted = [...html.matchAll(/(?:src|href)="\/admin\/([^"]+\.(?:js|css))"/g)].map((match) => match[1]);
  const seen = new Set();
  while (wanted.length > 0) {
    const file = wanted.pop();
    if (seen.has(file)) continue;
    seen.add(file);
    if (!file.endsWith('.js')) continue;
    const code = readFileSync(join(dist, file), 'utf8');
    for (const [, path] of code.matchAll(/(?:^|[;}\s])(?:import|export)\b[^'"`;()]*["'](\.[^"']+)["']/g)) wanted.push(posix.join(posix.dirname(file), path));
  }
  return ['index.html', ...seen].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0);
}

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1).padStart(8)} KB`;
const rows = [];
for (const platform of ['weapp', 'alipay']) {
  for (const [name, size] of Object.entries(packagesOf(join(root, 'miniapp/dist', platform)))) {
    const limit = platform === 'weapp' && name === '' ? limits.weappMain : undefined;
    rows.push({ title: `${platform} ${name === '' ? 'main package' : `subpackage ${name}`}`, size, limit });
  }
}
statSync(join(root, 'miniapp/dist/h5/index.html'));
rows.push({ title: 'h5, all files', size: total(filesOf(join(root, 'miniapp/dist/h5'))) });
rows.push({ title: 'admin, all files', size: total(filesOf(join(root, 'admin/dist'))) });
rows.push({ title: 'admin first load, gzipped', size: firstLoadOf(join(root, 'admin/dist')), limit: limits.adminFirstLoad });

for (const { title, size, limit } of rows) {
  const verdict = limit === undefined ? '' : ` of ${(limit / 1024).toFixed(0)} KB ${size > limit ? 'TOO LARGE' : 'ok'}`;
  console.log(`${title.padEnd(46)}${kilobytes(size)}${verdict}`);
}
if (rows.some(({ size, limit }) => limit !== undefined && size > limit)) process.exitCode = 1;
