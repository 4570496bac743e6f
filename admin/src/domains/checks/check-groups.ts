import type { DealCheck, RuleResult } from './check';

/** Under which heading a result stands; the order is that of the panel. */
export const groupTitles = {
  block: '拦截',
  flag: '标记',
  warn: '提醒',
  uncertain: '不能确定',
  consistent: '一致',
  shadow: '影子规则（不影响办理）',
} as const;

export type GroupKey = keyof typeof groupTitles;
/** What is looked up rather than read stays folded. */
export const foldedGroups: ReadonlySet<GroupKey> = new Set(['consistent', 'shadow']);

export interface Group {
  key: GroupKey;
  title: string;
  results: RuleResult[];
}

function groupOf({ severity, verdict }: RuleResult): GroupKey {
  if (severity === 'shadow') return 'shadow';
  return verdict === 'inconsistent' ? severity : verdict;
}

/** Whether a result keeps the deal from its completion: it does until the operator has overridden it. */
export function isStopping(result: RuleResult): boolean {
  return groupOf(result) === 'block' && result.override === null;
}

/** The results by what they cost, the worst first, and what still stops before what was overridden; empty headings are left out. */
export function groupsOf(results: RuleResult[]): Group[] {
  return (Object.keys(groupTitles) as GroupKey[]).flatMap((key) => {
    const inside = results.filter((result) => groupOf(result) === key);
    const ordered = [...inside].sort((one, other) => Number(isStopping(other)) - Number(isStopping(one)));
    return ordered.length > 0 ? [{ key, title: groupTitles[key], results: ordered }] : [];
  });
}

/** The results that somebody should look at, in the order of the panel. */
export function openResults(results: RuleResult[]): RuleResult[] {
  return groupsOf(results)
    .filter(({ key }) => !foldedGroups.has(key))
    .flatMap((group) => group.results)
    .filter(({ override }) => override === null);
}

/** More rules than these are counted instead of named. */
const mostNames = 3;

/** Why the deal cannot be completed yet, in one sentence; undefined where nothing stops it. */
export function stopSentence(results: RuleResult[]): string | undefined {
  const stopping = results.filter(isStopping);
  if (stopping.length === 0) return undefined;
  const names = stopping.slice(0, mostNames).map(({ rule, title }) => `${rule} ${title}`).join('、');
  return `还有${stopping.length}条拦截：${names}${stopping.length > mostNames ? '等' : ''}。请核对原件后放行，或退回照片。`;
}

/** How far the check is: 前面还有3张照片，约12秒 … 预检完成. */
export function progressSentence({ state, queue, pictures }: Pick<DealCheck, 'state' | 'queue' | 'pictures'>): string {
  if (state === 'done') return '预检完成';
  const read = pictures.filter((picture) => picture.state === 'done' || picture.state === 'failed').length;
  if (queue && queue.ahead > 0) return `排队第${queue.ahead + 1}位，约${waitWord(queue.seconds)}后开始读取`;
  return `正在读取照片，已读 ${read} / ${pictures.length} 张`;
}

function waitWord(seconds: number): string {
  return seconds < 60 ? `${Math.max(1, Math.round(seconds))}秒` : `${Math.ceil(seconds / 60)}分钟`;
}
