import { measureKinds } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { nextDay, startOfDay } from '../../clock';
import { nameOfCode } from './score-file';

type MeasureKind = keyof typeof measureKinds;
type Counted<K extends string> = Record<K, string | null>;

/**
 * 处理情况汇总 of what was noticed, taken and found on these days (Shanghai): sums alone, of no person, company or market, so that
 * an adviser may read them. `points`, `correction` and `dismissed` count violations by their outcome; a measure counts once it is in force,
 * unless it was taken back.
 */
export async function disciplineFigures(tx: EntityManager, { from, to }: { from: string; to: string }) {
  const moments = [startOfDay(from), startOfDay(nextDay(to))];
  const codes: ({ code: string; version: string } & Counted<'found' | 'points' | 'correction' | 'dismissed'>)[] = await tx.query(
    `SELECT code, MAX(book_version) AS version, COUNT(*) AS found, SUM(outcome = 'points') AS points, SUM(outcome = 'correction') AS correction, SUM(state = 'dismissed') AS dismissed
     FROM violations WHERE noticed_at >= ? AND noticed_at < ? GROUP BY code ORDER BY code`,
    moments,
  );
  const [appeals]: Counted<'opened' | 'upheld' | 'changed' | 'revoked'>[] = await tx.query(
    `SELECT SUM(appeal_state = 'open') AS opened, SUM(appeal_state = 'upheld') AS upheld, SUM(appeal_state = 'changed') AS changed, SUM(appeal_state = 'revoked') AS revoked
     FROM violations WHERE noticed_at >= ? AND noticed_at < ?`,
    moments,
  );
  const measures: { kind: MeasureKind; n: string }[] = await tx.query("SELECT kind, COUNT(*) AS n FROM measures WHERE began_on BETWEEN ? AND ? AND state NOT IN ('proposed', 'revoked') GROUP BY kind", [from, to]);
  const [problems]: Counted<'found' | 'verified' | 'waiting' | 'overdue'>[] = await tx.query(
    `SELECT SUM(state <> 'withdrawn') AS found, SUM(state = 'verified') AS verified, SUM(state IN ('open', 'corrected')) AS waiting, SUM(state = 'overdue') AS overdue
     FROM problems WHERE found_at >= ? AND found_at < ?`,
    moments,
  );
  const rows = await Promise.all(
    codes.map(async ({ code, version, found, points, correction, dismissed }) => ({ code, name: await nameOfCode(tx, version, code), found: Number(found), points: Number(points), correction: Number(correction), dismissed: Number(dismissed) })),
  );
  return {
    violations: rows.reduce((sum, { found }) => sum + found, 0),
    codes: rows,
    appeals: { open: Number(appeals!.opened), upheld: Number(appeals!.upheld), changed: Number(appeals!.changed), revoked: Number(appeals!.revoked) },
    measures: (Object.keys(measureKinds) as MeasureKind[]).map((kind) => ({ kind, count: Number(measures.find((row) => row.kind === kind)?.n ?? 0) })),
    problems: { found: Number(problems!.found), verified: Number(problems!.verified), open: Number(problems!.waiting), overdue: Number(problems!.overdue) },
  };
}
