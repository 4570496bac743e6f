import type { Readable } from 'node:stream';
import type { Deps } from '../../deps';
import { type Archive, openArchive } from './archive';
import { writeDealFiles } from './deal-files';
import type { PackageContent } from './package-content';
import { readmeOf } from './readme';
import { evidenceReport } from './report-pdf';

type PackageDeps = Pick<Deps, 'db' | 'keys' | 'storage' | 'log'>;

/** 证据包 as a ZIP, read and sent picture by picture: at most one original is in memory at a time, and never for a client that has gone. */
export function packageStream(deps: PackageDeps, content: PackageContent): Readable {
  const archive = openArchive(content.made.at);
  fill(deps, content, archive).catch((error: unknown) => {
    deps.log.error({ err: error, transactionId: content.deal.id }, 'an evidence package could not be finished');
    archive.stream.destroy(error as Error);
  });
  return archive.stream;
}

async function fill(deps: PackageDeps, content: PackageContent, { stream, add, end }: Archive): Promise<void> {
  const packed = await writeDealFiles(deps, content, { add, until: stream, withThumbnails: true });
  if (stream.destroyed) return;
  await add('证据报告.pdf', await evidenceReport(content, packed));
  await add('README.txt', Buffer.from(readmeOf(content, packed)));
  end();
}
