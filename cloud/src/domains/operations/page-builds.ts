import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { comparePageVersions, pageVersionPattern } from '@yongche/contract';
import { z } from 'zod';

/** Where builds of the staff web lie. */
export interface BuildFolders {
  /** The build that came with the server. */
  dist: string;
  /** 其他版本: one subfolder for each build, a whole `dist`; undefined where no others are kept. */
  releases: string | undefined;
}

/** One build of the staff web among the files of this server. */
export interface PageBuild {
  version: string;
  builtAt: Date | null;
  folder: string;
}

/** What the build writes beside its page, see config/vite.config.ts. */
const releaseFile = z.object({ version: z.string().regex(pageVersionPattern), builtAt: z.iso.datetime().nullish() });

/** Every build that names its version and has a page, newest first; of two with one version the one that came with the server. */
export async function findBuilds({ dist, releases }: BuildFolders): Promise<PageBuild[]> {
  const names = releases ? (await readdir(releases).catch(() => [])).sort() : [];
  const found = await Promise.all([dist, ...names.map((name) => join(releases!, name))].map(buildIn));
  const byVersion = new Map<string, PageBuild>();
  for (const build of found) if (build && !byVersion.has(build.version)) byVersion.set(build.version, build);
  return [...byVersion.values()].sort((left, right) => comparePageVersions(right.version, left.version));
}

async function buildIn(folder: string): Promise<PageBuild | undefined> {
  const said = await readFile(join(folder, 'release.json'), 'utf8').catch(() => undefined);
  const isWhole = await stat(join(folder, 'index.html')).then((page) => page.isFile(), () => false);
  const release = said !== undefined && isWhole ? releaseFile.safeParse(parsed(said)).data : undefined;
  return release && { version: release.version, builtAt: release.builtAt ? new Date(release.builtAt) : null, folder };
}

/** A file that is being written reads as none. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
