import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * How a provider can fail a caller:
 * `hang` never answers · `reset` drops the connection unread · `html_502` a proxy's page instead of the provider ·
 * `refuse` the provider's own refusal · `truncated` half of the answer, then the connection drops ·
 * `bad_signature` an answer signed with another key · `unsigned` an answer without a signature ·
 * `tampered` an answer changed after it was signed · `lost_answer` all is done, but the caller never hears of it ·
 * `foreign_key_url` a callback that names a key of another site · `rate_limited` asked too often ·
 * `system_error` the provider's own "try again" · `stale` an answer that was signed ten minutes ago ·
 * `unknown_serial` an answer that names a certificate which nobody issued.
 */
export type Fault =
  | 'hang'
  | 'reset'
  | 'html_502'
  | 'refuse'
  | 'truncated'
  | 'bad_signature'
  | 'unsigned'
  | 'tampered'
  | 'lost_answer'
  | 'foreign_key_url'
  | 'rate_limited'
  | 'system_error'
  | 'stale'
  | 'unknown_serial';

export interface Faults<Operation extends string> {
  /** The next request, or the next one of this operation, fails in this way; the one after it does not. */
  failNext(fault: Fault, operation?: Operation): void;
  /** The fault that the request at hand shall meet, if any; it is used up. */
  take(operation: Operation): Fault | undefined;
}

export function createFaults<Operation extends string>(): Faults<Operation> {
  const waiting: { fault: Fault; operation: Operation | undefined }[] = [];
  return {
    failNext: (fault, operation) => void waiting.push({ fault, operation }),
    take(operation) {
      const index = waiting.findIndex((item) => item.operation === undefined || item.operation === operation);
      return index < 0 ? undefined : waiting.splice(index, 1)[0]?.fault;
    },
  };
}

/** Plays the faults that look the same with every provider; true where the request needs no other answer. */
export function playedOnConnection(
  fault: Fault | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (fault === 'hang') {
    request.resume();
    return true;
  }
  if (fault === 'reset') {
    request.destroy();
    return true;
  }
  if (fault === 'html_502') {
    request.resume();
    response.writeHead(502, { 'content-type': 'text/html' }).end('<html><body><h1>502 Bad Gateway</h1></body></html>');
    return true;
  }
  return false;
}

/** Promises the whole length, sends half and drops the connection. */
export function sendTruncated(response: ServerResponse, status: number, headers: Record<string, string>, body: Buffer) {
  response.writeHead(status, { ...headers, 'content-length': String(body.length) });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}
