/** The driver's error numbers that mean something to us; the same on MySQL 8 and MariaDB unless said. */
function errnoOf(error: unknown): number | undefined {
  const { errno, driverError } = error as { errno?: number; driverError?: { errno?: number } };
  return errno ?? driverError?.errno;
}

/** The driver's word for what broke; `fatal` where it has none, and the connection is of no use any more. */
function codeOf(error: unknown): string {
  const { code, driverError } = error as { code?: string; driverError?: { code?: string; fatal?: boolean } };
  const { fatal } = (driverError ?? error) as { fatal?: boolean };
  return code ?? driverError?.code ?? (fatal ? 'fatal' : '');
}

/** A unique key refused the row; `key` narrows to one key by its name (the last segment: MySQL writes `table.key`). */
export function isDuplicateKey(error: unknown, key?: string): boolean {
  if (errnoOf(error) !== 1062) return false;
  const named = /for key '(?:[^'.]*\.)?([^']+)'/.exec((error as Error).message)?.[1];
  return key === undefined || named === key;
}

/** A row lock was not given up in time. */
export function isLockWaitOver(error: unknown): boolean {
  return errnoOf(error) === 1205;
}

/**
 * The transaction was not done, and may be tried again as a whole: a deadlock (in a Galera cluster also at its COMMIT, where another node was
 * first), a lock wait that ran out; TiDB's conflicts of writing (9007) and of a changed structure (8022, 8028).
 */
export function isRetryable(error: unknown): boolean {
  return [1213, 1205, 9007, 8022, 8028].includes(errnoOf(error) ?? 0);
}

/** The server refuses us as a node that is not, or no longer, the one to write to: outside its cluster (1047, Galera), or read only (1290, 1836). Nothing was done. */
export function isNotServing(error: unknown): boolean {
  return [1047, 1290, 1836].includes(errnoOf(error) ?? 0);
}

/** Whether the database's driver says so: the files and services that a transaction's work asks have the same words for what broke. */
function isOfDriver(error: unknown): boolean {
  const { driverError, fatal } = error as { driverError?: unknown; fatal?: boolean };
  return driverError !== undefined || fatal === true;
}

const unreachable = ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'PROTOCOL_CONNECTION_LOST', 'ER_SERVER_SHUTDOWN'];

/** The connection broke, or the server broke it off (1927 on MariaDB, 4031 on MySQL, 1317 and 1180 in a cluster that changes): whether the last statement was done is not known. */
export function isConnectionLost(error: unknown): boolean {
  if (isDiskFull(error)) return false;
  return [1053, 1180, 1317, 1927, 4031].includes(errnoOf(error) ?? 0) || (isOfDriver(error) && [...unreachable, 'fatal'].includes(codeOf(error)));
}

/** A connection of its own could not be opened, or broke: whoever opened it knows whose error it is. */
export function isAway(error: unknown): boolean {
  return isConnectionLost(error) || [...unreachable, 'PROTOCOL_SEQUENCE_TIMEOUT'].includes(codeOf(error));
}

/** The statement was broken off, by a cluster that changes or by a person at the server: who wanted its end would not have it begun again. */
export function isBrokenOff(error: unknown): boolean {
  return errnoOf(error) === 1317;
}

/** The transaction was begun at a node that is not the one to write to; by now the process has turned to the right one. */
export class NotTheWriter extends Error {}

/** Whether a COMMIT was done is not known: its connection broke before the answer. Whoever repeats it with its key finds out. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('whether the transaction was done is not known', { cause });
  }
}

/** The server cannot be reached, is shutting down, is not serving, or refuses more connections. */
export function isDatabaseDown(error: unknown): boolean {
  return error instanceof OutcomeUnknown || error instanceof NotTheWriter || isNotServing(error) || isConnectionLost(error) || codeOf(error) === 'ER_CON_COUNT_ERROR';
}

/** The database has no room left: its disk is full (1021, or error 28 behind 3, 1026, 1030 and 1180), or its tables may not grow (1114). */
export function isDiskFull(error: unknown): boolean {
  const errno = errnoOf(error) ?? 0;
  return [1021, 1114].includes(errno) || ([3, 1026, 1030, 1180].includes(errno) && /\b28\b|No space left/.test((error as Error).message));
}
