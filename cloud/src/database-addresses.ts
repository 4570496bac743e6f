import { connect, type Socket } from 'node:net';

/** Where one database server answers. */
export interface DatabaseAddress {
  /** As DATABASE_URL writes it, `host:port`; the same words in every process. */
  name: string;
  host: string;
  port: number;
  socketPath?: string;
}

/** What DATABASE_URL says: one address, or those of a cluster's nodes, `mysql://user:password@db1:3306,db2:3306,db3:3306/name`. */
export interface DatabaseUrl {
  addresses: DatabaseAddress[];
  username: string;
  password: string;
  database: string;
}

/** @throws TypeError where it is no address */
export function readDatabaseUrl(url: string): DatabaseUrl {
  const [, before = '', hosts = '', after = ''] = /^([a-z]+:\/\/(?:[^@/]*@)?)([^/?]*)(.*)$/.exec(url) ?? [];
  const each = hosts.split(',').map((host) => new URL(before + host + after));
  const { username, password, pathname } = each[0]!;
  const addresses = each.map(({ hostname, port, searchParams }) => {
    const socketPath = searchParams.get('socketPath') ?? undefined;
    return { name: socketPath ?? `${hostname}:${port || 3306}`, host: hostname, port: Number(port || 3306), ...(socketPath ? { socketPath } : {}) };
  });
  return { addresses, username: decodeURIComponent(username), password: decodeURIComponent(password), database: pathname.slice(1) };
}

/** How long the database is waited for. A story gives other numbers, so as not to wait so long itself. */
export interface DatabasePatience {
  /** The connections are looked at so often; after three looks without a word on a statement, the node is asked whether it lives. */
  lookMs: number;
  /** A server that lives answers a new connection within this time. */
  answerMs: number;
  /** Until what was on its way at the node before has arrived. */
  settleMs: number;
  /** How often something is tried that was certainly not done. */
  mostTries: number;
}

export const usualPatience: DatabasePatience = { lookMs: 1000, answerMs: 5000, settleMs: 500, mostTries: 8 };

const silentLooks = 3;
/** Whoever has not looked for so long was asleep itself (Function Compute), and nobody knows what became of its connections. */
const asleepLooks = 10;
/** A node that was found dead is not asked again for so many seconds. */
const deadSeconds = 10;

/** The addresses of a database, one of them used at a time by all connections of this process until it fails. */
export interface Addresses {
  names: string[];
  patience: DatabasePatience;
  /** The one in use. */
  current(): DatabaseAddress;
  /** Opens a connection to the one in use; where it is not answered, the next is in use. */
  open(): Socket;
  /** The address behind a connection that is open. */
  of(socket: unknown): DatabaseAddress | undefined;
  /** Uses another address from now on, where it serves, and cuts the connections to the others; false where it does not serve. */
  turnTo(name: string): Promise<boolean>;
  /** Cuts all connections to an address that does not serve, and uses the next one; where there is no other, only those that nobody uses: some may still be read through. */
  leave(name: string): void;
  close(): void;
}

interface Line {
  address: DatabaseAddress;
  /** Bytes sent when the last answer came: what has been sent since waits for one. */
  answered: number;
  silentFor: number;
}

/**
 * Watches the connections, so that a node that is frozen or gone without a farewell is left after some seconds: a statement may
 * take as long as it needs, but a node where one is silent must answer a new connection.
 * @param serves whether the server at an address lets us in and answers
 * @param dropIdle closes the connections that nobody uses
 */
export function openAddresses(list: DatabaseAddress[], patience: DatabasePatience, serves: (address: DatabaseAddress) => Promise<boolean>, dropIdle: () => void): Addresses {
  let at = 0;
  let looked = performance.now();
  const lines = new Map<Socket, Line>();
  const examined = new Set<DatabaseAddress>();
  const foundDead = new Map<DatabaseAddress, number>();

  const failed = (address: DatabaseAddress) => {
    if (list[at] === address) at = (at + 1) % list.length;
  };
  const cut = (isCut: (socket: Socket, line: Line) => boolean) => {
    for (const [socket, line] of lines) if (isCut(socket, line)) socket.destroy(Object.assign(new Error(`the database at ${line.address.name} was left`), { code: 'ECONNRESET' }));
  };
  const leave = (address: DatabaseAddress) => {
    failed(address);
    cut((_socket, line) => line.address === address);
  };
  async function examine(address: DatabaseAddress): Promise<void> {
    examined.add(address);
    if (!(await serves(address))) {
      foundDead.set(address, performance.now());
      leave(address);
    }
    examined.delete(address);
  }
  const watch = setInterval(() => {
    const silent = new Set<DatabaseAddress>();
    if (performance.now() - looked > asleepLooks * patience.lookMs) dropIdle();
    looked = performance.now();
    for (const [socket, line] of lines) {
      // Counted in turns of this clock, so that a process that was busy itself does not suspect the other side.
      line.silentFor = socket.bytesWritten > line.answered ? line.silentFor + 1 : 0;
      if (line.silentFor >= silentLooks) silent.add(line.address);
    }
    for (const address of silent) if (!examined.has(address)) void examine(address);
  }, patience.lookMs).unref();

  return {
    names: list.map(({ name }) => name),
    patience,
    current: () => list[at]!,
    open() {
      const address = list[at]!;
      const socket = address.socketPath ? connect(address.socketPath) : connect(address.port, address.host);
      const line = { address, answered: 0, silentFor: 0 };
      lines.set(socket, line);
      let greeted = false;
      socket.setNoDelay(true).setKeepAlive(true, 10_000);
      socket.on('data', () => {
        greeted = true;
        line.answered = socket.bytesWritten;
        line.silentFor = 0;
      });
      socket.on('close', () => {
        lines.delete(socket);
        if (!greeted) failed(address);
      });
      return socket;
    },
    of: (socket) => lines.get(socket as Socket)?.address,
    async turnTo(name) {
      const address = list.find((one) => one.name === name);
      if (!address || performance.now() - (foundDead.get(address) ?? -Infinity) < deadSeconds * 1000 || !(await serves(address))) return false;
      at = list.indexOf(address);
      cut((_socket, line) => line.address !== address);
      return true;
    },
    leave(name) {
      const address = list.find((one) => one.name === name);
      if (list.length === 1) dropIdle();
      else if (address) leave(address);
    },
    close: () => clearInterval(watch),
  };
}
