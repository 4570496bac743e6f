import type { Deps } from '../../../deps';

const dayMs = 24 * 3600_000;
/** So many of the last day's readings are measured, the latest: a technician's page, not a report. */
const mostMeasured = 20_000;

/** 读取队列 as the technician sees it; times are those of the last 24 hours, from the arrival of a picture to its reading. */
export async function queueFigures({ db, clock, ocr }: Pick<Deps, 'db' | 'clock' | 'ocr'>) {
  const now = clock.now();
  const since = new Date(now.getTime() - dayMs);
  const [open]: { waiting: string; running: string; oldest: Date | null }[] = await db.query(
    `SELECT COALESCE(SUM(state = 'waiting'), 0) AS waiting, COALESCE(SUM(state = 'running'), 0) AS running, MIN(IF(state = 'waiting', enqueued_at, NULL)) AS oldest
     FROM readings WHERE state IN ('waiting', 'running')`,
  );
  const ended: { state: string; ms: string }[] = await db.query(
    `SELECT state, TIMESTAMPDIFF(MICROSECOND, enqueued_at, finished_at) / 1000 AS ms FROM readings WHERE finished_at >= ? AND background = 0 ORDER BY finished_at DESC LIMIT ?`,
    [since, mostMeasured],
  );
  const [failed]: { n: string }[] = await db.query("SELECT COUNT(*) AS n FROM readings WHERE finished_at >= ? AND state = 'failed'", [since]);
  const seconds = ended.filter(({ state }) => state === 'done').map(({ ms }) => Number(ms) / 1000).sort((a, b) => a - b);
  return {
    waiting: Number(open!.waiting),
    running: Number(open!.running),
    failed: Number(failed!.n),
    medianSeconds: quantile(seconds, 0.5),
    p95Seconds: quantile(seconds, 0.95),
    oldestSeconds: open!.oldest && Math.max(0, (now.getTime() - open!.oldest.getTime()) / 1000),
    engine: ocr.engine,
  };
}

/** The value at or below which this share of the sorted ones lies; null where there is none. */
const quantile = (sorted: number[], share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
