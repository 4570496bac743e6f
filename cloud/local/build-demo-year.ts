import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { openKeyFile } from '../src/adapters/keys/key-file';
import { systemClock } from '../src/clock';
import { openDatabase } from '../src/database';
import { sequenceRecords } from '../src/domains/evidence/log';
import { startDatabase } from './database';
import { databaseProblem, updateStructure } from './database-structure';
import { loadDemoHistory } from './demo-money';
import type { Scale } from './demo-year/figures';
import { loadDemoYear } from './demo-year/load';
import { LocalRunError } from './local-run-error';
import { localFolder, toolFolder } from './places';

/** `npm run demo:year [-- --scale 100]`: Ningbo 2019 in a data folder of its own, and the demo city beside it. Run again it goes on where it was stopped. */
async function buildDemoYear(): Promise<void> {
  const scale = wantedScale();
  const directory = join(localFolder, scale === 1 ? 'year-2019' : 'year-2019-100');
  await mkdir(directory, { recursive: true });
  const keys = await openKeyFile(join(directory, 'keys.json'), { create: true });
  const server = await startDatabase({ directory: join(directory, 'database'), toolFolder, durable: true, cacheMegabytes: scale === 1 ? 1024 : 128 });
  try {
    await updateStructure(server.url);
    const db = await openDatabase(server.url, 4);
    try {
      const begun = performance.now();
      const seconds = () => (performance.now() - begun) / 1000;
      const say = (line: string) => console.log(`${seconds().toFixed(1).padStart(7)} 秒　${line}`);
      const deps = { db, keys, clock: systemClock, log: pino({ level: 'warn' }) };
      const loaded = await loadDemoYear(deps, { scale, say });
      const loading = seconds();
      await loadDemoHistory(deps);
      say('演示城市近几个月');
      while ((await sequenceRecords(db)) > 0);
      say('存证日志');
      if (loaded) console.log(`\n宁波2019（1:${scale}）已建立：${loaded.rows.toLocaleString('zh-CN')}行成批写入，用时${loading.toFixed(1)}秒，每秒${Math.round(loaded.rows / loading).toLocaleString('zh-CN')}行。`);
      else console.log('\n宁波2019已经在这里，没有重建。');
      const folder = relative(process.cwd(), directory);
      console.log(`查看：YONGCHE_DATA=${folder} npm start\n年报：YONGCHE_DATA=${folder} npm run report -- --year 2019`);
    } finally {
      await db.destroy();
    }
  } finally {
    await server.stop();
  }
}

/** @throws LocalRunError that shows how it is called */
function wantedScale(): Scale {
  const { values } = parseArgs({ options: { scale: { type: 'string', default: '1' } } });
  if (values.scale === '1' || values.scale === '100') return values.scale === '1' ? 1 : 100;
  throw new LocalRunError('比例只有 1 和 100：npm run demo:year（1:1），或 npm run demo:year -- --scale 100');
}

buildDemoYear().catch((error: unknown) => {
  console.error(databaseProblem(error) ?? (error instanceof LocalRunError ? error.message : error));
  process.exit(1);
});
