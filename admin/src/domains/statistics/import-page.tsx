import { useQuery } from '@tanstack/react-query';
import { statisticImportStates } from '@yongche/contract/vocabulary';
import { useNavigate, useParams } from 'react-router';
import { Button } from 'antd';
import { AlertLine } from '../../components/alert-line';
import { BackLink } from '../../components/back-link';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { BulletinButton } from '../notices/bulletin-button';
import { CheckedImport } from './checked-import';
import { DiscardButton } from './discard-button';
import { ImportSteps } from './import-steps';
import { MappingForm } from './mapping-form';
import { importQuery, schemasQuery } from './queries';
import type { ImportReport } from './statistics';
import { editionName, periodName } from './statistics-wording';
import styles from './statistics.module.css';

/** One import on its way: headings to be mapped, then findings and differences, then it is published. */
export default function ImportPage() {
  const { id = '' } = useParams();
  const report = useQuery(importQuery(id));
  const schema = useQuery(schemasQuery);
  useTitle(report.data ? `导入${periodName(report.data.period)}车管数据` : '导入车管数据');
  if (report.isPending || schema.isPending) return <PageSkeleton rows={10} />;
  if (!report.data || !schema.data) return <LoadFailure error={report.error ?? schema.error} onRetry={() => void (report.isError ? report.refetch() : schema.refetch())} />;
  const { content } = schema.data;
  return (
    <div className="page">
      <BackLink to="/statistics" title="车管数据" />
      <PageHead title={`导入${periodName(report.data.period)}车管数据`} note={`${report.data.fileName}　${report.data.uploadedBy} ${minuteOf(report.data.uploadedAt)} 上传`}>
        {report.data.may.discard && <DiscardButton report={report.data} />}
      </PageHead>
      <ImportSteps at={stepOf(report.data)} />
      {report.data.state !== 'waiting' ? <Decided report={report.data} /> : report.data.step === 'mapping' && report.data.may.map ? <MappingForm key={report.data.schemaVersion} report={report.data} schema={content} /> : <CheckedImport report={report.data} schema={content} />}
    </div>
  );
}

const stepOf = ({ state, step }: ImportReport): number => (state === 'accepted' ? 4 : state === 'discarded' ? 0 : step === 'mapping' ? 1 : 2);

function Decided({ report: { state, period, edition, decidedBy, decidedAt } }: { report: ImportReport }) {
  const navigate = useNavigate();
  const when = `${decidedBy} ${minuteOf(decidedAt!)}`;
  if (state === 'discarded') return <AlertLine tone="info">{`这次导入${statisticImportStates[state]}（${when}），没有发布任何数据。`}</AlertLine>;
  return (
    <div className={styles.done}>
      <AlertLine
        tone="good"
        actions={
          <>
            <Button autoFocus={period.length === 4} onClick={() => void navigate(`/statistics/periods/${period}`)}>
              查看{periodName(period)}数据
            </Button>
            <BulletinButton period={period} isPrimary isFocused />
          </>
        }
      >
        已发布为{periodName(period)}
        {editionName(edition!)}（{when}）。
      </AlertLine>
    </div>
  );
}
