import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { pino } from 'pino';
import { startDatabase } from '../local/database';
import { ensureDatabaseTools } from '../local/database-binary';
import { updateStructure } from '../local/database-structure';
import { loadDemoYear } from '../local/demo-year/load';
import type { Scale } from '../local/demo-year/figures';
import { privateDrillDatabases } from '../local/drill-database';
import { toolFolder } from '../local/places';
import { openKeyFile } from '../src/adapters/keys/key-file';
import { createDiskStore } from '../src/adapters/storage/disk';
import type { Storage } from '../src/adapters/storage/storage';
import { chainEvents } from '../src/audit/chain';
import { systemClock } from '../src/clock';
import { openDatabase } from '../src/database';
import { sequenceRecords } from '../src/domains/evidence/log';
import { backUp, type BackupDeps } from '../src/domains/operations/backups/back-up';
import type { DailyKind } from '../src/domains/operations/backups/request-backup';
import type { RestoreDrill } from '../src/domains/operations/drills/restore-drill.entity';
import { type DrillDeps, runDrill } from '../src/domains/operations/drills/run-drill';
import { atTheEnd, endAfter } from './limits';

/**
 * `node cloud/local/bootstrap.cjs bench-drill`: how long a backup and a whole restore drill take over the demo year (3,076 deals, or all 307,644
 * with BENCH_SCALE=1) and a bucket of files as long as a sealed picture, all on disks of this machine. A drill of a database without any deal
 * comes first: what that takes is taken once, whatever the number of deals.
 */
const scale: Scale = process.env.BENCH_SCALE === '1' ? 1 : 100;
const files = Number(process.env.BENCH_FILES ?? 2000);
const fileBytes = 150_000;
/** Many times what it takes where nothing hangs. */
const longestSeconds = scale === 1 ? 3 * 3600 : 1800;
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;

async function drilled(deps: DrillDeps, identityFile: string): Promise<RestoreDrill> {
  const drill = await runDrill(deps, { identityFile, pictures: 'all' });
  if (drill?.state !== 'passed') throw new Error(`the drill did not pass: ${drill?.failure ?? JSON.stringify(drill?.checks.filter(({ passed }) => !passed))}`);
  return drill;
}

/** Milliseconds of a drill: what comes before the restore, the database until it is compared, the files. */
function took({ steps }: RestoreDrill) {
  const of = (...names: string[]) => steps.filter(({ step }) => names.includes(step)).reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return { preparing: of('find', 'fetch', 'open'), database: of('restore', 'compare', 'walk'), files: of('pictures') };
}

async function measure(folder: string): Promise<void> {
  const server = await startDatabase({ directory: join(folder, 'database'), toolFolder, durable: true, binaryLog: true, cacheMegabytes: 512 });
  try {
    await updateStructure(server.url);
    const db = await openDatabase(server.url, 4);
    try {
      const identity = await generateX25519Identity();
      const [identityFile, keyFile] = [join(folder, 'daily.txt'), join(folder, 'keys.json')];
      writeFileSync(identityFile, `${identity}\n`, { mode: 0o600 });
      const keys = await openKeyFile(keyFile, { create: true });
      const storage = createDiskStore(join(folder, 'bucket'), 'disk bucket');
      const deps: BackupDeps & DrillDeps = {
        ...{ db, keys, clock: systemClock, log: pino({ level: 'warn' }), publicUrl: 'https://example.org', storage: storage as unknown as Storage, backupStore: createDiskStore(join(folder, 'backups'), 'disk backups') },
        safekeeping: { databaseUrl: server.url, toolFolder: await ensureDatabaseTools(toolFolder), keyFile, recipient: await identityToRecipient(identity), archiveRecipient: undefined, drillIdentityFile: identityFile },
        drillPlace: { databases: privateDrillDatabases, folder: join(folder, 'drills') },
      };
      const made = (kinds: DailyKind[], by = deps) => backUp(by, { kinds, wantedAt: by.clock.now().toISOString(), startedBy: null }, new AbortController().signal);
      // Before the demo year, whose rows would otherwise come after later ones in the audit chain.
      const earlier = { ...deps, clock: { now: () => new Date(systemClock.now().getTime() - 10 * 365 * 24 * 3600_000) } };
      await made(['database'], earlier);
      const empty = took(await drilled(earlier, identityFile));
      await loadDemoYear(deps, { scale });
      while ((await sequenceRecords(db)) > 0);
      while ((await chainEvents(db)) > 0);
      for (let file = 0; file < files; file++) await storage.write(`bulletins/${String(file).padStart(6, '0')}`, randomBytes(fileBytes), 'application/octet-stream');
      const begun = performance.now();
      await backUp(deps, { kinds: ['database'], wantedAt: new Date().toISOString(), startedBy: null }, new AbortController().signal);
      const dumped = performance.now();
      await made(['pictures']);
      console.log(`backup: database ${seconds(dumped - begun)}, ${files} files of ${fileBytes / 1000} KB ${seconds(performance.now() - dumped)}; load ${loadavg()[0]!.toFixed(1)}`);
      const drill = await drilled(deps, identityFile);
      const full = took(drill);
      const moreThanEmpty = (full.database - empty.database) * (10_000 / drill.deals);
      console.log(`drill: ${drill.deals} deals, ${drill.tableRows} rows, ${drill.pictures} files; load ${loadavg()[0]!.toFixed(1)}`);
      console.log(`once: preparing ${seconds(full.preparing)}, a database without deals ${seconds(empty.database)}`);
      console.log(`per 10,000 deals: database ${seconds(moreThanEmpty)} and, with 24 files each, files ${seconds((full.files * 240_000) / drill.pictures)}`);
    } finally {
      await db.destroy();
    }
  } finally {
    await server.stop();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'yongche-bench-drill-'));
atTheEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
endAfter(longestSeconds, () => 'a backup or a drill was under way');
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
measure(folder).then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
