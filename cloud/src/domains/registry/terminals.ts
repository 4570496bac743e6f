import { type EntityManager, Not } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { ensure } from '../../http/errors';
import { type Cause, enter, type Entry, type Reason } from './ledger';
import { Market } from './market.entity';
import { nextRegisterNumber } from './numbers';
import type { RegisterRequest } from './register-request.entity';
import { putOutDevice } from './terminal-devices';
import { Terminal } from './terminal.entity';

async function lockTerminal(tx: EntityManager, id: string): Promise<Terminal> {
  const terminal = await tx.findOne(Terminal, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(terminal, 'registry.terminal_not_found');
  return terminal;
}

/** The last day of a market whose right was cancelled: it is over when a terminal is opened there anew. */
export const untilReadmitted = '9999-12-31';

/** 固定端开通, in a market; one whose right was cancelled is admitted anew with it. @returns its id. */
export async function openTerminal(tx: EntityManager, { marketId, name, location }: Pick<Terminal, 'marketId' | 'name' | 'location'>, by: By, cause: Cause = {}): Promise<string> {
  const id = uuidv7();
  const number = await nextRegisterNumber(tx, 'terminal', by.at);
  await tx.insert(Terminal, { id, number, marketId, name, location, state: 'in_force', edition: 1, openedOn: dayInShanghai(by.at), suspendedUntil: null, endedOn: null });
  await tx.update(Market, { id: marketId, suspendedUntil: untilReadmitted }, { suspendedUntil: null });
  await enter(tx, by, { subject: { type: 'terminal', id, name: number }, action: 'issued', reason: 'new', delta: 1, marketId, ...cause });
  return id;
}

/** What the approval of a request about a terminal does. */
export async function decideTerminal(tx: EntityManager, request: RegisterRequest, by: By): Promise<{ subjectId?: string; oldValues?: Record<string, string> }> {
  const { id: requestId, kind, newValues } = request;
  if (kind === 'terminal_issue') return { subjectId: await openTerminal(tx, { marketId: request.marketId!, name: newValues.name!, location: newValues.location! }, by, { requestId }) };
  const terminal = await lockTerminal(tx, request.subjectId!);
  ensure(terminal.state !== 'closed', 'registry.wrong_state');
  const { id, number, marketId, edition, name, location } = terminal;
  const entry: Omit<Entry, 'action'> = { subject: { type: 'terminal', id, name: number }, reason: request.reason!, delta: 0, marketId, requestId };
  if (kind === 'terminal_change') {
    await tx.update(Terminal, id, { name: newValues.name!, location: newValues.location! });
    await enter(tx, by, { ...entry, action: 'changed', changes: { name: { before: name, after: newValues.name! }, location: { before: location, after: newValues.location! } } });
    return { oldValues: { name, location } };
  }
  if (kind === 'terminal_reissue') {
    await tx.update(Terminal, id, { edition: edition + 1 });
    await putOutDevice(tx, { terminalId: id, number, reason: 'reissued' }, by);
    await enter(tx, by, { ...entry, action: 'reissued', changes: { edition: { before: String(edition), after: String(edition + 1) } } });
  } else await closeTerminal(tx, terminal, request.reason!, by, { requestId });
  return {};
}

async function closeTerminal(tx: EntityManager, { id, number, marketId, state }: Terminal, reason: Reason, by: By, cause: Cause = {}): Promise<void> {
  await tx.update(Terminal, id, { state: 'closed', suspendedUntil: null, endedOn: dayInShanghai(by.at) });
  await putOutDevice(tx, { terminalId: id, number, reason: 'closed' }, by);
  await enter(tx, by, { subject: { type: 'terminal', id, name: number }, action: 'ended', reason, delta: -1, marketId, changes: { state: { before: state, after: 'closed' } }, ...cause });
}

/** 取消 of a market's right: its terminals close, and no deal begins there until one is opened anew. @returns how many there were. */
export async function closeMarket(tx: EntityManager, marketId: string, by: By): Promise<number> {
  await tx.update(Market, marketId, { suspendedUntil: untilReadmitted });
  const open = await tx.find(Terminal, { where: { marketId, state: Not('closed') }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  for (const terminal of open) await closeTerminal(tx, terminal, 'sanction', by);
  return open.length;
}

/** 暂停 or 恢复 of a terminal. @throws registry.wrong_state */
export async function moveTerminal(tx: EntityManager, id: string, to: { state: 'in_force' | 'suspended'; until: string | null; reason: Reason }, by: By, cause: Cause): Promise<void> {
  const { state, number, marketId, suspendedUntil } = await lockTerminal(tx, id);
  if (to.reason === 'term_over' && (state !== 'suspended' || suspendedUntil! >= dayInShanghai(by.at))) return;
  ensure(state !== 'closed' && (to.state === 'suspended' || state === 'suspended'), 'registry.wrong_state');
  await tx.update(Terminal, id, { state: to.state, suspendedUntil: to.until });
  const action = to.state === 'suspended' ? 'suspended' : 'resumed';
  await enter(tx, by, { subject: { type: 'terminal', id, name: number }, action, reason: to.reason, delta: 0, marketId, changes: { state: { before: state, after: to.state } }, ...cause });
}
