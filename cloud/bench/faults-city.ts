import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverThreads } from '../local/build-functions';
import { bundle, compileAhead, fileOf, starter } from '../local/bundle';
import { localFolder } from '../local/places';
import type { Simulators } from '../simulators';
import { uuidv7 } from 'uuidv7';
import { Staff } from '../src/domains/identity/staff.entity';
import { openSession } from '../src/domains/identity/sessions';
import { newDue, newPayer, type Owed } from '../test/payments';
import { type Product, startProduct } from '../test/product';
import { enrolledAgents, newCompany } from '../test/register';
import { atTheEnd } from './limits';

/** Who works in the city, by what proves it in a request; members have dues to pay. */
export interface People {
  /** Bearer tokens. */
  agents: string[];
  /** Cookies of operators at the counter of the first market. */
  operators: string[];
  /** Cookie of the secretariat's clerk. */
  clerk: string;
  payers: { token: string; dues: Owed[] }[];
}

/** A city whose processes are somebody else's to start: database, keys and sessions stand, the simulators run in this process. */
export interface City extends People {
  product: Product;
  simulators: Simulators;
  env: Record<string, string>;
  close(): Promise<void>;
}

/** Makes a city in an empty database: the product runs for as long as that takes. */
export async function foundCity(databaseUrl: string, size: { agents: number; operators: number; payers: number; duesEach: number }): Promise<City> {
  const product = await startProduct(databaseUrl, { background: false });
  try {
    const people = await peopleOf(product, size);
    await product.server.close();
    const { LOG_LEVEL: _quiet, ...env } = product.env;
    return { product, simulators: product.simulators, env, ...people, close: product.simulators.close };
  } catch (error) {
    await product.close();
    throw error;
  }
}

async function peopleOf(product: Product, { agents, operators, payers, duesEach }: { agents: number; operators: number; payers: number; duesEach: number }): Promise<People> {
  const enrolled = await enrolledAgents(product, await newCompany(product), agents);
  const owing: People['payers'] = [];
  for (let n = 0; n < payers; n++) {
    const payer = await newPayer(product, n % 2 ? 'wechat' : 'alipay');
    const dues: Owed[] = [];
    for (let due = 0; due < duesEach; due++) dues.push(await newDue(product, payer, { fen: 100_00 + n * 1000 + due }));
    owing.push({ token: payer.token, dues });
  }
  return { agents: enrolled.map(({ token }) => token), operators: await operatorsOf(product, operators), clerk: await cookieOf(product, (await product.server.deps.db.manager.findOneByOrFail(Staff, { username: 'clerk' })).id), payers: owing };
}

/** Colleagues of `operator1`. */
async function operatorsOf(product: Product, count: number): Promise<string[]> {
  const { manager } = product.server.deps.db;
  const model = await manager.findOneByOrFail(Staff, { username: 'operator1' });
  const cookies: string[] = [];
  for (let n = 1; n <= count; n++) {
    const id = uuidv7();
    await manager.insert(Staff, { ...model, id, username: `o${id.slice(-12)}`, name: `柜台甲${n}` });
    cookies.push(await cookieOf(product, id));
  }
  return cookies;
}

/** A session of this moment. */
async function cookieOf({ server: { deps } }: Product, staffId: string): Promise<string> {
  const { token } = await openSession(deps.db.manager, { staffId, secondFactorAt: deps.clock.now() }, { ip: '127.0.0.1', userAgent: 'bench' }, deps.clock.now());
  return `session=${token}`;
}

/**
 * The server with its threads as compiled files, so that a start costs what it costs in production.
 * @param server the module whose `start` starts it
 * @returns the words after `node` that start it
 */
export function buildServer(server = 'cloud/test/crash-server.ts'): { words: string[]; remove(): void } {
  const folder = join(localFolder, 'bench', `server-${process.pid}`);
  bundle([server, ...serverThreads], folder);
  compileAhead(fileOf(server, folder));
  return { words: [starter, fileOf(server, folder)], remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A folder that goes at the latest when this process ends. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `yongche-${name}-`));
  atTheEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}
