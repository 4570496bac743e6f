import type { UseQueryResult } from '@tanstack/react-query';
import { sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageSkeleton } from '../../components/page-skeleton';
import type { DealCheck, RuleCode } from './check';
import { foldedGroups, groupsOf, progressSentence, type Group } from './check-groups';
import styles from './check-panel.module.css';
import { ResultCard, type ResultActs } from './result-card';

interface CheckPanelProps {
  query: UseQueryResult<DealCheck>;
  /** The rule whose place is framed on the picture. */
  focused: RuleCode | undefined;
  acts: ResultActs;
}

/** 预检: how far it is, and what each rule says, the worst first; what agrees stays folded. */
export function CheckPanel({ query, focused, acts }: CheckPanelProps) {
  const check = query.data;
  if (query.isPending) return <PageSkeleton rows={5} />;
  if (!check) return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />;
  const groups = groupsOf(check.results);
  return (
    <div className={styles.panel}>
      <Progress check={check} />
      {query.isError && <AlertLine tone="warn">预检没有更新：{sentenceOf(query.error)}系统正在自动重试。</AlertLine>}
      {groups.map((group) => (
        <ResultGroup key={group.key} group={group} focused={focused} acts={acts} />
      ))}
      {check.state === 'done' && groups.length === 0 && <Notice title="没有适用的规则">这笔交易没有需要预检的内容。</Notice>}
      <p className={styles.foot}>预检只作提示，是否扣分须由核查员决定。</p>
    </div>
  );
}

function Progress({ check }: { check: DealCheck }) {
  const unread = check.pictures.filter(({ state }) => state === 'failed').map(({ title }) => title);
  const toType = check.pictures.filter((picture) => picture.toType.length > 0);
  return (
    <section className={styles.progress} data-busy={check.state === 'reading'} role="status">
      <p>
        <b>{progressSentence(check)}</b>
        {check.checkedAt && <span>{minuteOf(check.checkedAt)}</span>}
        <span>规则包 {check.packVersion}</span>
      </p>
      {unread.length > 0 && <p>未能读取：{unread.join('、')}，请人工核对。</p>}
      {toType.length > 0 && (
        <p>没有读清、等代理人填写：{toType.map(({ title, toType: fields }) => `${title}（${fields.map(({ label }) => label).join('、')}）`).join('、')}</p>
      )}
    </section>
  );
}

/** How many results of a group still ask for something; a tick where all were overridden. */
function Count({ results }: Pick<Group, 'results'>) {
  return <span>{results.filter(({ override }) => !override).length || '✓'}</span>;
}

function ResultGroup({ group: { key, title, results }, focused, acts }: { group: Group; focused: RuleCode | undefined; acts: ResultActs }) {
  const cards = results.map((result) => <ResultCard key={result.rule} result={result} isFocused={result.rule === focused} acts={acts} />);
  if (foldedGroups.has(key)) {
    return (
      <details className={styles.group} data-key={key}>
        <summary>
          {title} <Count results={results} />
        </summary>
        {cards}
      </details>
    );
  }
  return (
    <section className={styles.group} data-key={key} aria-label={title}>
      <h3>
        {title} <Count results={results} />
      </h3>
      {cards}
    </section>
  );
}
