import { useQuery } from '@tanstack/react-query';
import { LoadFailure } from '../../components/load-failure';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { pageVersion } from '../../page-version';
import { useStaff } from '../../session';
import { ReleaseSums } from './releases-sums';
import { ReleaseTerminals } from './releases-terminals';
import { ReleaseVersions } from './releases-versions';
import { releasesQuery } from './releases';

/** 版本与灰度: the versions of the page, which markets run which, the oldest that is answered, and which terminal runs what. */
export default function ReleasesPage() {
  useTitle('版本与灰度');
  const { market } = useStaff();
  const releases = useQuery(releasesQuery);
  return (
    <div className="page">
      <PageHead title="版本与灰度" note={market ? `${market.name}，本页 ${pageVersion}` : `本页 ${pageVersion}`} />
      {releases.isPending && <PageSkeleton />}
      {releases.isError && !releases.data && <LoadFailure error={releases.error} onRetry={() => void releases.refetch()} />}
      {releases.data && (
        <>
          <ReleaseSums releases={releases.data} />
          <ReleaseVersions releases={releases.data} />
          <ReleaseTerminals terminals={releases.data.terminals} />
        </>
      )}
    </div>
  );
}
