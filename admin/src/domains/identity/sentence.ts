import { ApiError, sentenceOf } from '../../api';
import { PasskeyError } from './passkey';

/** The Chinese sentence for a failure of the server's or of the browser's passkey dialog. */
export const sentenceOfFactor = (error: unknown) => (error instanceof PasskeyError ? error.message : sentenceOf(error));

/** Seconds for which the server refuses, where a refusal says so. */
export function secondsToWait(error: unknown): number {
  const details = error instanceof ApiError ? (error.details as { retryAfterSeconds?: unknown } | undefined) : undefined;
  return typeof details?.retryAfterSeconds === 'number' ? details.retryAfterSeconds : 0;
}

/** What the server says of one field. */
export const problemOf = (error: unknown, field: string) =>
  error instanceof ApiError ? error.fields.find((at) => at.field === field)?.message : undefined;
