import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { type Addresses, usualPatience } from './database-addresses';
import { isBrokenOff, isConnectionLost, isNotServing, isRetryable, NotTheWriter, OutcomeUnknown } from './database-errors';
import { ensureWriter } from './database-writer';

/** No further try begins after so long: by then whoever asked is answered, and comes again with his key. */
const longestMs = 10_000;

/** A pause before the next try, longer each time and never the same for two, who would else meet again. */
const breath = (attempt: number) => pause(Math.min(1000, 20 * 2 ** attempt) * (0.5 + Math.random()));

/** Tries again for as long as it is of use. */
async function persistently<T>(work: () => Promise<T>, isWorthAnother: (error: unknown) => boolean, { mostTries } = usualPatience): Promise<T> {
  const began = performance.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= mostTries || performance.now() - began > longestMs || !isWorthAnother(error)) throw error;
      await breath(attempt);
    }
  }
}

/** Does again what may be done twice, such as settling a job, where the connection broke and nobody knows whether it was done. */
export const untilKnown = <T>(work: () => Promise<T>): Promise<T> => persistently(work, (error) => error instanceof OutcomeUnknown || isRetryable(error) || (isConnectionLost(error) && !isUnreachable(error)));

/** The part of a runner and of mysql2's connection that TypeORM does not type. */
interface Line {
  stream: unknown;
  destroy(): void;
}
interface Held {
  databaseConnection: Line | undefined;
  databaseConnectionPromise: Promise<Line> | undefined;
}
const held = (runner: QueryRunner) => runner as unknown as Held;
type Isolation = Parameters<QueryRunner['startTransaction']>[0];
type Work<T> = (tx: EntityManager) => Promise<T>;

/**
 * A transaction that was certainly not done — a deadlock, in a cluster also at its COMMIT; a connection that broke before that; a node that does not
 * serve — is tried again, so `work` must change nothing but the database. It throws OutcomeUnknown where the connection broke at the COMMIT.
 */
export function repeatTransactions(db: DataSource, addresses: Addresses): void {
  const transaction = <T>(first: Isolation | Work<T>, second?: Work<T>): Promise<T> => {
    const [isolation, work] = typeof first === 'function' ? [undefined, first] : [first, second!];
    return persistently(
      () => tryTransaction(db, addresses, isolation, work),
      (error) => error instanceof NotTheWriter || isRetryable(error) || isNotServing(error) || isWorthAnotherConnection(error, addresses),
      addresses.patience,
    );
  };
  db.manager.transaction = transaction as EntityManager['transaction'];
}

async function tryTransaction<T>(db: DataSource, addresses: Addresses, isolation: Isolation | undefined, work: Work<T>): Promise<T> {
  const runner = db.createQueryRunner();
  let committing = false;
  try {
    await runner.startTransaction(isolation);
    await ensureWriter(runner, addresses, held(runner).databaseConnection!.stream);
    const result = await work(runner.manager);
    committing = true;
    await runner.commitTransaction();
    return result;
  } catch (error) {
    if (isNotServing(error)) leaveNode(runner, addresses);
    await rollBack(runner);
    if (isNotServing(error)) held(runner).databaseConnection?.destroy();
    throw committing && isConnectionLost(error) ? new OutcomeUnknown(error) : error;
  } finally {
    await runner.release();
  }
}

/** A connection that cannot even roll back is not given to the next one. */
async function rollBack(runner: QueryRunner): Promise<void> {
  if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => held(runner).databaseConnection?.destroy());
}

function leaveNode(runner: QueryRunner, addresses: Addresses): void {
  const address = addresses.of(held(runner).databaseConnection?.stream);
  if (address) addresses.leave(address.name);
}

/** One statement by itself: what reads is asked again where the connection broke; what writes, only where it was certainly not done. */
export function repeatStatements(db: DataSource, addresses: Addresses): void {
  const create = db.createQueryRunner.bind(db);
  db.createQueryRunner = (mode) => {
    const runner = create(mode);
    const query: QueryRunner['query'] = runner.query.bind(runner);
    const repeated = (sql: string, ...rest: unknown[]) => {
      const ask = () => query(sql, ...(rest as []));
      if (runner.isTransactionActive) return ask();
      const isReading = /^\s*SELECT\b/i.test(sql);
      return persistently(ask, (error) => {
        if (isNotServing(error)) leaveNode(runner, addresses);
        if (isRetryable(error)) return true;
        if (!isNotServing(error) && !(isReading && isWorthAnotherConnection(error, addresses))) return false;
        // Its connection is gone: the next try takes another one from the pool.
        held(runner).databaseConnection?.destroy();
        Object.assign(runner, { databaseConnection: undefined, databaseConnectionPromise: undefined } satisfies Held);
        return true;
      }, addresses.patience);
    };
    runner.query = repeated as QueryRunner['query'];
    return runner;
  };
}

type Given = (error: Error | null, connection?: unknown) => void;
/** The part of mysql2's pool that TypeORM does not type. */
export interface Pool {
  getConnection(given: Given): void;
  _freeConnections: { length: number; get(at: number): { destroy(): void } };
}

/** Closes the connections that nobody uses, as the pool itself does with those that were idle for long. */
export function dropIdle({ _freeConnections: idle }: Pool): void {
  while (idle.length > 0) idle.get(0).destroy();
}

/** Every address was tried already. */
const isUnreachable = (error: unknown) => (error as { isUnreachable?: boolean }).isUnreachable === true;

/** The connection broke while it was asked, and nobody wanted the end of the statement itself. */
const isWorthAnotherConnection = (error: unknown, { names }: Addresses) => isConnectionLost(error) && !isUnreachable(error) && !(isBrokenOff(error) && names.length === 1);

/** Nothing was asked of a connection that could not be opened: each address is tried, and the first once more. */
export function repeatConnecting(pool: Pool, addresses: Addresses): void {
  const open = pool.getConnection.bind(pool);
  pool.getConnection = (given) => {
    const attempt = (left: number) =>
      open((error, connection) => {
        const again = error !== null && error !== undefined && left > 0 && isConnectionLost(error);
        if (!again) return given(error && Object.assign(error, { isUnreachable: true }), connection);
        setTimeout(() => attempt(left - 1), 100);
      });
    attempt(addresses.names.length);
  };
}
