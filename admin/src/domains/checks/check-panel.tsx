import type { UseQueryResult } from '@tanstack/react-query';
import { sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageSkeleton } from '../../components/page-skeleton';
import type { DealCheck, RuleCode } from './check';
import { groupsOf, progressSentence } from './check-groups';
import styles from './check-panel.module.css';
import type { ResultActs } from './result-card';
import { ResultGroups } from './result-groups';

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
      <CheckProgress check={check} />
      {query.isError && <AlertLine tone="warn">预检没有更新：{sentenceOf(query.error)}系统正在自动重试。</AlertLine>}
      <ResultGroups groups={groups} focused={focused} acts={acts} />
      {check.state === 'done' && groups.length === 0 && <Notice title="没有适用的规则">这笔交易没有需要预检的内容。</Notice>}
      <p className={styles.foot}>预检只作提示，是否扣分须由核查员决定。</p>
    </div>
  );
}

/** How far the reading is, by which pack, and what could not be read. */
export function CheckProgress({ check }: { check: DealCheck }) {
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
