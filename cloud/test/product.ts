import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { demoLogins, demoPersonas, loadDemoCity } from '../local/demo-city';
import { loadDemoHistory } from '../local/demo-money';
import { localPages } from '../local/pages';
import { projectRoot } from '../local/places';
import { startSimulators, type Simulators } from '../simulators';
import { keysOfTests } from '../simulators/simulated-adapters';
import type { Clock } from '../src/clock';
import { openDatabase } from '../src/database';
import standardPack from '../src/domains/checks/rule-pack.2026-1.json';
import { readEnv } from '../src/env';
import { type RunningServer, type ServerOptions, startServer } from '../src/server';

/** A clock that a story can move. */
export interface TestClock extends Clock {
  advance(seconds: number): void;
}

export function movableClock(): TestClock {
  let ahead = 0;
  return { now: () => new Date(Date.now() + ahead), advance: (seconds) => void (ahead += seconds * 1000) };
}

/** The whole product on a database of its own: server, simulators, demo city. */
export interface Product {
  url: string;
  server: RunningServer;
  simulators: Simulators;
  clock: TestClock;
  /** The environment of the server, to start another process of it. */
  env: Record<string, string>;
  close(): Promise<void>;
}

/**
 * Starts everything on free ports. `databaseUrl` is an empty database; `withPages` serves the preview of the
 * mini-program too, `pageReleases` holds more builds of the staff web, `moreEnv` is configured besides, `withHistory` loads the demo city's months of money; `checkWorkers` pictures are read at once, by `ocr` where it is given.
 */
export async function startProduct(databaseUrl: string, { withPages = false, withHistory = false, checkWorkers = 0, pageReleases, moreEnv = {}, ...options }: { moreEnv?: Record<string, string>; withPages?: boolean; withHistory?: boolean; checkWorkers?: number; pageReleases?: string } & Pick<ServerOptions, 'limits' | 'ocr' | 'adminDist' | 'background'> = {}): Promise<Product> {
  const directory = mkdtempSync(join(tmpdir(), 'yongche-product-'));
  const clock = movableClock();
  const simulators = await startSimulators({ directory: join(directory, 'simulators'), keys: keysOfTests, now: clock.now });
  const env = {
    ...simulators.env,
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    DATABASE_URL: databaseUrl,
    KEY_FILE: join(directory, 'keys.json'),
    BACKUP_STORE: `disk:${join(directory, 'backups')}`,
    CHECK_WORKERS: String(checkWorkers),
    // A story that is about the monitoring calls it; in the others nothing is raised by a clock that leaps.
    MONITOR_SECONDS: '0',
    ...(pageReleases ? { PAGE_RELEASES: pageReleases } : {}),
    ...moreEnv,
  };
  const migrating = await openDatabase(databaseUrl, 2);
  await migrating.runMigrations();
  if (checkWorkers === 0) await adoptImpatientPack(migrating);
  await migrating.destroy();
  const pages = withPages ? localPages({ ...previewOf(simulators), logins: demoLogins, personas: demoPersonas }) : undefined;
  // A story waits for jobs again and again: here they look for work five times as often.
  const server = await startServer(readEnv(env), { clock, jobsRestMs: 100, ...options, ...(pages ? { pages } : {}), prepare: withHistory ? loadDemoHistory : loadDemoCity });
  return {
    url: server.url,
    server,
    simulators,
    clock,
    env,
    async close() {
      await server.close();
      await simulators.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Where nothing is read, no submission waits for it: the pack of the product but for that, in force a day later. */
async function adoptImpatientPack(db: DataSource): Promise<void> {
  const content = { ...standardPack, waitsForReadingSeconds: 0 };
  await db.query(
    `INSERT INTO rule_packs (version, id, state, title, effective_on, created_at, content) VALUES ('test', '019b76da-a800-7000-8000-000000000002', 'adopted', '不等读取', '2026-01-02', '2026-01-02 00:00:00', ?)`,
    [JSON.stringify(content)],
  );
}

function previewOf({ wechat, wechatPay, alipay, oss }: Simulators) {
  const h5Folder = join(projectRoot, 'miniapp', 'dist', 'h5');
  return { h5Folder, simulators: { wechat: wechat.url, wechatPay: wechatPay.url, alipay: alipay.url, oss: oss.url }, storageOrigin: oss.url };
}

/** The made-up agent of the demo city with this name. */
export function persona(name: string) {
  const found = demoPersonas.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no agent ${name} in the demo city`);
  return found;
}

/** The employee of the demo city with this user name. */
export function employee(username: string) {
  const found = demoLogins.find((candidate) => candidate.username === username);
  if (!found) throw new Error(`no employee ${username} in the demo city`);
  return found;
}
