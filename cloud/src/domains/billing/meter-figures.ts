import type { EntityManager } from 'typeorm';
import { dayInShanghai } from '../../clock';
import { daysOf, momentsOf } from '../ledger/calendar-month';
import { marketIsMember } from '../members/standings';

interface Row {
  marketId: string;
  marketName: string;
  memberVehicles: string;
  nonMemberVehicles: string;
  exempt: string;
  fen: string;
  storedBytes: string;
}

/** 计量 of a month of completion: what stands of it by market (a reversal takes its charge away), against the deals that were completed in it. */
export async function meterFigures(tx: EntityManager, month: string, now: Date) {
  const cars = (condition: string) => `SUM(IF(${condition}, IF(e.kind = 'charge', 1, -1), 0))`;
  const rows: Row[] = await tx.query(
    `SELECT e.market_id AS marketId, k.name AS marketName, ${cars('e.exemption IS NULL AND e.member')} AS memberVehicles, ${cars('e.exemption IS NULL AND NOT e.member')} AS nonMemberVehicles,
       ${cars('e.exemption IS NOT NULL')} AS exempt, SUM(e.fen) AS fen, SUM(IF(e.kind = 'charge', e.stored_bytes, -e.stored_bytes)) AS storedBytes
     FROM meter_events e JOIN markets k ON k.id = e.market_id WHERE e.month = ? GROUP BY e.market_id, k.name, k.code ORDER BY k.code`,
    [month],
  );
  const last = [daysOf(month).last, dayInShanghai(now)].sort()[0]!;
  const markets = await Promise.all(
    rows.map(async ({ marketId, marketName, ...sums }) => {
      const [memberVehicles, nonMemberVehicles, exempt, fen, storedBytes] = [sums.memberVehicles, sums.nonMemberVehicles, sums.exempt, sums.fen, sums.storedBytes].map(Number) as [number, number, number, number, number];
      return { marketId, marketName, member: await marketIsMember(tx, marketId, last), memberVehicles, nonMemberVehicles, exempt, fen, storedBytes };
    }),
  );
  const sum = (of: 'memberVehicles' | 'nonMemberVehicles' | 'exempt' | 'fen' | 'storedBytes') => markets.reduce((total, market) => total + market[of], 0);
  return { month, markets, memberVehicles: sum('memberVehicles'), nonMemberVehicles: sum('nonMemberVehicles'), exempt: sum('exempt'), fen: sum('fen'), storedBytes: sum('storedBytes'), ...(await completeness(tx, month)) };
}

/** 完整性: every completed deal has its event, charged or not. */
async function completeness(tx: EntityManager, month: string): Promise<{ completed: number; unmetered: number }> {
  const [row]: { completed: string; metered: string }[] = await tx.query(
    `SELECT COUNT(*) AS completed, COUNT(e.id) AS metered FROM transactions t LEFT JOIN meter_events e ON e.transaction_id = t.id AND e.turn = 1
     WHERE t.completed_at >= ? AND t.completed_at < ?`,
    momentsOf(month),
  );
  const [completed, metered] = [Number(row!.completed), Number(row!.metered)];
  return { completed, unmetered: completed - metered };
}
