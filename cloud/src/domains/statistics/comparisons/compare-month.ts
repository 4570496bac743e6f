import type { EntityManager } from 'typeorm';
import { startOfDay } from '../../../clock';
import { staffNames } from '../present-imports';
import { periodAfter } from '../periods';
import { rulesInForce } from './comparison-rules';
import { compare } from './compared';
import { isMatched } from './match-registrations';
import { RegistrationList } from './registration.entity';

interface Line {
  marketId: string | null;
  marketName: string;
  completed: number;
  /** Of these, those that a registration explains. */
  explained: number;
  listed: number;
  matched: number;
}

/** What the office's list calls a registration of no market. */
const unnamed = '未写明市场';

/**
 * 按市场核对 of a month, the markets with most difference first. The office's number of a market is that of the lines that name it: where
 * no line names a market, it is not known. Names that no market of ours has stand as the list writes them.
 */
export async function compareMonth(tx: EntityManager, month: string) {
  const { toleranceHundredths, windowDays } = await rulesInForce(tx);
  const list = await tx.findOneBy(RegistrationList, { month });
  const [presented] = list ? await presentLists(tx, [list]) : [];
  const lines = [...(await ofOurs(tx, month, windowDays)), ...(list ? await ofOffice(tx, list.id, windowDays) : [])];
  const isByMarket = lines.some(({ listed, marketName }) => listed > 0 && marketName !== unnamed);
  const markets = joined(lines)
    .filter(({ listed, completed }) => completed > 0 || (isByMarket && listed > 0))
    .map(({ marketId, marketName, completed, explained, listed, matched }) => ({
      ...{ marketId, marketName },
      ...compare(completed, isByMarket ? listed : null, toleranceHundredths),
      ...(list ? { matched: explained, unmatchedOurs: completed - explained, unmatchedOffice: isByMarket ? listed - matched : null } : { matched: null, unmatchedOurs: null, unmatchedOffice: null }),
    }));
  const distance = ({ difference }: (typeof markets)[number]) => Math.abs(difference ?? 0);
  markets.sort((one, other) => distance(other) - distance(one) || other.completed - one.completed || one.marketName.localeCompare(other.marketName, 'zh'));
  return { month, list: presented ?? null, markets };
}

/** 登记明细, the newest month first. */
export async function listRegistrationLists(tx: EntityManager) {
  return { items: await presentLists(tx, await tx.find(RegistrationList, { order: { month: 'DESC' } })) };
}

/** Lists with the names of those who imported them. */
export async function presentLists(tx: EntityManager, lists: RegistrationList[]) {
  const nameOf = await staffNames(tx, lists.map(({ importedBy }) => importedBy));
  return lists.map(({ lineCount, importedBy, ...list }) => ({ ...list, rows: lineCount, importedBy: nameOf(importedBy) }));
}

type Row = { marketId: string | null; marketName: string | null } & Record<'n' | 'both', string>;

async function ofOurs(tx: EntityManager, month: string, windowDays: number): Promise<Line[]> {
  const rows: Row[] = await tx.query(
    `SELECT m.id AS marketId, m.name AS marketName, d.n, d.\`both\` FROM (
       SELECT t.market_id, COUNT(*) AS n, COUNT(r.id) AS \`both\` FROM transactions t LEFT JOIN registrations r ON r.transaction_id = t.id AND ${isMatched('r')}
       WHERE t.completed_at >= ? AND t.completed_at < ? GROUP BY t.market_id
     ) d JOIN markets m ON m.id = d.market_id`,
    [windowDays, startOfDay(`${month}-01`), startOfDay(`${periodAfter(month)}-01`)],
  );
  return rows.map(({ marketId, marketName, n, both }) => ({ marketId, marketName: marketName!, completed: Number(n), explained: Number(both), listed: 0, matched: 0 }));
}

async function ofOffice(tx: EntityManager, listId: string, windowDays: number): Promise<Line[]> {
  const name = 'COALESCE(m.name, r.market_name)';
  const rows: Row[] = await tx.query(
    `SELECT r.market_id AS marketId, ${name} AS marketName, COUNT(*) AS n, SUM(${isMatched('r')}) AS \`both\` FROM registrations r LEFT JOIN markets m ON m.id = r.market_id
     WHERE r.list_id = ? GROUP BY r.market_id, ${name}`,
    [windowDays, listId],
  );
  return rows.map(({ marketId, marketName, n, both }) => ({ marketId, marketName: marketName ?? unnamed, completed: 0, explained: 0, listed: Number(n), matched: Number(both) }));
}

/** One line per market. */
function joined(lines: Line[]): Line[] {
  const byMarket = new Map<string, Line>();
  for (const line of lines) {
    const key = line.marketId ?? line.marketName;
    const other = byMarket.get(key);
    byMarket.set(key, other ? { ...line, completed: line.completed + other.completed, explained: line.explained + other.explained, listed: line.listed + other.listed, matched: line.matched + other.matched } : line);
  }
  return [...byMarket.values()];
}
