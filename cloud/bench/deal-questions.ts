import type { Pool, RowDataPacket } from 'mysql2/promise';

/** One way of asking for deals: as the API takes it, and as anybody would write it in SQL. */
export interface Question {
  query: Record<string, string>;
  where: string;
  values: unknown[];
}
type Filter = 'state' | 'business' | 'channel' | 'marketId' | 'days' | 'q';

/** What of each filter is asked for: the frequent and the rare, a market that is large and one that is small, days long ago and lately. */
export async function filtersOf(pool: Pool): Promise<Record<Filter, Question[]>> {
  const column = async (name: string, most = 9) => (await pool.query<RowDataPacket[]>(`SELECT ${name} AS value FROM transactions GROUP BY ${name} ORDER BY COUNT(*) DESC LIMIT ${most}`))[0].map(({ value }) => String(value));
  const equal = (field: Filter, name: string) => (value: string): Question => ({ query: { [field]: value }, where: `${name} = ?`, values: [value] });
  const markets = await column('market_id', 99);
  const [spans] = await pool.query<RowDataPacket[]>("SELECT DATE_FORMAT(MIN(created_at), '%Y-%m-15') AS first, DATE_FORMAT(MAX(created_at), '%Y-%m-01') AS last FROM transactions");
  const { first, last } = spans[0]!;
  const days = (from: string, to: string): Question => ({ query: { from, to }, where: 'created_at >= ? AND created_at < ? + INTERVAL 1 DAY', values: [from, to] });
  const [[common]] = await pool.query<RowDataPacket[]>('SELECT LEFT(plate, 3) AS plate, LEFT(vin, 8) AS vin FROM transactions LIMIT 1');
  return {
    state: (await column('state')).map(equal('state', 'state')),
    business: (await column('business')).map(equal('business', 'business')),
    channel: (await column('channel')).map(equal('channel', 'channel')),
    marketId: [markets[0]!, markets[Math.floor(markets.length / 2)]!, markets.at(-1)!].map(equal('marketId', 'market_id')),
    days: [days(last, last), days(first, `${String(first).slice(0, 4)}-12-31`)],
    q: [
      { query: { q: common!.plate }, where: 'plate LIKE ?', values: [`${common!.plate}%`] },
      { query: { q: common!.vin }, where: 'vin LIKE ?', values: [`${common!.vin}%`] },
    ],
  };
}

/** Every two filters together. */
export function pairsOf(filters: Record<Filter, Question[]>): { name: string; question: Question }[] {
  const names = Object.keys(filters) as Filter[];
  return names.flatMap((one, at) =>
    names.slice(at + 1).flatMap((other) =>
      filters[one].flatMap((first) =>
        filters[other].map((second) => ({ name: `${one}+${other}`, question: { query: { ...first.query, ...second.query }, where: `${first.where} AND ${second.where}`, values: [...first.values, ...second.values] } })),
      ),
    ),
  );
}

/** What is typed into the search box: whole VINs and plates, beginnings that a person remembers, and the last six of a VIN. */
export async function searchesOf(pool: Pool, count: number): Promise<Question[]> {
  const [rows] = await pool.query<RowDataPacket[]>('SELECT vin, plate FROM transactions WHERE id >= (SELECT MIN(id) FROM transactions) ORDER BY CRC32(id) LIMIT ?', [count]);
  return rows.map(({ vin, plate }, n): Question => {
    const q = String([vin, vin.slice(0, 11), vin.slice(-6), plate, plate.slice(0, 5)][n % 5]);
    return n % 5 === 2 ? { query: { q }, where: 'vin LIKE ?', values: [`%${q}`] } : { query: { q }, where: `${n % 5 < 2 ? 'vin' : 'plate'} LIKE ?`, values: [`${q}%`] };
  });
}
