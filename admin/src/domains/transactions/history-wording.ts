import type { AnswerOf } from '@yongche/contract';
import { imageProblems, returnCodes, staffRoles } from '@yongche/contract/vocabulary';

export type HistoryEntry = AnswerOf<'GET /transactions/:id/history'>['entries'][number];
/** The Chinese title of a photo type in this deal, by its code. */
export type SlotTitles = Readonly<Record<string, string>>;

/** Who acted: 张** , 王示例（市场操作员） or 系统. */
export function actorOf({ actor }: Pick<HistoryEntry, 'actor'>): string {
  if (actor.kind === 'system') return '系统';
  if (actor.kind === 'agent') return `${actor.name}（代理人）`;
  return `${actor.name}（${actor.role ? staffRoles[actor.role] : '员工'}）`;
}

/** The details of an act in plain words, one sentence each; what has no word here is left out. */
export function detailsOf({ details }: Pick<HistoryEntry, 'details'>, titles: SlotTitles): string[] {
  const sentences = [
    subjectOf(details, titles),
    reasonOf(details),
    ...listOf(details.images).map((item) => [subjectOf(item, titles), reasonOf(item)].filter(Boolean).join('：')),
    ...listOf(details.problems).map((problem) => problemOf(problem)),
    typeof details.reason === 'string' ? `原因：${details.reason}` : undefined,
    typeof details.count === 'number' ? `共${details.count}张` : undefined,
    typeof details.version === 'string' ? `告知版本 ${details.version}` : undefined,
  ];
  return sentences.filter((sentence): sentence is string => Boolean(sentence));
}

type Details = Record<string, unknown>;

function subjectOf({ slot, slots }: Details, titles: SlotTitles): string | undefined {
  const codes = Array.isArray(slots) ? slots : [slot];
  const named = codes.filter((code): code is string => typeof code === 'string').map((code) => titles[code] ?? code);
  return named.length > 0 ? [...new Set(named)].join('、') : undefined;
}

function reasonOf({ code, note }: Details): string | undefined {
  if (typeof code !== 'string' || !(code in returnCodes)) return undefined;
  const reason = returnCodes[code as keyof typeof returnCodes];
  return typeof note === 'string' && note ? `${reason}（${note}）` : reason;
}

function problemOf(problem: Details | string): string | undefined {
  const code = typeof problem === 'string' ? problem : problem.code;
  return typeof code === 'string' && code in imageProblems ? imageProblems[code as keyof typeof imageProblems] : undefined;
}

function listOf(value: unknown): Details[] {
  return Array.isArray(value) ? (value as Details[]) : [];
}
