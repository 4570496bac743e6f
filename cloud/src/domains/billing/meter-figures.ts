import type { EntityManager } from 'typeorm';
import { dayInShanghai } from '../../clock';
import { daysOf } from '../ledger/calendar-month';
import { marketIsMember } from '../members/standings';
import { meteringOf } from './completeness';

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
  const cars = (condition: string) => `SUM(IF(${condition}, IF(kind = 'charge', 1, -1), 0))`;
  // Summed over the index alone, before the names are joined.
  const rows: Row[] = await tx.query(
    `SELECT e.*, k.name AS marketName FROM (
       SELECT market_id AS marketId, ${cars('exemption IS NULL AND member')} AS memberVehicles, ${cars('exemption IS NULL AND NOT member')} AS nonMemberVehicles, ${cars('exemption IS NOT NULL')} AS exempt,
         SUM(fen) AS fen, SUM(IF(kind = 'charge', stored_bytes, -stored_bytes)) AS storedBytes
       FROM meter_events WHERE month = ? GROUP BY market_id
     ) e JOIN markets k ON k.id = e.marketId ORDER BY k.code`,
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
  const { first: from, last: to } = daysOf(month);
  const { completed, metered } = await meteringOf(tx, { from, to });
  return { month, markets, memberVehicles: sum('memberVehicles'), nonMemberVehicles: sum('nonMemberVehicles'), exempt: sum('exempt'), fen: sum('fen'), storedBytes: sum('storedBytes'), completed, unmetered: completed - metered };
}
