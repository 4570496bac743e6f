/** What the register says of a code at this moment: the JSON twin of the public page behind it. */
export interface RegisterAnswer {
  tone: 'good' | 'neutral' | 'bad';
  title: string;
  sentence: string;
  rows: [label: string, value: string][];
  /** When it said so, and by how much this computer's clock is behind the server's (ms; before it, negative). */
  at: number;
  clockBehind: number;
}

/** A market does not wait for a slow line: the signature has been checked by then. */
const patienceMs = 6_000;

/**
 * Asks the server for the state of the certificate behind a code.
 * @throws Error with a Chinese sentence where there is no answer
 */
export async function askRegister(token: string): Promise<RegisterAnswer> {
  const response = await fetch(`/check/${token}`, {
    headers: { accept: 'application/json' },
    cache: 'no-store',
    signal: AbortSignal.timeout(patienceMs),
  }).catch(() => {
    throw new Error('连不上服务器');
  });
  const at = Date.now();
  if (response.status === 429) throw new Error('查验太频繁，请稍等片刻再扫');
  const body = response.ok ? ((await response.json().catch(() => undefined)) as Omit<RegisterAnswer, 'at' | 'clockBehind'> | undefined) : undefined;
  if (!body?.title) throw new Error('服务器没有给出结果');
  return { ...body, at, clockBehind: clockBehindBy(response.headers.get('date'), at) };
}

/** The server names whole seconds: on average it is half a second later than it says. */
export function clockBehindBy(serverDate: string | null, now: number): number {
  const server = serverDate === null ? NaN : Date.parse(serverDate);
  return Number.isNaN(server) ? 0 : server + 500 - now;
}
