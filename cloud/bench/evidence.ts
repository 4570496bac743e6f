import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { startDatabase } from '../local/database';
import { startSimulatedAdapters } from '../simulators/simulated-adapters';
import { openKeyFile } from '../src/adapters/keys/key-file';
import { systemClock } from '../src/clock';
import { openDatabase } from '../src/database';
import { sequenceRecords } from '../src/domains/evidence/log';
import { consistencyRanges, inclusionRanges, rangeHashes } from '../src/domains/evidence/tree';
import { firstStep, step, type WalkDeps } from '../src/domains/evidence/walk';
import type { Progress } from '../src/domains/evidence/evidence-verification.entity';

/** `npm run bench`: the evidence log at a year of the city: leaves per second, proofs, and the verification of log and pictures. */
const leaves = Number(process.env.BENCH_LEAVES ?? 300_000);
const pictures = 600;
const pictureBytes = 150_000;
const proofs = 1000;

/** As long as a real record with its twelve pictures. */
const filler = 'x'.repeat(6500);

/** Runs work; wall seconds, and the share of one processor that this process used. */
async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number; cpuSeconds: number }> {
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { result, seconds: (performance.now() - begun) / 1000, cpuSeconds: (user + system) / 1e6 };
}
const rate = (count: number, { seconds, cpuSeconds }: { seconds: number; cpuSeconds: number }) => `${Math.round(count / seconds)}/s, ${Math.round(count / cpuSeconds)} per CPU second of ours`;

/** Records that wait for the log, without the deals behind them. */
async function insertRecords(db: DataSource, records: [id: string, record: string][]): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query('SET FOREIGN_KEY_CHECKS = 0');
    await tx.query('INSERT INTO evidence_records (transaction_id, record, salts, written_at) VALUES ?', [records.map(([id, record]) => [id, record, '{}', new Date()])]);
    await tx.query('SET FOREIGN_KEY_CHECKS = 1');
  });
}

async function sequenceAll(db: DataSource): Promise<number> {
  let taken = 0;
  for (let n = await sequenceRecords(db); n > 0; n = await sequenceRecords(db)) taken += n;
  return taken;
}

async function fillLog(db: DataSource): Promise<void> {
  let [seconds, cpuSeconds] = [0, 0];
  for (let made = 0; made < leaves; made += 10_000) {
    for (let part = 0; part < 10; part++) await insertRecords(db, Array.from({ length: 1000 }, () => [randomUUID(), JSON.stringify({ filler, salt: randomUUID() })]));
    const slice = await timed(() => sequenceAll(db));
    seconds += slice.seconds;
    cpuSeconds += slice.cpuSeconds;
  }
  console.log(`sequencing of ${leaves} leaves: ${rate(leaves, { seconds, cpuSeconds })}`);
}

async function prove(db: DataSource): Promise<void> {
  const times: number[] = [];
  for (let n = 0; n < proofs; n++) {
    const begun = performance.now();
    await rangeHashes(db.manager, inclusionRanges((n * 7919) % leaves, leaves));
    await rangeHashes(db.manager, consistencyRanges(1 + ((n * 104_729) % leaves), leaves));
    times.push(performance.now() - begun);
  }
  times.sort((one, other) => one - other);
  console.log(`inclusion and consistency proof among ${leaves}: p50 ${times[proofs / 2]!.toFixed(1)} ms, p99 ${times[Math.floor(proofs * 0.99)]!.toFixed(1)} ms`);
}

/** One stage of a verification, from its beginning to its end. */
async function walk(deps: WalkDeps, from: Partial<Progress>): Promise<number> {
  let progress: Progress | undefined = { ...firstStep, ...from };
  const { stage } = progress;
  let seen = 0;
  while (progress?.stage === stage) {
    const done: Awaited<ReturnType<typeof step>> = await step(deps, progress);
    if (done.findings.length > 0) throw new Error(done.findings[0]!.sentence);
    seen += (done.leaves ?? 0) + (done.pictures ?? 0);
    progress = done.next;
  }
  return seen;
}

/** Deals with twelve pictures each, in the log and in the storage. */
async function fillPictures({ tx, storage }: Pick<WalkDeps, 'tx' | 'storage'>, db: DataSource): Promise<void> {
  for (let made = 0; made < pictures; made += 12) {
    const dealId = randomUUID();
    const taken = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const [imageId, bytes] = [randomUUID(), randomBytes(pictureBytes)];
        const objectKey = `transactions/bench/${dealId}/P20-${imageId}-0.sealed`;
        await storage.write(objectKey, bytes, 'application/octet-stream');
        return { imageId, slot: 'P20', sha256: 'a'.repeat(64), sealedSha256: createHash('sha256').update(bytes).digest('hex'), objectKey };
      }),
    );
    await tx.transaction(async (inner) => {
      await inner.query('SET FOREIGN_KEY_CHECKS = 0');
      const rows = taken.map(({ imageId, sha256, sealedSha256, objectKey }) => [imageId, dealId, 'P20', 'accepted', objectKey, '', '[]', 'image/jpeg', sha256, sealedSha256, '[]', new Date(), new Date(), new Date()]);
      await inner.query('INSERT INTO images (id, transaction_id, slot, state, object_key, wrapped_key, key_ids, content_type, sha256, sealed_sha256, problems, captured_at, permitted_at, permit_expires_at) VALUES ?', [rows]);
      await inner.query('SET FOREIGN_KEY_CHECKS = 1');
    });
    await insertRecords(db, [[dealId, JSON.stringify({ serial: dealId, pictures: taken })]]);
  }
  await sequenceAll(db);
}

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'yongche-evidence-'));
  const database = await startDatabase({ directory, durable: true });
  const db = await openDatabase(await database.createDatabase('yongche_evidence'), 4);
  const city = await startSimulatedAdapters(5000);
  try {
    await db.runMigrations();
    await fillLog(db);
    await prove(db);
    const deps = { tx: db.manager, keys: await openKeyFile(join(directory, 'keys.json'), { create: true }), storage: city.adapters.storage, startedAt: systemClock.now() };
    const log = await timed(() => walk({ ...deps, size: leaves }, { stage: 'leaves' }));
    console.log(`verification of the log: leaves and tree ${rate(log.result, log)}`);
    await fillPictures(deps, db);
    const seen = await timed(() => walk({ ...deps, size: leaves + pictures / 12 }, { stage: 'pictures', pictureLeaf: leaves }));
    console.log(`verification of pictures of ${pictureBytes / 1000} KB, storage simulated in the same process: ${rate(seen.result, seen)}`);
  } finally {
    await db.destroy();
    await city.close();
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
