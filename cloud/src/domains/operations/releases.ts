import { type DataSource, type EntityManager, In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { changesOf } from '../../audit/changes';
import { ensure } from '../../http/errors';
import { Market } from '../registry/market.entity';
import type { PageBuild } from './page-builds';
import { PageMinimum, PageRelease, PageReleaseMarket } from './page-release.entity';
import { isReachable, readRollout, type Rollout } from './page-rollout';

/** Whoever changes what is rolled out has this to itself, in all processes. */
async function lockRollout(tx: EntityManager): Promise<PageMinimum> {
  return tx.findOneOrFail(PageMinimum, { where: { id: 1 }, lock: { mode: 'pessimistic_write' } });
}

/** Notes builds that no server of this installation has seen before: the very first one is everybody's, a later one nobody's until it is rolled out. */
export async function noteBuilds(db: DataSource, builds: PageBuild[], at: Date): Promise<void> {
  const news = async (tx: EntityManager) => {
    const known = new Set((await tx.find(PageRelease, { select: { id: true, version: true } })).map(({ version }) => version));
    return { isFirst: known.size === 0, unknown: builds.filter(({ version }) => !known.has(version)).reverse() };
  };
  if ((await news(db.manager)).unknown.length === 0) return;
  await db.transaction(async (tx) => {
    await lockRollout(tx);
    const { isFirst, unknown } = await news(tx);
    for (const [place, { version, builtAt }] of unknown.entries()) {
      const scope = isFirst && place === 0 ? 'all' : 'none';
      await tx.insert(PageRelease, { id: uuidv7(), version, builtAt, firstServedAt: at, notes: '', scope, changedAt: null, changedBy: null });
    }
  });
}

interface RollOut {
  version: string;
  scope: PageRelease['scope'];
  marketIds: string[];
  notes: string;
}

/**
 * 灰度发布: who runs a version from now on, and what is new in it. Doing it twice changes nothing.
 * @param present versions whose files are on this server
 * @throws page.release_not_found, page.release_absent, registry.market_not_found, page.minimum_in_the_way where a market's terminals would
 * be led back below the minimum
 */
export async function rollOut(tx: EntityManager, present: ReadonlySet<string>, { version, scope, marketIds, notes }: RollOut, by: By): Promise<void> {
  await lockRollout(tx);
  const release = await tx.findOneBy(PageRelease, { version });
  ensure(release, 'page.release_not_found');
  const former = await readRollout(tx);
  const wanted = scope === 'markets' ? [...new Set(marketIds)].sort() : [];
  const before = { scope: release.scope, marketIds: former.releases.find((one) => one.version === version)!.marketIds.sort(), notes: release.notes };
  const changes = changesOf(before, { scope, marketIds: wanted, notes });
  if (Object.keys(changes).length === 0) return;
  ensure(present.has(version) || scope === 'none' || !(changes.scope || changes.marketIds), 'page.release_absent');
  ensure((await tx.countBy(Market, { id: In(wanted) })) === wanted.length, 'registry.market_not_found');
  await tx.update(PageRelease, release.id, { scope, notes, changedAt: by.at, changedBy: by.author.kind === 'staff' ? by.author.staffId : null });
  await tx.delete(PageReleaseMarket, { releaseId: release.id });
  if (wanted.length > 0) await tx.insert(PageReleaseMarket, wanted.map((marketId) => ({ releaseId: release.id, marketId })));
  const stranded = [await strandedMarkets(tx, former, present), await strandedMarkets(tx, await readRollout(tx), present)] as const;
  ensure(stranded[1].every((marketId) => stranded[0].includes(marketId)), 'page.minimum_in_the_way');
  await audit(tx, by, { action: 'operations.release_rolled_out', subject: { type: 'page_release', id: release.id }, details: { version }, changes });
}

/**
 * 最低版本: terminals with an older page are answered no more until they have changed; null demands none. Doing it twice changes nothing.
 * @throws page.release_not_found, page.minimum_unreachable where a market's terminals would not be led to it
 */
export async function demandMinimum(tx: EntityManager, present: ReadonlySet<string>, { version, reason }: { version: string | null; reason: string }, by: By): Promise<void> {
  const { releaseId } = await lockRollout(tx);
  const release = version === null ? null : await tx.findOneBy(PageRelease, { version });
  ensure(version === null || release, 'page.release_not_found');
  const id = release?.id ?? null;
  if (id === releaseId) return;
  const rollout = await readRollout(tx);
  ensure((await strandedMarkets(tx, { ...rollout, minimum: version }, present)).length === 0, 'page.minimum_unreachable');
  await tx.update(PageMinimum, 1, { releaseId: id });
  await audit(tx, by, {
    action: 'operations.minimum_set',
    // What is no longer demanded is what the act was about.
    subject: { type: 'page_release', id: (id ?? releaseId)! },
    details: { reason },
    changes: changesOf({ minimum: rollout.minimum }, { minimum: version }),
  });
}

/** Markets with terminals that the rollout leads to no page that is answered. */
async function strandedMarkets(tx: EntityManager, rollout: Rollout, present: ReadonlySet<string>): Promise<string[]> {
  const rows: { marketId: string }[] = await tx.query("SELECT DISTINCT market_id AS marketId FROM terminals WHERE state <> 'closed'");
  return rows.map(({ marketId }) => marketId).filter((marketId) => !isReachable(rollout, present, marketId));
}
