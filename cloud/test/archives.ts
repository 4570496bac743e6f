import { execFile, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { checkArchive } from 'yongche-verify/archive.cjs';
import type { ObjectStore } from '../src/adapters/storage/storage';
import { startOfDay } from '../src/clock';
import { signCheckpoint } from '../src/domains/evidence/checkpoints';
import { sequenceWaiting } from '../src/domains/evidence/log';
import { type ArchiveDeps, archiveMonths, type ArchiveOutcome } from '../src/domains/operations/archives/archive-months';
import { archiveCommand, type ArchiveWords } from '../src/domains/operations/archives/command';
import { createTestDatabase } from './database';
import { type Caller, completedDeal, employeeAt, imagesOf, submittedDeal } from './people';
import { type Product, startProduct } from './product';

/** A product that knows the association's key, where no jobs run: nobody archives but the story. */
export const startArchived = async (recipient: string): Promise<Product> => startProduct(await createTestDatabase(), { background: false, moreEnv: { ARCHIVE_RECIPIENT: recipient } });

/** Volumes of two deals, so that a month of three has two. */
export const limits = { deals: 2, bytes: 2e9 };
export const never = new AbortController().signal;

/** The job, made here and now to its end; on another store where one is given. */
export async function archived({ server }: Product, month: string, { store }: { store?: ObjectStore } = {}): Promise<ArchiveOutcome> {
  const deps: ArchiveDeps = { ...server.deps, ...(store ? { backupStore: store } : {}) };
  for (;;) {
    const outcome = await archiveMonths(deps, { month, startedBy: null }, never, limits);
    if (outcome !== 'more') return outcome;
  }
}

/** The product's clock on a day at noon in Shanghai. */
export function goTo({ clock }: Product, day: string): void {
  clock.advance((startOfDay(day).getTime() + 12 * 3600_000 - clock.now().getTime()) / 1000);
}

/** A deal that the second market's counter completed. */
export async function completedElsewhere(product: Product, agent: Caller, plate: string): Promise<string> {
  const { markets } = await agent.call('GET /markets');
  const { id, serial, ...deal } = await submittedDeal(agent, { plate, marketId: markets[1]!.id });
  const operator = await employeeAt(product, 'operator2');
  await operator.call('POST /transactions/:id/completion', { params: { id }, body: { checkedImageIds: imagesOf({ id, serial, ...deal }).map((image) => image.id) } });
  return serial;
}

export const completedHere = async (product: Product, agent: Caller, change: Parameters<typeof completedDeal>[2]): Promise<string> => (await completedDeal(product, agent, change)).serial;

/** All deals so far into the evidence log, and its checkpoint. */
export async function checkpoint({ server }: Product): Promise<void> {
  await sequenceWaiting(server.deps.db);
  await signCheckpoint(server.deps);
}

/** `npm run ops -- backup …` with these words, and what it said. */
export async function ops({ server }: Product, words: string[], values: ArchiveWords): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  await archiveCommand(server.deps, words, values, (line) => said.push(line));
  const code = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return { code, said: said.join('\n') };
}

interface Check {
  name: string;
  result: string;
  sentence: string;
}
interface ArchiveVerdict {
  code: number;
  proven: number;
  checks: Check[];
  deals: { serial: string; checks: Check[] }[];
}

export type Given = Parameters<typeof checkArchive>[1];
/** What the program that everybody may run finds in folders, one after the other, in one process. */
export interface ArchiveChecker {
  check(folder: string, given: Given): Promise<Omit<ArchiveVerdict, 'code'>>;
  close(): void;
}

/** A process, because the program loads a module that only knows `import`. */
export function archiveChecker(): ArchiveChecker {
  const answering = "process.on('message', async ({ folder, given }) => process.send(await require(process.argv[1]).checkArchive(folder, given)))";
  const child = spawn(process.execPath, ['-e', answering, resolve(__dirname, '../verifier/archive.cjs')], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return {
    check: (folder, given) =>
      new Promise((done, fail) => {
        const gone = () => fail(new Error('the checking process has ended'));
        child.once('exit', gone).once('message', (verdict) => {
          child.off('exit', gone);
          done(verdict as ArchiveVerdict);
        });
        child.send({ folder, given });
      }),
    close: () => child.disconnect(),
  };
}

/** Runs that program. */
export function verifyArchive(folder: string, ...words: string[]): Promise<ArchiveVerdict> {
  const cli = resolve(__dirname, '../verifier/cli.cjs');
  return new Promise((done) =>
    execFile(process.execPath, [cli, folder, '--json', ...words], { env: { PATH: process.env.PATH } }, (error, stdout, stderr) => {
      if (stderr) process.stderr.write(stderr);
      done({ ...(JSON.parse(stdout || '{"checks":[],"deals":[]}') as ArchiveVerdict), code: error ? Number(error.code) : 0 });
    }),
  );
}
