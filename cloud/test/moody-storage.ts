import { createServer, request as ask } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** `down` nobody takes a connection · `broken` answers 503 in OSS's own words · `slow` takes its time with each request · `hung` takes it and never answers. */
export type StorageMood = 'well' | 'down' | 'broken' | 'slow' | 'hung';

/** What stands before the bucket, for phones and server alike, and has moods. */
export interface MoodyStorage {
  url: string;
  /** Whoever waits for one that hangs is cut off when it is `down` after that. */
  mood: StorageMood;
  /** How many wait for one that hangs. */
  readonly held: number;
  close(): Promise<void>;
}

const serviceUnavailable = '<?xml version="1.0" encoding="UTF-8"?><Error><Code>ServiceUnavailable</Code><Message>Please reduce your request rate.</Message></Error>';

/** Starts it before the storage at `target`; the addresses differ, and V4 signatures do not cover them. */
export async function startMoodyStorage(target: string, { slowMs = 10_000 } = {}): Promise<MoodyStorage> {
  const held = new Set<Socket>();
  let mood: StorageMood = 'well';
  const server = createServer((request, response) => {
    const pass = () => {
      const onward = ask(target + request.url, { method: request.method!, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      request.on('aborted', () => onward.destroy());
      request.pipe(onward);
    };
    if (mood === 'down') return void request.socket.destroy();
    if (mood === 'hung') {
      held.add(request.socket);
      request.socket.once('close', () => held.delete(request.socket));
      return void request.resume();
    }
    if (mood === 'broken') {
      request.resume();
      return void response.writeHead(503, { 'content-type': 'application/xml' }).end(serviceUnavailable);
    }
    if (mood === 'slow') return void pause(slowMs).then(pass);
    pass();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const storage: MoodyStorage = {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    get mood() {
      return mood;
    },
    set mood(next) {
      mood = next;
      if (next === 'down') for (const socket of held) socket.destroy();
    },
    get held() {
      return held.size;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return storage;
}
