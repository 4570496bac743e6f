import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** 函数计算 asks so before it takes an instance away; what comes from outside is marked `/http-invoke`, and cannot mark itself otherwise. */
const asksToStop = ({ method, url, headers }: IncomingMessage) => method === 'GET' && url === '/pre-stop' && headers['x-fc-control-path'] !== '/http-invoke' && headers['x-fc-request-id'] !== undefined;

/**
 * Stands before a server on Function Compute and answers its pre-stop hook (`GET /pre-stop`): once every other request has been
 * answered and `release` is done, so that nothing acknowledged and nothing in hand is cut off. Later requests are sent elsewhere (503).
 * @param announce tells those in hand to come to an end
 */
export function withPreStop(answer: RequestListener, release: () => Promise<void>, announce = () => {}): RequestListener {
  const inHand = new Set<ServerResponse>();
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    announce();
    await Promise.all([...inHand].map((response) => new Promise<void>((resolve) => void response.once('close', resolve))));
    await release();
  };
  return (request, response) => {
    if (asksToStop(request)) {
      stopping ??= stop();
      stopping.then(
        () => response.writeHead(200, { connection: 'close' }).end(),
        () => response.writeHead(500, { connection: 'close' }).end(),
      );
      return;
    }
    if (stopping) return void response.writeHead(503, { connection: 'close', 'retry-after': '1' }).end();
    inHand.add(response);
    response.once('close', () => inHand.delete(response));
    answer(request, response);
  };
}
