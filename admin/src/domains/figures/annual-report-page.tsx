import { useQuery } from '@tanstack/react-query';
import { annualReportStates, metrics as vocabulary } from '@yongche/contract/vocabulary';
import { type ReactNode, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { AlertLine } from '../../components/alert-line';
import { BackLink } from '../../components/back-link';
import { keyIn } from '../../components/list-filters';
import { dayOf, minuteOf } from '../../components/moments';
import { PageHead } from '../../components/page-head';
import { RecordPage } from '../../components/record-page';
import { ToneTag } from '../../components/tone-tag';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import type { AnnualReport, MetricCode } from './figures';
import { tookWord, yearRange } from './figures-wording';
import { MetricPanel } from './metric-panel';
import { annualReportQuery } from './queries';
import { ReportActs } from './report-acts';
import { hindranceOf, nextStop, placeWarnings, stopsOf } from './report-places';
import { ReportSheet } from './report-sheet';
import styles from './report.module.css';

const back = { to: '/annual-reports', title: '年度报告' };

/** 一份年度报告: the document itself, each number open to question, its gaps filled in place. */
export default function AnnualReportPage() {
  const { id = '' } = useParams();
  const report = useQuery(annualReportQuery(id));
  useTitle(report.data?.title ?? '年度报告');
  return (
    <RecordPage record={report} missing="statistics.report_not_found" title="没有找到这份年度报告" back={back}>
      {(found) => <Report report={found} />}
    </RecordPage>
  );
}

function Report({ report }: { report: AnnualReport }) {
  const [search, setSearch] = useSearchParams();
  const code = keyIn(search, 'metric', vocabulary);
  const metric = report.metrics.find((one) => one.code === code);
  const choose = (next: MetricCode | undefined) => setSearch(next ? { metric: next } : {}, { replace: true });
  const hindrance = hindranceOf(report, useStaff(), dayOf(new Date()));
  const { year, edition, state, computedAt, computedBy, milliseconds, approvedBy, approvedAt, metrics, changed, warnings, sections } = report;
  return (
    <div className={`page ${styles.reportPage}`}>
      <BackLink {...back} />
      <PageHead
        title={`${year}年年度报告　第${edition}版`}
        note={
          <>
            <ToneTag tone={state === 'final' ? 'good' : 'busy'}>{annualReportStates[state]}</ToneTag>　{minuteOf(computedAt)} 由 {computedBy} 计算，用时 {tookWord(milliseconds)}
            {approvedBy && approvedAt && `；${approvedBy} ${minuteOf(approvedAt)} 定稿`}
          </>
        }
      >
        <ReportActs report={report} />
      </PageHead>
      <div className={styles.alerts}>
        {hindrance && <AlertLine tone="info">{hindrance}</AlertLine>}
        {changed.length > 0 && (
          <AlertLine tone="warn">
            计算以后，有 {changed.length} 项指标的记录发生变化：
            {changed.slice(0, 4).map(({ name, was, now }) => `${name} ${was} → ${now}`).join('；')}
            {changed.length > 4 && '……'}。{state === 'draft' && report.may.write && '需要时点“重新计算”，生成新的一版。'}
          </AlertLine>
        )}
        {placeWarnings(sections, warnings).loose.map(({ sentence }) => (
          <AlertLine key={sentence} tone="warn">
            {sentence}
          </AlertLine>
        ))}
      </div>
      <Stops report={report} />
      <ReportSheet report={report} chosen={code} onChoose={choose} />
      {metric && <MetricPanel {...{ metric, metrics, computedAt }} range={yearRange(year)} onChoose={choose} onClose={() => choose(undefined)} />}
    </div>
  );
}

/** What is left to do in the document; a click leads from one place to the next. */
function Stops({ report }: { report: AnnualReport }) {
  const { gaps, warned, placed } = stopsOf(report);
  return (
    <p className={styles.stops}>
      {gaps.length > 0 ? <Stop stops={gaps} tone="gap">{gaps.length} 处缺项，去{report.may.write ? '填写' : '查看'}</Stop> : <span>没有缺项</span>}
      {warned.length > 0 ? <Stop stops={warned} tone="warning">{placed} 处提示，去查看</Stop> : report.warnings.length === 0 && <span>没有发现自相矛盾的数字</span>}
      <span className={styles.soft}>点击带下划线的数字，看定义、计算时间和每一笔记录</span>
    </p>
  );
}

function Stop({ stops, tone, children }: { stops: string[]; tone: 'gap' | 'warning'; children: ReactNode }) {
  const [present, setPresent] = useState<string>();
  const go = () => {
    const next = nextStop(stops, present);
    setPresent(next);
    document.getElementById(`paragraph-${next}`)?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  };
  return (
    <button type="button" data-tone={tone} onClick={go}>
      {children} ↓
    </button>
  );
}
