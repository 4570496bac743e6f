import type { DataSource } from 'typeorm';

const children: [table: string, condition: string][] = [
  ['problem_steps', 'problem_id IN (SELECT id FROM problems WHERE transaction_id = ?)'],
  ['problem_items', 'problem_id IN (SELECT id FROM problems WHERE transaction_id = ?)'],
  ['problems', 'transaction_id = ?'],
  ['inspection_looks', 'case_id IN (SELECT id FROM inspection_cases WHERE transaction_id = ?)'],
  ['inspection_cases', 'transaction_id = ?'],
  ['inspection_draws', 'transaction_id = ?'],
  ['meter_events', 'transaction_id = ?'],
  ['counter_checks', 'transaction_id = ?'],
  ['evidence_waiting', 'transaction_id = ?'],
  ['evidence_records', 'transaction_id = ?'],
  ['parties', 'transaction_id = ?'],
];

/** Takes a deal out of the database with all that hangs on it, past the triggers that refuse that; only a story may ask what follows. */
export async function removeDeal(db: DataSource, id: string): Promise<void> {
  const guards: { name: string }[] = await db.query("SELECT TRIGGER_NAME AS name FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND EVENT_MANIPULATION = 'DELETE' AND EVENT_OBJECT_TABLE IN (?)", [children.map(([table]) => table)]);
  for (const { name } of guards) await db.query(`DROP TRIGGER \`${name}\``);
  await db.query('UPDATE registrations SET transaction_id = NULL, days = NULL, plates_agree = NULL WHERE transaction_id = ?', [id]);
  for (const [table, condition] of children) await db.query(`DELETE FROM ${table} WHERE ${condition}`, [id]);
  await db.query('DELETE FROM transactions WHERE id = ?', [id]);
}
