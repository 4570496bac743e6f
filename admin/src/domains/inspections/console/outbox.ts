/** Something to be told to the server, with its own Idempotency-Key inside: sent again it is the same. */
export interface Errand {
  send: () => Promise<unknown>;
  onDone?: (answer: unknown) => void;
  /** The server said no: it will not be sent again. */
  onRefused: (error: unknown) => void;
}

interface OutboxOptions {
  /** Whether sending it again may help. */
  mayPass: (error: unknown) => boolean;
  pause: (milliseconds: number) => Promise<void>;
  /** Something was put in, sent, or has to be tried again. */
  onChange: () => void;
}

/** How long to wait before the next try: 1, 2, 4 … seconds, at most 20. */
export function pauseBefore(attempt: number): number {
  return Math.min(20_000, 1_000 * 2 ** Math.max(0, attempt - 1));
}

/**
 * Sends in the background what was decided. What concerns one case goes in its order, one after the other; the cases do not wait for
 * each other. Without a line to the server it tries again until there is an answer; after a refusal the rest of the case's line is void.
 */
export function createOutbox({ mayPass, pause, onChange }: OutboxOptions) {
  const lines = new Map<string, Errand[]>();
  const troubled = new Set<string>();

  async function work(caseId: string, line: Errand[]): Promise<void> {
    for (let attempt = 1; line[0]; ) {
      const errand = line[0];
      try {
        const answer = await errand.send();
        line.shift();
        attempt = 1;
        troubled.delete(caseId);
        if (line.length === 0) lines.delete(caseId);
        errand.onDone?.(answer);
      } catch (error) {
        if (mayPass(error)) {
          troubled.add(caseId);
          onChange();
          await pause(pauseBefore(attempt++));
          continue;
        }
        line.length = 0;
        lines.delete(caseId);
        troubled.delete(caseId);
        errand.onRefused(error);
      }
      onChange();
    }
  }

  return {
    put: (caseId: string, errand: Errand) => {
      const line = lines.get(caseId);
      if (line) return void line.push(errand);
      const begun = [errand];
      lines.set(caseId, begun);
      onChange();
      void work(caseId, begun);
    },
    isBusy: (caseId: string) => lines.has(caseId),
    /** How many cases wait for the server's answer. */
    size: () => lines.size,
    /** How many of them have failed at least once. */
    troubled: () => troubled.size,
  };
}

export type Outbox = ReturnType<typeof createOutbox>;
