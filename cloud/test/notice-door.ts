import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PaymentChannel, PaymentNotice, RawNotice } from '../src/adapters/payment/payment';

/** Where a pay service sends its notices: what was taken, what was refused and why, and all of it as it came. */
export interface NoticeDoor {
  url: string;
  taken: PaymentNotice[];
  /** The codes of the refusals. */
  refused: string[];
  raw: RawNotice[];
  close(): Promise<void>;
}

/** A merchant's door that does nothing but read notices by this channel, and answer. */
export async function openNoticeDoor(channel: PaymentChannel): Promise<NoticeDoor> {
  const door: Pick<NoticeDoor, 'taken' | 'refused' | 'raw'> = { taken: [], refused: [], raw: [] };
  const take = async (notice: RawNotice): Promise<boolean> => {
    door.raw.push(notice);
    try {
      door.taken.push(await channel.readNotice(notice));
      return true;
    } catch (error) {
      door.refused.push(String((error as { providerCode?: string }).providerCode));
      return false;
    }
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void take({ headers: request.headers as RawNotice['headers'], body: Buffer.concat(chunks) }).then((taken) => {
        const { status, type, body } = channel.acknowledgement(taken);
        response.writeHead(status, type ? { 'content-type': type } : {}).end(body);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...door,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notices`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
