import { disciplineSubjects, measureKinds } from '@yongche/contract/vocabulary';
import { draftNext } from '../governance/adopted-version';
import type { BookCode, BookEffect, Outcome, RuleBook, RuleBookContent, SubjectType } from './discipline';

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1 to 99 as articles and chapters are counted: 五, 十, 十九, 二十. */
export function countWord(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${digits[ones] ?? ''}`;
}

export const articleName = (number: number): string => `第${countWord(number)}条`;
/** 第一章 总则: the title alone where the book counts its chapters itself. */
export const chapterName = (at: number, title: string): string => (/^第.+章/.test(title) ? title : `第${countWord(at + 1)}章　${title}`);

/** What has to happen next with a book, in one sentence. */
export function bookNext(book: Pick<RuleBook, 'state' | 'inForce' | 'effectiveOn' | 'agendaItemId' | 'atMeeting' | 'may'>): string {
  const { state, inForce, effectiveOn } = book;
  if (inForce) return '现在发现的违规按这一版处理。要修订，请以它为底新建草稿。';
  if (state === 'adopted') return `已通过，${effectiveOn ?? ''} 起发现的违规按这一版处理；此前的仍按原来的。`;
  if (state === 'withdrawn') return '已撤回，不再使用。';
  return draftNext(book, '生效日');
}

export const subjectsWord = ({ subjects }: Pick<BookCode, 'subjects'>): string => subjects.map((subject) => disciplineSubjects[subject]).join('、');

/** What a code brings besides its points, a word or two each. */
export function codeNotes({ route, suspendsAtOnce, refers, minor }: Pick<BookCode, 'route' | 'suspendsAtOnce' | 'refers' | 'minor'>): string[] {
  return [...(suspendsAtOnce ? ['立即暂停'] : []), ...(refers ? ['移送有关部门'] : []), ...(minor ? ['轻微'] : []), ...(route ? [route] : [])];
}

/** 每满3分警告, with the term where the measure has one. */
export function measureLine({ from, kind, workingDays, days }: RuleBookContent['measures'][number]): string {
  const term = workingDays !== null ? `，${workingDays}个工作日` : days !== null ? `，${days}天` : '';
  return `满${from}分：${measureKinds[kind]}${term}`;
}

/** 多扣3分, 少扣1分, 一样: this book beside the one in force. */
export function differenceWord(here: number, inForce: number, unit: string): string {
  if (here === inForce) return '一样';
  return `${here > inForce ? '多' : '少'}${Math.abs(here - inForce)}${unit}`;
}

/** What the past year would have been by this book, in sentences. */
export function effectSentences({ violations, points, measures, better, worse }: BookEffect): string[] {
  if (violations === 0) return ['这一年没有违规记录，看不出影响。'];
  const changed = measures
    .filter(({ here, inForce }) => here !== inForce)
    .map(({ kind, here, inForce }) => `${measureKinds[kind]}${differenceWord(here, inForce, '次')}`);
  return [
    `这一年有 ${violations} 项违规。按现行细则共扣 ${points.inForce} 分，按这一版共扣 ${points.here} 分，${differenceWord(points.here, points.inForce, '分')}。`,
    changed.length > 0 ? `措施：${changed.join('，')}。` : '措施的次数一样。',
    better + worse === 0 ? '没有对象会因此变好或变差。' : `${worse} 个对象会扣得更多，${better} 个会扣得更少。`,
  ];
}

export const cycleWords: Record<RuleBookContent['cycles'][SubjectType], string> = { from_issue: '自代理证核发起 12 个月', calendar_year: '公历年度' };

/** 0.045 as 4.5%. */
export const percentWord = (share: number): string => `${Math.round(share * 1000) / 10}%`;

/** 过渡安排 to be read: the codes in their order, the others last, each from its earliest day on. */
export function transitionLines(
  transition: RuleBookContent['transition'],
  codes: Pick<BookCode, 'code' | 'name'>[],
): { key: string; who: string; from: string; mode: Outcome }[] {
  const rank = (code: string | null) => code ?? 'ZZZ';
  return [...transition]
    .sort((one, other) => rank(one.code).localeCompare(rank(other.code)) || one.from.localeCompare(other.from))
    .map(({ code, from, mode }) => {
      const name = codes.find((known) => known.code === code)?.name;
      const who = code === null ? '其他代码' : [code, name].filter(Boolean).join(' ');
      return { key: `${code} ${from}`, who, from, mode };
    });
}

/** The lines of a text that the other text has not; those that both have step back behind dots. */
export function linesBeside(text: string, other: string): { line: string; isSame: boolean }[] {
  const known = new Set(other.split('\n'));
  return text.split('\n').reduce<{ line: string; isSame: boolean }[]>((lines, line) => {
    if (!known.has(line)) return [...lines, { line, isSame: false }];
    return lines.at(-1)?.isSame ? lines : [...lines, { line: '……', isSame: true }];
  }, []);
}
