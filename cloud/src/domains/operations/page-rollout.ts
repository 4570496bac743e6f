import { comparePageVersions } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { PageRelease } from './page-release.entity';

/** 灰度: which version is meant for whom, newest first, and the oldest one that is still answered. */
export interface Rollout {
  releases: { version: string; scope: PageRelease['scope']; marketIds: string[] }[];
  minimum: string | null;
}

/**
 * The version that the terminals of a market are to run; with null, that of everybody else. The newest one that is here and meant
 * for them; where none is, the newest one that is here at all. Null where none is here.
 */
export function wantedVersion({ releases }: Pick<Rollout, 'releases'>, present: ReadonlySet<string>, marketId: string | null): string | null {
  const here = releases.filter(({ version }) => present.has(version));
  const meant = here.find(({ scope, marketIds }) => scope === 'all' || (scope === 'markets' && marketId !== null && marketIds.includes(marketId)));
  return (meant ?? here[0])?.version ?? null;
}

/** Whether the terminals of a market are led to a version that is answered. */
export function isReachable(rollout: Rollout, present: ReadonlySet<string>, marketId: string | null, minimum = rollout.minimum): boolean {
  const wanted = wantedVersion(rollout, present, marketId);
  return minimum === null || (wanted !== null && comparePageVersions(wanted, minimum) >= 0);
}

interface Row {
  version: string;
  scope: PageRelease['scope'];
  marketId: string | null;
  isMinimum: number;
}

export async function readRollout(tx: EntityManager): Promise<Rollout> {
  const rows: Row[] = await tx.query(
    `SELECT r.version, r.scope, x.market_id AS marketId, COALESCE(r.id = m.release_id, 0) AS isMinimum
     FROM page_releases r LEFT JOIN page_minimum m ON m.id = 1 LEFT JOIN page_release_markets x ON x.release_id = r.id`,
  );
  const releases = new Map<string, Rollout['releases'][number]>();
  for (const { version, scope, marketId } of rows) {
    const release = releases.get(version) ?? { version, scope, marketIds: [] };
    if (marketId) release.marketIds.push(marketId);
    releases.set(version, release);
  }
  return {
    releases: [...releases.values()].sort((left, right) => comparePageVersions(right.version, left.version)),
    minimum: rows.find(({ isMinimum }) => Number(isMinimum) === 1)?.version ?? null,
  };
}
