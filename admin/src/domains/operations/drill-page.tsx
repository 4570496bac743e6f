import { useQuery } from '@tanstack/react-query';
import { drillChecks, drillSteps } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { BackLink } from '../../components/back-link';
import { countOf } from '../../components/counts';
import { Facts } from '../../components/facts';
import { minuteOf, secondOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { RecordPage } from '../../components/record-page';
import { ToneTag } from '../../components/tone-tag';
import { useTitle } from '../../components/use-title';
import { askerOf, drillLength, drillSentence, drillTag, lossOf, restoredOf, stepLength, stepsOf } from './safekeeping-wording';
import { drillQuery, type Drill } from './safekeeping';
import styles from './drill.module.css';

const back = { to: '/backups/drills', title: '恢复演练' };

/** One drill: what was restored, each thing that was compared with its numbers, each difference with its place, and what took how long. */
export default function DrillPage() {
  const { id = '' } = useParams();
  useTitle('恢复演练');
  const drill = useQuery(drillQuery(id));
  return (
    <div className="page">
      <BackLink {...back} />
      <RecordPage record={drill} missing="drill.not_found" title="没有找到这次恢复演练" back={back}>
        {(record) => <DrillView drill={record} />}
      </RecordPage>
    </div>
  );
}

function DrillView({ drill }: { drill: Drill }) {
  const { label, tone } = drillTag(drill);
  const { startedAt, endedAt, restoredTo, startedBy, backupId } = drill;
  const loss = lossOf(drill);
  return (
    <>
      <PageHead title={`恢复演练 ${minuteOf(startedAt)}`} />
      <section className={styles.result} data-tone={tone} role="status">
        <header>
          <ToneTag tone={tone}>{label}</ToneTag>
        </header>
        <p className={styles.words}>{drillSentence(drill, Date.now())}</p>
      </section>
      <div className={styles.columns}>
        <section className="card">
          <h2>核对</h2>
          {drill.checks.length === 0 ? (
            <Notice title={drill.state === 'running' ? '还没有核对到' : '没有核对到任何内容'}>{drill.state === 'running' ? '先取回备份、恢复数据库，然后逐项核对，结果显示在这里。' : '演练在核对之前就停下了，原因见上面。'}</Notice>
          ) : (
            <ol className={styles.checks}>
              {drill.checks.map((check) => (
                <Check key={check.check} check={check} />
              ))}
            </ol>
          )}
        </section>
        <div>
          <section className={`card ${styles.side}`}>
            <h2>恢复</h2>
            <Facts
              facts={[
                ['开始', secondOf(startedAt)],
                ['结束', endedAt && secondOf(endedAt)],
                ['用时', drillLength(drill, Date.now())],
                ['恢复到', restoredTo && secondOf(restoredTo)],
                ['恢复了', drill.rows > 0 && restoredOf(drill)],
                ['当时机器损坏会丢', loss],
                ['发起', askerOf(startedBy)],
                ['备份编号', backupId && <code key="backup">{backupId}</code>],
              ]}
            />
          </section>
          {drill.steps.length > 0 && <Steps steps={stepsOf(drill.steps)} />}
        </div>
      </div>
    </>
  );
}

/** So many differences are shown at first: a lost table may mean a thousand of them. */
const shownAtFirst = 8;

function Check({ check: { check, passed, sentence, differences } }: { check: Drill['checks'][number] }) {
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? differences : differences.slice(0, shownAtFirst);
  return (
    <li data-passed={passed}>
      <span className={styles.mark} aria-hidden="true">
        {passed ? '✓' : '!'}
      </span>
      <h3>
        {drillChecks[check]} <span className="visually-hidden">{passed ? '一致' : '有差异'}</span>
      </h3>
      <p>{sentence}</p>
      {differences.length > 0 && (
        <ul className={styles.differences} aria-label={`${drillChecks[check]}的差异`}>
          {shown.map((difference) => (
            <li key={difference}>{difference}</li>
          ))}
        </ul>
      )}
      {shown.length < differences.length && (
        <Button type="link" size="small" onClick={() => setShowsAll(true)}>
          另有{countOf(differences.length - shown.length)}处
        </Button>
      )}
    </li>
  );
}

/** What took how long, each step as a bar. */
function Steps({ steps }: { steps: Drill['steps'] }) {
  const longest = Math.max(1, ...steps.map(({ milliseconds }) => milliseconds));
  return (
    <section className={`card ${styles.side}`}>
      <h2>各步用时</h2>
      <ol className={styles.steps}>
        {steps.map(({ step, milliseconds }) => (
          <li key={step}>
            <span>{drillSteps[step]}</span>
            <b>{stepLength(milliseconds)}</b>
            <i style={{ width: `${(milliseconds / longest) * 100}%` }} aria-hidden="true" />
          </li>
        ))}
      </ol>
    </section>
  );
}
