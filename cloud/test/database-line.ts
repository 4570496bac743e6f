import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What becomes of the next COMMIT on the way to the database. */
export type CommitFault = 'deadlock' | 'lost_before' | 'lost_after';

/** A line to the database that a story can spoil. */
export interface DatabaseLine {
  /** `127.0.0.1:port`, as DATABASE_URL writes an address. */
  name: string;
  /** The next COMMITs, of whose transactions a statement contains `marked`, meet these faults, one after the other. */
  spoilCommits(marked: string, ...faults: CommitFault[]): void;
  /** How many of them have come about. */
  spoiled(): number;
  /** As a machine that was stopped: what is connected stays so, nothing is answered; those that `spares` were open before go on. */
  freeze(spared?: ReadonlySet<Socket>): void;
  /** Connections that are open now. */
  open(): ReadonlySet<Socket>;
  /** As a machine that is off: nobody is connected, and nobody gets in. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** The address of the same database over one or more lines. */
export function overLines(databaseUrl: string, lines: DatabaseLine[]): string {
  const { username, password, pathname } = new URL(databaseUrl);
  return `mysql://${username}:${password}@${lines.map(({ name }) => name).join(',')}${pathname}`;
}

/** Opens a line on a free port to the server of this address. */
export async function openDatabaseLine(databaseUrl: string): Promise<DatabaseLine> {
  const { hostname, port, searchParams } = new URL(databaseUrl);
  const socketPath = searchParams.get('socketPath');
  const sockets = new Set<Socket>();
  let spared: ReadonlySet<Socket> | undefined;
  let plan = { marked: '', faults: [] as CommitFault[], done: 0 };

  const server: Server = createServer((client) => {
    const upstream = socketPath ? connect(socketPath) : connect(Number(port || 3306), hostname);
    let isMarked = false;
    let awaited: CommitFault | undefined;
    const end = () => [client, upstream].forEach((socket) => socket.destroy());
    const isFrozen = () => spared !== undefined && !spared.has(client);
    sockets.add(client);
    client.on('close', () => (sockets.delete(client), end())).on('error', end);
    upstream.on('close', end).on('error', end);
    client.on('data', (sent) => {
      if (isFrozen()) return;
      if (plan.marked && sent.includes(plan.marked)) isMarked = true;
      if (!isMarked || !isCommit(sent) || plan.faults.length === 0) return void upstream.write(sent);
      isMarked = false;
      plan.done++;
      awaited = plan.faults.shift()!;
      if (awaited === 'lost_before') return end();
      upstream.write(awaited === 'deadlock' ? command('ROLLBACK') : sent);
    });
    upstream.on('data', (answered) => {
      if (isFrozen()) return;
      if (awaited === 'lost_after') return end();
      client.write(awaited === 'deadlock' ? deadlock : answered);
      awaited = undefined;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => sockets.forEach((socket) => socket.destroy());
  const close = () => new Promise<void>((resolve) => (server.close(() => resolve()), cut()));
  return {
    name: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    spoilCommits: (marked, ...faults) => void (plan = { marked, faults, done: 0 }),
    spoiled: () => plan.done,
    freeze: (these = new Set()) => void (spared = these),
    open: () => new Set(sockets),
    kill: close,
    close,
  };
}

const isCommit = (packet: Buffer) => packet.subarray(5).toString() === 'COMMIT';

/** COM_QUERY with this statement. */
function command(sql: string): Buffer {
  return Buffer.concat([Buffer.from([sql.length + 1, 0, 0, 0, 3]), Buffer.from(sql)]);
}

/** The error packet by which a node of a cluster refuses a COMMIT that came second. */
const deadlock = (() => {
  const text = Buffer.concat([Buffer.from([0xff, 1213 & 0xff, 1213 >> 8]), Buffer.from('#40001Deadlock found when trying to get lock; try restarting transaction')]);
  return Buffer.concat([Buffer.from([text.length, 0, 0, 1]), text]);
})();
