/** The driver's error numbers that mean something to us; the same on MySQL 8 and MariaDB unless said. */
function errnoOf(error: unknown): number | undefined {
  const { errno, driverError } = error as { errno?: number; driverError?: { errno?: number } };
  return errno ?? driverError?.errno;
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

/** A deadlock or a lock wait that ran out: the whole transaction may be tried again. */
export function isRetryable(error: unknown): boolean {
  return [1213, 1205].includes(errnoOf(error) ?? 0);
}

/** The server cannot be reached, is shutting down, or refuses more connections. */
export function isDatabaseDown(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? (error as { driverError?: { code?: string } }).driverError?.code ?? '';
  return ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'PROTOCOL_CONNECTION_LOST', 'ER_CON_COUNT_ERROR', 'ER_SERVER_SHUTDOWN'].includes(code);
}
