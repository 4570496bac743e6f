import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { listEvents, listTerminals } from './lists';
import { presentRequests } from './present-requests';
import { RegisterRequest } from './register-request.entity';
import { mayReadRequests } from './request-rules';
import { devicesOf } from './terminal-devices';

/** 固定端名册 with the PC of each; a market's people see those of their own market. */
export async function terminalsFor(tx: EntityManager, filter: Parameters<typeof listTerminals>[1], { marketId }: StaffActor) {
  const terminals = await listTerminals(tx, { ...filter, ...(marketId ? { marketId } : {}) });
  const devices = await devicesOf(tx, terminals.map(({ id }) => id));
  return terminals.map((terminal) => ({ ...terminal, device: devices.get(terminal.id) ?? null }));
}

/** 固定端档案. @throws registry.terminal_not_found */
export async function terminalFile(tx: EntityManager, keys: KeyRing, id: string, actor: StaffActor) {
  const [terminal] = await terminalsFor(tx, { id }, actor);
  ensure(terminal, 'registry.terminal_not_found');
  const found = mayReadRequests(actor) ? await tx.find(RegisterRequest, { where: { subjectId: id }, order: { requestedAt: 'DESC' }, take: 50 }) : [];
  const [requests, events] = [await presentRequests(tx, keys, found, actor), await listEvents(tx, { subjectId: id }, { limit: 100 })];
  return { ...terminal, requests, events: events.items };
}
