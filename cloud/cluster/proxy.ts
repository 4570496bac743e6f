import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands before the processes of the bench, as a load balancer does in production: it asks each one by /readyz whether it is of use. */
export interface Proxy {
  url: string;
  /** Ports that are ready now. */
  ready(): number[];
  close(): Promise<void>;
}

const everyMs = 500;
const patienceMs = 5000;

/** Hands requests on in turn to those that are ready; where none is, it answers 503 itself. */
export async function startProxy(ports: number[]): Promise<Proxy> {
  const agent = new Agent({ keepAlive: true });
  let ready: number[] = [];
  let turn = 0;

  const isReady = (port: number) =>
    fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(patienceMs) }).then(
      ({ ok }) => ok,
      () => false,
    );
  const look = setInterval(() => {
    for (const port of ports)
      void isReady(port).then((is) => {
        if (is !== ready.includes(port)) ready = is ? [...ready, port] : ready.filter((one) => one !== port);
      });
  }, everyMs);

  const server = createServer((asked: IncomingMessage, answer: ServerResponse) => {
    const port = ready[turn++ % ready.length];
    if (port === undefined) return void answer.writeHead(503).end();
    const handed = request({ host: '127.0.0.1', port, method: asked.method, path: asked.url, headers: asked.headers, agent }, (given) => {
      answer.writeHead(given.statusCode!, given.headers);
      given.pipe(answer);
      given.on('error', () => answer.destroy());
    });
    handed.on('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()));
    asked.pipe(handed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ready: () => ready,
    close: () => {
      clearInterval(look);
      agent.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
