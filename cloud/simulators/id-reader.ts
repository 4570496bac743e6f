import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type Call, note } from './calls';
import { createFaults, type Fault, playedOnConnection, sendTruncated } from './faults';
import { readerPage } from './id-reader-page';
import { listenLocally, readBody, sendHtml, sendJson } from './local-server';

/** What a card says, as far as it may leave the bridge; `validUntil` is null for 长期. */
export interface LaidCard {
  name: string;
  idNumber: string;
  validUntil: string | null;
}
/** The closed list of `.readme/id-reader.md`. */
export type ReaderProblem = 'reader_unplugged' | 'reader_busy' | 'reader_failed' | 'card_unreadable' | 'card_moved' | 'card_unsupported';
export type IdReaderOperation = 'reader' | 'cards';

/** 身份证读卡程序 (读卡桥) of a counter's PC with its reader, as `.readme/id-reader.md` says it; cards are laid by a hand that the test moves. */
export interface IdReaderSimulator {
  url: string;
  calls: Call<IdReaderOperation>[];
  /** Pages of this origin may read from now on. */
  allow(origin: string): void;
  /** Lays a card on the reader, which reads it at once. `more` is put into the event, for a bridge that sends what it must not. */
  lay(card: LaidCard, more?: object): void;
  takeAway(): void;
  /** The reader cannot; it is over with the next card, or when it is empty. */
  fail(problem: ReaderProblem): void;
  /** The last event once more, as if the line had stuttered. */
  repeat(): void;
  /** Every line is dropped, as when the program is started again. */
  dropLines(): void;
  /** Everything comes so much later from now on. */
  answerLate(milliseconds: number): void;
  /** A bridge of another version: 1.x adds fields and events, a later one serves `/v1` no more. */
  speak(protocol: string): void;
  failNext(fault: Fault, operation?: IdReaderOperation): void;
  close(): Promise<void>;
}

interface IdReaderOptions {
  port: number;
  /** Origins whose pages may read; all others are refused. */
  origins?: string[];
  /** Made-up people whose cards lie beside the reader of a local run. */
  people?: { name: string; idNumber: string }[];
}

export async function startIdReader({ port, origins = [], people = [] }: IdReaderOptions): Promise<IdReaderSimulator> {
  const allowed = new Set(origins);
  const faults = createFaults<IdReaderOperation>();
  const calls: Call<IdReaderOperation>[] = [];
  const lines = new Set<ServerResponse>();
  let protocol = '1.0';
  let late = 0;
  let state = eventOf('gone', { at: new Date() });

  const tell = (line: ServerResponse, event: string) => void pause(late).then(() => line.destroyed || line.write(event));
  const happen = (event: string) => {
    state = event;
    for (const line of lines) tell(line, event);
  };
  const lay = (card: LaidCard, more: object = {}) => {
    if (protocol !== '1.0') for (const line of lines) tell(line, eventOf('lamp', { colour: 'green' }));
    happen(eventOf('card', { id: randomUUID(), ...card, readAt: new Date(), ...(protocol === '1.0' ? {} : { readingMilliseconds: 900 }), ...more }));
  };
  const takeAway = () => happen(eventOf('gone', { at: new Date() }));

  const answers: Record<IdReaderOperation, (response: ServerResponse, fault: Fault | undefined) => void> = {
    reader(response, fault) {
      const told = fault === 'tampered' ? { protocol: 1, model: '<b>' } : { protocol, model: 'YB-100 模拟读卡器', serial: 'SIM-0001', ...(protocol === '1.0' ? {} : { software: '3.2' }) };
      if (fault === 'truncated') sendTruncated(response, 200, { 'content-type': 'application/json' }, Buffer.from(JSON.stringify(told)));
      else sendJson(response, 200, told);
    },
    cards(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      lines.add(response);
      response.on('close', () => lines.delete(response));
      tell(response, state);
    },
  };

  const server = await listenLocally(port, async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    if (pathname === '/') return sendHtml(response, 200, readerPage(people));
    if (pathname === '/simulator/hand' && request.method === 'POST') return moveHand(request, response);
    if (request.headers.host !== `127.0.0.1:${server.port}`) return refuse(response, 403, 'host_refused');
    const origin = request.headers.origin ?? '';
    if (!allowed.has(origin)) return refuse(response, 403, 'origin_refused');
    response.setHeader('access-control-allow-origin', origin).setHeader('vary', 'Origin').setHeader('cache-control', 'no-store');
    if (request.method === 'OPTIONS') return void response.writeHead(204, preflight(request)).end();
    const operation = ({ '/v1/reader': 'reader', '/v1/cards': 'cards' } as const)[pathname];
    if (!operation) return refuse(response, 404, 'not_found');
    if (request.method !== 'GET') return refuse(response, 405, 'method_not_allowed');
    if (!protocol.startsWith('1.')) return refuse(response, 410, 'version_gone');
    note(calls, operation, { origin });
    const fault = faults.take(operation);
    if (playedOnConnection(fault, request, response)) return;
    if (fault === 'refuse') return refuse(response, 503, 'too_many');
    await pause(late);
    answers[operation](response, fault);
  });

  /** What the buttons of the local run's page send: `{"lay": 0}` for the first of the people, `{"takeAway": true}`, `{"fail": "card_unreadable"}`. */
  async function moveHand(request: IncomingMessage, response: ServerResponse) {
    const asked = JSON.parse((await readBody(request, 1000)).toString()) as { lay?: number; fail?: ReaderProblem };
    const person = asked.lay === undefined ? undefined : people[asked.lay];
    if (person) lay({ name: person.name, idNumber: person.idNumber, validUntil: null });
    else if (asked.fail) happen(eventOf('problem', { code: asked.fail, at: new Date() }));
    else takeAway();
    sendJson(response, 200, { lines: lines.size });
  }

  return {
    url: `http://127.0.0.1:${server.port}`,
    calls,
    allow: (origin) => void allowed.add(origin),
    lay,
    takeAway,
    fail: (code) => happen(eventOf('problem', { code, at: new Date() })),
    repeat: () => happen(state),
    dropLines: () => lines.forEach((line) => line.destroy()),
    answerLate: (milliseconds) => void (late = milliseconds),
    speak: (version) => void (protocol = version),
    failNext: faults.failNext,
    close: server.close,
  };
}

const eventOf = (name: string, data: object) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** Chromium asks before a page of the internet may speak to this computer. */
function preflight(request: IncomingMessage): Record<string, string> {
  const isPrivate = request.headers['access-control-request-private-network'] === 'true';
  return { 'access-control-allow-methods': 'GET', 'access-control-max-age': '600', ...(isPrivate ? { 'access-control-allow-private-network': 'true' } : {}) };
}

function refuse(response: ServerResponse, status: number, code: string): void {
  sendJson(response, status, { error: code });
}
