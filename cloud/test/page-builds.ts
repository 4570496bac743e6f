import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder with builds of the staff web that hold no more than their version. */
export interface FakeBuilds {
  /** In place of admin/dist. */
  dist: string;
  /** PAGE_RELEASES. */
  releases: string;
  /** Puts a build there; `where` is a name below `releases`. */
  put(version: string, where?: string): void;
  remove(where: string): void;
  close(): void;
}

/** `own` is the version of the build that came with the server. */
export function fakeBuilds(own: string): FakeBuilds {
  const folder = mkdtempSync(join(tmpdir(), 'yongche-builds-'));
  const [dist, releases] = [join(folder, 'dist'), join(folder, 'releases')];
  const write = (to: string, version: string) => {
    const letter = version.replace(/\W/g, '-');
    mkdirSync(join(to, 'assets'), { recursive: true });
    writeFileSync(join(to, 'index.html'), `<!doctype html><title>page ${version}</title>`);
    writeFileSync(join(to, 'sw.js'), `// worker ${version}`);
    writeFileSync(join(to, 'assets', `index-${letter}.js`), `// script ${version}`);
    writeFileSync(join(to, 'release.json'), JSON.stringify({ version, builtAt: '2026-11-28T12:00:00.000Z' }));
  };
  mkdirSync(releases);
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  write(dist, own);
  return {
    dist,
    releases,
    put: (version, where = version) => write(join(releases, where), version),
    remove: (where) => rmSync(join(releases, where), { recursive: true }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
