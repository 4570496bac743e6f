import { join } from 'node:path';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Clock } from '../../clock';
import { type BuildFolders, findBuilds, type PageBuild } from './page-builds';
import { isReachable, readRollout, type Rollout, wantedVersion } from './page-rollout';
import { noteBuilds } from './releases';

/** The build that comes with the server. */
export const ownBuild = join(__dirname, '../../../../admin/dist');

/** Builds appear and vanish with a deployment. */
const lookEveryMs = 60_000;
/** What another process of the server has decided is known here after so long at the latest. */
const askEveryMs = 3_000;

/** 员工端网页: the builds among this server's files, and which of them is wanted where. */
export interface StaffWeb {
  /** Versions whose files are here. */
  present(): Promise<ReadonlySet<string>>;
  /** What the terminals of a market are to run, with null everybody else, and the oldest version that is answered there; each null where there is none. */
  wantedAt(marketId: string | null): Promise<{ wanted: string | null; minimum: string | null }>;
  /** The folder of the build with this version, or else of everybody's; first of all that are here. */
  foldersFor(version: string | undefined): Promise<[string, ...string[]]>;
  /** After a change of what is wanted: the next question is asked anew. */
  forget(): void;
}

/** `folders` are read at most once a minute; builds that nobody has seen before are noted. */
export function createStaffWeb({ db, clock, log }: { db: DataSource; clock: Clock; log: Logger }, folders: BuildFolders): StaffWeb {
  const builds = keptFor(lookEveryMs, clock, async () => {
    const found = await findBuilds(folders);
    // Pages are served without the database too; what was not noted is noted at the next look.
    await noteBuilds(db, found, clock.now()).catch((error: unknown) => log.error({ err: error }, 'the builds of the staff web could not be noted'));
    rollout.forget();
    return found;
  });
  const rollout = keptFor(askEveryMs, clock, () => readRollout(db.manager));
  const present = async () => versionsOf(await builds.get());

  return {
    present,
    async wantedAt(marketId) {
      const [versions, known] = [await present(), await rollout.get()];
      const wanted = wantedVersion(known, versions, marketId);
      // A terminal that cannot get there is not turned away: its files may be on another machine only, or removed too early.
      return { wanted, minimum: isReachable(known, versions, marketId) ? known.minimum : null };
    },
    async foldersFor(version) {
      const found = await builds.get();
      const known: Pick<Rollout, 'releases'> = await rollout.get().catch(() => ({ releases: [] }));
      const wanted = found.find((build) => build.version === version) ?? found.find((build) => build.version === wantedVersion(known, versionsOf(found), null)) ?? found[0];
      const rest = [folders.dist, ...found.map(({ folder }) => folder)];
      return wanted ? [wanted.folder, ...rest.filter((folder) => folder !== wanted.folder)] : [folders.dist];
    },
    forget: () => rollout.forget(),
  };
}

const versionsOf = (builds: PageBuild[]): ReadonlySet<string> => new Set(builds.map(({ version }) => version));

/** One answer for all who ask within this time; a failure is not kept. */
function keptFor<T>(ms: number, clock: Clock, load: () => Promise<T>) {
  let kept: { until: number; answer: Promise<T> } | undefined;
  return {
    get(): Promise<T> {
      const now = clock.now().getTime();
      if (kept && now < kept.until) return kept.answer;
      const asked = { until: now + ms, answer: load() };
      kept = asked;
      asked.answer.catch(() => {
        if (kept === asked) kept = undefined;
      });
      return asked.answer;
    },
    forget(): void {
      kept = undefined;
    },
  };
}
