import { comparePageVersions } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { StaffActor } from '../../http/actor';
import type { Staff } from '../identity/staff.entity';
import { PageRelease } from './page-release.entity';
import { readRollout, type Rollout, wantedVersion } from './page-rollout';

/** In the order in which somebody should look after them. */
const standings = ['below_minimum', 'behind', 'unseen', 'current'] as const;

interface TerminalRow {
  terminalId: string;
  number: string;
  name: string;
  marketId: string;
  marketName: string;
  version: string | null;
  lastSeenAt: Date | null;
}

/** 版本与灰度: every version, newest first, and who runs what; a market's manager reads of the own terminals alone. */
export async function releaseList(tx: EntityManager, present: ReadonlySet<string>, { marketId: own }: StaffActor) {
  const [rollout, rows] = [await readRollout(tx), await readTerminals(tx, own)];
  const releases = new Map((await tx.find(PageRelease, { relations: { changedByStaff: true } })).map((release) => [release.version, release]));
  return {
    minimum: rollout.minimum,
    items: rollout.releases.flatMap(({ version, scope, marketIds }) => {
      // One that was noted a moment ago stands in the next answer.
      const release = releases.get(version);
      if (!release) return [];
      const { builtAt, firstServedAt, notes, changedAt, changedByStaff } = release;
      return [
        {
          version,
          builtAt,
          firstServedAt,
          notes,
          scope,
          marketIds: own ? marketIds.filter((marketId) => marketId === own) : marketIds,
          isPresent: present.has(version),
          terminals: rows.filter((row) => row.version === version).length,
          changedAt,
          changedBy: (changedByStaff as Staff | null)?.name ?? null,
        },
      ];
    }),
    terminals: rows
      .map((row) => {
        const wanted = wantedVersion(rollout, present, row.marketId);
        return { ...row, wanted, standing: standingOf(row.version, wanted, rollout) };
      })
      .sort((left, right) => standings.indexOf(left.standing) - standings.indexOf(right.standing) || left.number.localeCompare(right.number)),
  };
}

function standingOf(version: string | null, wanted: string | null, { minimum }: Rollout): (typeof standings)[number] {
  if (version === null) return 'unseen';
  if (minimum !== null && comparePageVersions(version, minimum) < 0) return 'below_minimum';
  return wanted === null || version === wanted ? 'current' : 'behind';
}

async function readTerminals(tx: EntityManager, marketId: string | null): Promise<TerminalRow[]> {
  return tx.query(
    `SELECT t.id AS terminalId, t.number, t.name, m.id AS marketId, m.name AS marketName, d.page_version AS version, d.last_seen_at AS lastSeenAt
     FROM terminals t JOIN markets m ON m.id = t.market_id LEFT JOIN terminal_devices d ON d.live_terminal_id = t.id
     WHERE t.state <> 'closed' ${marketId ? 'AND m.id = ?' : ''}`,
    marketId ? [marketId] : [],
  );
}
