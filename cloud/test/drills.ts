import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { type LocalDatabase, startDatabase } from '../local/database';
import { ensureDatabaseTools } from '../local/database-binary';
import { toolFolder } from '../local/places';
import { createDiskStore } from '../src/adapters/storage/disk';
import type { Deps } from '../src/deps';
import { openDatabase } from '../src/database';
import { backUp } from '../src/domains/operations/backups/back-up';
import type { DailyKind } from '../src/domains/operations/backups/request-backup';
import { shipChanges } from '../src/domains/operations/backups/ship-changes';
import type { EmptyDatabases } from '../src/domains/operations/drills/empty-database';
import type { RestoreDrill } from '../src/domains/operations/drills/restore-drill.entity';
import { type DrillWish, runDrill } from '../src/domains/operations/drills/run-drill';
import { type Caller, employeeAt, imagesOf, submittedDeal, verifiedAgent } from './people';
import { type Product, startProduct } from './product';

/** A product whose database keeps a log of its changes, with everything that backups and drills take. */
export interface BackedUp {
  product: Product;
  /** The server's own, but for where backups go, and with the key of drills. */
  deps: Deps;
  /** The folder that is the store of backups. */
  store: string;
  identityFile: string;
  backUp(...kinds: DailyKind[]): Promise<void>;
  ship(): Promise<void>;
  drill(wish?: Partial<DrillWish>): Promise<RestoreDrill>;
  /** A deal from its first picture to the counter, and its serial. No clock is moved, so that the database's log and the rows tell the same times. */
  deal(): Promise<string>;
  /** Serials of the deals in each database that a drill restored, in the order of the drills. */
  restored: string[][];
  /** Writes another key file, as somebody has who lost the right one. */
  otherIdentity(): Promise<string>;
}

/** What a drill compared. */
export const checkOf = ({ checks }: RestoreDrill, check: RestoreDrill['checks'][number]['check']) => checks.find((one) => one.check === check);

/** For one file of tests; `backedUp()` gives it inside a test. Without a `binaryLog` no change is kept, as MariaDB comes. */
export function useBackedUp({ binaryLog = true } = {}): () => BackedUp {
  let [made, server, folder] = [undefined as BackedUp | undefined, undefined as LocalDatabase | undefined, ''];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'yongche-backed-up-'));
    server = await startDatabase({ directory: join(folder, 'database'), toolFolder, durable: false, ...(binaryLog ? { binaryLog } : { replays: true }) });
    made = await backedUp(folder, server);
  });
  afterAll(async () => {
    await made?.product.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return () => made!;
}

/** Databases on the story's own server, which is quicker than a server for each drill; what a drill restored is looked at before it goes. */
function beside(server: LocalDatabase, restored: string[][]): EmptyDatabases {
  return {
    async open({ name }) {
      const url = await server.createDatabase(name);
      return {
        url,
        async close() {
          const db = await openDatabase(url, 1);
          const deals: { serial: string }[] = await db.query('SELECT serial FROM transactions ORDER BY serial').catch(() => []);
          restored.push(deals.map(({ serial }) => serial));
          await db.destroy();
          await server.dropDatabase(name);
        },
      };
    },
    clear: () => Promise.resolve(),
  };
}

async function backedUp(folder: string, server: LocalDatabase): Promise<BackedUp> {
  const newIdentity = async (name: string) => {
    const [identity, file] = [await generateX25519Identity(), join(folder, name)];
    writeFileSync(file, `# 每日备份\n${identity}\n`, { mode: 0o600 });
    return { file, recipient: await identityToRecipient(identity) };
  };
  const { file: identityFile, recipient } = await newIdentity('daily.txt');
  const product = await startProduct(await server.createDatabase('yongche_story'));
  const agent = await verifiedAgent(product);
  const operator: Caller = await employeeAt(product, 'operator1');
  const restored: string[][] = [];
  const store = join(folder, 'backups');
  const { deps: own } = product.server;
  const deps: Deps = {
    ...own,
    backupStore: createDiskStore(store, 'disk backups'),
    safekeeping: { ...own.safekeeping, toolFolder: await ensureDatabaseTools(toolFolder), recipient, drillIdentityFile: identityFile },
    drillPlace: { databases: beside(server, restored), folder: join(folder, 'drills') },
  };
  const never = new AbortController().signal;
  return {
    product,
    deps,
    store,
    identityFile,
    restored,
    async deal() {
      const submitted = await submittedDeal(agent);
      const { serial } = await operator.call('POST /transactions/:id/completion', { params: { id: submitted.id }, body: { checkedImageIds: imagesOf(submitted).map((image) => image.id) } });
      return serial;
    },
    async backUp(...kinds) {
      const outcome = await backUp(deps, { kinds: kinds.length > 0 ? kinds : ['database', 'pictures'], wantedAt: product.clock.now().toISOString(), startedBy: null }, never);
      if (outcome !== 'made') throw new Error(`the backup is ${outcome}`);
    },
    async ship() {
      const { state } = await shipChanges(deps, never);
      if (state !== 'shipped') throw new Error(`the changes are ${state}`);
    },
    async drill(wish = {}) {
      const drill = await runDrill(deps, { identityFile, ...wish });
      if (!drill) throw new Error('another drill runs');
      return drill;
    },
    otherIdentity: async () => (await newIdentity('other.txt')).file,
  };
}
