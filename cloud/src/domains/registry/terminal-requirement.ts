import { type EntityManager, IsNull } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import { ensure } from '../../http/errors';
import { Market } from './market.entity';
import { TerminalDevice } from './terminal-device.entity';

/**
 * 要求操作员使用固定端: whether a market's operators may work at its paired terminals only. Setting it twice changes nothing.
 * @throws registry.market_not_found, terminal.none_paired where nobody could log in any more
 */
export async function requireTerminal(tx: EntityManager, { marketId, isRequired }: { marketId: string; isRequired: boolean }, by: By): Promise<void> {
  const market = await tx.findOne(Market, { where: { id: marketId }, lock: { mode: 'pessimistic_write' } });
  ensure(market, 'registry.market_not_found');
  if (market.requiresTerminal === isRequired) return;
  const isReady = await tx.exists(TerminalDevice, { where: { endedAt: IsNull(), terminal: { marketId, state: 'in_force' } } });
  ensure(!isRequired || isReady, 'terminal.none_paired');
  await tx.update(Market, marketId, { requiresTerminal: isRequired });
  await audit(tx, by, { action: 'registry.terminal_required', subject: { type: 'market', id: marketId }, changes: { requiresTerminal: { before: !isRequired, after: isRequired } } });
}

interface Row {
  id: string;
  name: string;
  requiresTerminal: number;
  inForce: number;
  paired: number;
}

/** Markets that have a terminal in force or require one, or one of them: whether it is required there, and how many are in force and paired. */
export async function terminalMarkets(tx: EntityManager, marketId: string | undefined) {
  const rows: Row[] = await tx.query(
    `SELECT m.id, m.name, m.requires_terminal AS requiresTerminal, COUNT(t.id) AS inForce, COUNT(d.id) AS paired
     FROM markets m LEFT JOIN terminals t ON t.market_id = m.id AND t.state = 'in_force' LEFT JOIN terminal_devices d ON d.live_terminal_id = t.id
     ${marketId ? 'WHERE m.id = ?' : ''} GROUP BY m.id, m.name, m.requires_terminal, m.code HAVING COUNT(t.id) > 0 OR m.requires_terminal ORDER BY m.code`,
    marketId ? [marketId] : [],
  );
  return rows.map(({ requiresTerminal, inForce, paired, ...market }) => ({ ...market, requiresTerminal: Boolean(requiresTerminal), inForce: Number(inForce), paired: Number(paired) }));
}
