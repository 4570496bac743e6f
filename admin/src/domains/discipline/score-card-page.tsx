import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { isRefusal } from '../../api';
import { LoadFailure } from '../../components/load-failure';
import { MonthFilter } from '../../components/month-filter';
import { Notice } from '../../components/notice';
import { PageSkeleton } from '../../components/page-skeleton';
import { monthIn } from '../../components/periods';
import { ToneTag } from '../../components/tone-tag';
import { useTitle } from '../../components/use-title';
import { FilePage, FileSection, SectionBody } from '../registry/file-page';
import type { ScoredKind, ScoreFile } from './discipline';
import { PointsBar } from './points-bar';
import { scoreFileQuery } from './queries';
import styles from './score-card.module.css';
import { cardStateOf, changeOf, intervalWord, rateWord } from './score-wording';
import { StandingLink } from './standing-link';
import { standingSentence } from './standing-wording';
import { TrendLine } from './trend-line';

const kinds: Record<string, ScoredKind> = { market: 'market', company: 'company' };

/** 评分卡 of one market or company, with its trend. */
export default function ScoreCardPage() {
  const { kind = '', id = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const scored = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  const month = monthIn(search, new Date());
  const file = useQuery({ ...scoreFileQuery(scored ?? 'market', id, month), enabled: scored !== undefined });
  useTitle(file.data ? `评分卡 ${file.data.name}` : '评分卡');
  if (scored === undefined || isRefusal(file.error, 'discipline.subject_not_found', 'request.not_found', 'request.invalid')) return <Missing />;
  if (file.isPending) return <PageSkeleton rows={8} />;
  if (!file.data) return <LoadFailure error={file.error} onRetry={() => void file.refetch()} />;
  return <ScoreFileView file={file.data} month={month} onMonth={(next) => setSearch({ month: next })} />;
}

function Missing() {
  const navigate = useNavigate();
  return (
    <Notice
      title="没有这张评分卡"
      actions={
        <Button type="primary" onClick={() => navigate('/score-cards')}>
          回到评分卡
        </Button>
      }
    >
      地址可能不完整，或它不属于您的市场。
    </Notice>
  );
}

interface ScoreFileViewProps {
  file: ScoreFile;
  month: string;
  onMonth: (month: string) => void;
}

function ScoreFileView({ file, month, onMonth }: ScoreFileViewProps) {
  const { kind, name, completed, inspected, problems, problemRate, overdue, points, trend, standing, codes } = file;
  const change = changeOf(file);
  const state = cardStateOf(file);
  return (
    <FilePage
      back={{ to: `/score-cards?kind=${kind}&month=${month}`, title: '评分卡' }}
      name={name}
      number={kind === 'market' ? '市场' : '企业'}
      state={<ToneTag tone={state.tone}>{state.label}</ToneTag>}
      figures={[
        { title: '完成', value: completed },
        { title: '核查', value: inspected },
        { title: '有问题', value: problems },
        { title: '逾期未改正', value: overdue, isWarning: overdue > 0 },
        { title: '扣分', value: points, isWarning: points > 0 },
      ]}
      actions={<MonthFilter month={month} onChange={onMonth} />}
      main={
        <>
          <FileSection title="问题率的走势">
            <SectionBody>
              <p className={styles.now}>
                <b>{rateWord(problemRate)}</b>
                <span>
                  {month}
                  {problemRate && `，95% 区间 ${intervalWord(problemRate)}`}
                  {change && (
                    <>
                      ，<em data-tone={change.tone}>{change.words}</em>
                    </>
                  )}
                </span>
              </p>
              <TrendLine trend={trend} />
              <p className={styles.soft}>浅色的带是 95% 区间：核查得少，带就宽。没有核查的月份，线断开。</p>
            </SectionBody>
          </FileSection>
          <FileSection title="逐月">
            <SectionBody>
              <Months trend={trend} />
            </SectionBody>
          </FileSection>
        </>
      }
      aside={
        <>
          <FileSection title="本周期的分">
            <SectionBody>
              <div className={styles.standing}>
                <PointsBar standing={standing} />
                <p>{standingSentence(standing)}</p>
                <StandingLink subject={standing.subject} />
              </div>
            </SectionBody>
          </FileSection>
          <FileSection title={`已决定的违规（${month} 告知）`} empty={codes.length === 0 && '没有。未决定和申诉中的不列。'}>
            <SectionBody>
              <ul className={styles.codes}>
                {codes.map(({ code, name: violation, count }) => (
                  <li key={code}>
                    <span>
                      <code>{code}</code> {violation}
                    </span>
                    <b>{count}</b>
                  </li>
                ))}
              </ul>
            </SectionBody>
          </FileSection>
        </>
      }
    />
  );
}

function Months({ trend }: Pick<ScoreFile, 'trend'>) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">月份</th>
          <th scope="col">完成</th>
          <th scope="col">核查</th>
          <th scope="col">有问题</th>
          <th scope="col">问题率</th>
          <th scope="col">95% 区间</th>
          <th scope="col">扣分</th>
        </tr>
      </thead>
      <tbody>
        {[...trend].reverse().map(({ month, completed, inspected, problems, problemRate, points }) => (
          <tr key={month}>
            <th scope="row">{month}</th>
            <td>{completed}</td>
            <td>{inspected}</td>
            <td>{problems}</td>
            <td>
              <b>{rateWord(problemRate)}</b>
            </td>
            <td>{problemRate ? intervalWord(problemRate) : '—'}</td>
            <td>{points}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
