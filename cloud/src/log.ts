import { pino, type Logger, stdSerializers } from 'pino';
import type { FullDisks } from './full-disks';

/** So much waits for a log that takes nothing for the moment; what comes then is lost, for the work goes on. */
const mostWaitingBytes = 1_000_000;

/**
 * The log of a process, on standard output unless said otherwise: one JSON object a line. Where it cannot be written (a full disk, a reader that went away) the
 * process goes on without it; pino's own destination would end it.
 */
export function createLog(level: string, fullDisks: Pick<FullDisks, 'met'>, file = 1): Logger {
  const destination = pino.destination({ dest: file, sync: true, maxLength: mostWaitingBytes });
  destination.removeAllListeners('error');
  destination.on('error', ({ code }: NodeJS.ErrnoException) => code === 'ENOSPC' && fullDisks.met('log'));
  return pino({ level, base: undefined, serializers: { err: withoutValues } }, destination);
}

/** An error for the log: the database's errors carry the values of their statement, which may be personal data. */
function withoutValues(error: Error): object {
  const { parameters: _parameters, sql: _sql, driverError: _driverError, sqlMessage: _sqlMessage, ...shown } = stdSerializers.err(error) as unknown as Record<string, unknown>;
  return shown;
}
