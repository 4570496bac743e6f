import { Agent, createServer, type IncomingMessage, request as ask, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../local/documents/random';

/**
 * What becomes of a request on a bad line: `unheard` never arrives · `half` breaks off while it is sent · `lost` arrives, and its
 * answer does not · `broken` is answered by a proxy's page (502) · `slow` takes its time.
 */
export type LineFault = 'unheard' | 'half' | 'lost' | 'broken' | 'slow';
const faults: readonly LineFault[] = ['unheard', 'half', 'lost', 'broken', 'slow'];

/** The market's line to the internet, as the browser's proxy. It outlives the browser, and sees what really goes over it. */
export interface BadLine {
  /** Arguments for a Chromium whose every request goes over this line, also those to this computer. */
  arguments: string[];
  /** `cut`: nothing goes through. `bad`: one request of three meets a fault. */
  weather: 'good' | 'bad' | 'cut';
  met: Record<LineFault, number>;
  /** What the page said of each picture when it asked for permission to upload it: deal, slot and SHA-256, by the picture's id. */
  declared: Map<string, { dealId: string; slot: string; sha256: string; times: number }>;
  close(): Promise<void>;
}

export async function openLine(random: Random): Promise<BadLine> {
  const server = createServer((request, response) => void carry(request, response).catch(() => response.destroy()));
  server.on('connect', (_, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const line: BadLine = {
    arguments: [`--proxy-server=http://127.0.0.1:${(server.address() as AddressInfo).port}`, '--proxy-bypass-list=<-loopback>'],
    weather: 'good',
    met: { unheard: 0, half: 0, lost: 0, broken: 0, slow: 0 },
    declared: new Map(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function carry(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (line.weather === 'cut') return void request.socket.destroy();
    const body = await bodyOf(request);
    listen(request, body);
    const fault = line.weather === 'bad' && random.chance(1 / 3) ? random.pick(faults) : undefined;
    if (fault) line.met[fault]++;
    if (fault === 'unheard') return void request.socket.destroy();
    if (fault === 'broken') return void response.writeHead(502, { 'content-type': 'text/html' }).end('<html><body><h1>502 Bad Gateway</h1></body></html>');
    if (fault === 'slow') await pause(random.integer(200, 1_500));
    const answer = await forward(request, body, fault === 'half');
    // The line may have been cut while the server worked.
    if (!answer || fault === 'lost' || (line.weather as string) === 'cut') return void request.socket.destroy();
    const { connection: _, 'keep-alive': __, ...headers } = answer.headers;
    response.writeHead(answer.status, headers).end(answer.body);
  }

  function listen({ method, url = '' }: IncomingMessage, body: Buffer): void {
    const dealId = /\/api\/transactions\/([0-9a-f-]{36})\/images$/.exec(url)?.[1];
    if (method !== 'POST' || !dealId) return;
    const { images } = JSON.parse(body.toString()) as { images: { id: string; slot: string; sha256: string }[] };
    for (const { id, slot, sha256 } of images) line.declared.set(id, { dealId, slot, sha256, times: (line.declared.get(id)?.times ?? 0) + 1 });
  }
  return line;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

const onward = new Agent({ keepAlive: true });

/** Sends it on, or only half of what it has to say; undefined where no answer came. */
function forward({ method, url = '', headers }: IncomingMessage, body: Buffer, isHalf: boolean): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const sent = ask(url, { method, agent: onward, headers: { ...headers, connection: 'keep-alive' } }, (answer) => void bodyOf(answer).then((bytes) => resolve({ status: answer.statusCode!, headers: answer.headers, body: bytes }), () => resolve(undefined)));
    sent.on('error', () => resolve(undefined));
    if (isHalf && body.length > 1) sent.write(body.subarray(0, Math.floor(body.length / 2)), () => sent.destroy());
    else if (isHalf) sent.destroy();
    else sent.end(body);
  });
}
