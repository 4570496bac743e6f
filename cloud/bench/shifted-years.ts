import type { Pool, RowDataPacket } from 'mysql2/promise';

const moments = ['created_at', 'submitted_at', 'first_submitted_at', 'completed_at'];

/**
 * The deals of a year once more for each of so many years before it: their moments, and the time in their ids and serials, so many years
 * earlier; other VINs and plates of the same kind. Month by month, so that no statement is longer than the database likes.
 */
export async function copyYearsBefore(pool: Pool, year: number, copies: number): Promise<void> {
  const [rows] = await pool.query<RowDataPacket[]>("SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'transactions' ORDER BY ordinal_position");
  const names = rows.map(({ name }) => String(name));
  for (let back = 1; back <= copies; back++) {
    const select = names.map((name) => shifted(name, year, back)).join(', ');
    for (let month = 0; month < 12; month++) {
      const within = [new Date(Date.UTC(year, month, 1)), new Date(Date.UTC(year, month + 1, 1))];
      await pool.query(`INSERT INTO transactions (${names.map((name) => `\`${name}\``).join(', ')}) SELECT ${select} FROM transactions WHERE created_at >= ? AND created_at < ?`, within);
    }
  }
  await pool.query('ANALYZE TABLE transactions');
}

function shifted(name: string, year: number, back: number): string {
  const earlier = Date.UTC(year, 0, 1) - Date.UTC(year - back, 0, 1);
  const hex = `CONVERT(LOWER(LPAD(CONV(CONV(CONCAT(LEFT(id, 8), SUBSTR(id, 10, 4)), 16, 10) - ${earlier}, 10, 16), 12, '0')) USING ascii) COLLATE ascii_bin`;
  if (name === 'id') return `CONCAT(LEFT(${hex}, 8), '-', RIGHT(${hex}, 4), SUBSTR(id, 14))`;
  if (name === 'serial') return `CONCAT(LEFT(serial, 4) - ${back}, SUBSTR(serial, 5))`;
  if (name === 'vin') return `CONCAT(LEFT(vin, 11), LPAD(CRC32(CONCAT(vin, ${back})) % 1000000, 6, '0'))`;
  if (name === 'plate') return `CONCAT(LEFT(plate, 2), UPPER(LPAD(CONV(CRC32(CONCAT(plate, ${back})) % 60466176, 10, 36), 5, '0')))`;
  return moments.includes(name) ? `\`${name}\` - INTERVAL ${back} YEAR` : `\`${name}\``;
}
