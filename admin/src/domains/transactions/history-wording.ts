import type { AnswerOf } from '@yongche/contract';
import { documentFields, imageProblems, returnCodes, ruleCodes, staffRoles } from '@yongche/contract/vocabulary';
import type { Deal } from './deal';

export type HistoryEntry = AnswerOf<'GET /transactions/:id/history'>['entries'][number];

/** One act, or several alike in a row (照片逐张查看、逐张质检), told as one. */
interface HistoryStep {
  entry: HistoryEntry;
  /** When the last of them happened. */
  until: string;
  details: HistoryEntry['details'][];
}

/** Acts on single pictures, which the audit log holds picture by picture. */
const picturewise = new Set<HistoryEntry['action']>([
  'transactions.image_viewed',
  'transactions.image_accepted',
  'transactions.upload_permitted',
]);

/** Gathers equal acts of the same person on single pictures, as long as nothing else happens to the deal in between. */
export function stepsOf(entries: HistoryEntry[]): HistoryStep[] {
  const steps: HistoryStep[] = [];
  let run: HistoryStep[] = [];
  for (const entry of entries) {
    if (!picturewise.has(entry.action)) run = [];
    const alike = run.find((step) => step.entry.action === entry.action && actorOf(step.entry) === actorOf(entry));
    if (alike) {
      alike.until = entry.at;
      alike.details.push(entry.details);
      continue;
    }
    const step = { entry, until: entry.at, details: [entry.details] };
    steps.push(step);
    if (picturewise.has(entry.action)) run.push(step);
  }
  return steps;
}

/** Who acted: 甄**（代理人）, 王示例（市场操作员） or 系统. */
export function actorOf({ actor }: Pick<HistoryEntry, 'actor'>): string {
  if (actor.kind === 'system') return '系统';
  if (actor.kind === 'agent') return `${actor.name}（代理人）`;
  return `${actor.name}（${actor.role ? staffRoles[actor.role] : '员工'}）`;
}

/** Finds the Chinese title of a photo type, by its code or by one of its pictures. */
type TitleOf = (named: { slot?: unknown; imageId?: unknown }) => string | undefined;

/** Titles of the deal's photos; a picture that was replaced is known from the acts that name its type. */
export function titlesOf(deal: Pick<Deal, 'slots'>, entries: Pick<HistoryEntry, 'details'>[]): TitleOf {
  const titles = new Map<unknown, string>(deal.slots.map(({ code, title }) => [code, title]));
  const slots = new Map<unknown, unknown>(entries.map(({ details }) => [details.imageId, details.slot]));
  deal.slots.forEach(({ code, images }) => images.forEach(({ id }) => slots.set(id, code)));
  return ({ slot, imageId }) => {
    const code = slot ?? slots.get(imageId);
    return titles.get(code) ?? (typeof code === 'string' ? code : undefined);
  };
}

const fieldNames: Record<string, string> = { ...documentFields, vin: '车架号', plate: '车牌', mortgaged: '抵押情况', parties: '买卖双方' };

/** More photo types than these are counted instead of named. */
const mostTitles = 4;

/** What an act changed, in plain words, one sentence each; what has no word here is left out. */
export function detailsOf({ details }: Pick<HistoryStep, 'details'>, titleOf: TitleOf): string[] {
  const titles = details.flatMap(({ slots, ...single }) =>
    Array.isArray(slots) ? slots.map((slot: unknown) => titleOf({ slot })) : [titleOf(single)],
  );
  const kinds = [...new Set(titles.filter((title) => title !== undefined))];
  const named = kinds.slice(0, mostTitles).join('、') + (kinds.length > mostTitles ? ` 等${kinds.length}种` : '');
  const terminals = [...new Set(details.flatMap(({ terminal }) => (typeof terminal === 'string' ? [`在固定端 ${terminal}`] : [])))];
  return [named, ...details.flatMap((one) => sentencesOf(one, titleOf)), ...terminals].filter(Boolean);
}

function sentencesOf({ images, problems, fields, reason, version, rule, note }: Record<string, unknown>, titleOf: TitleOf): string[] {
  return [
    ...(typeof rule === 'string' && rule in ruleCodes ? [`${rule} ${ruleCodes[rule as keyof typeof ruleCodes]}`] : []),
    ...listOf(images).map((image) => `${titleOf(image) ?? '照片'}：${returnOf(image)}`),
    ...listOf(problems).map(problemOf),
    ...(Array.isArray(fields) && fields.length > 0 ? [`改了：${fields.map((field) => fieldNames[String(field)] ?? String(field)).join('、')}`] : []),
    ...(typeof images === 'number' ? [`照片${images}张，已冻结`] : []),
    ...(typeof reason === 'string' && reason ? [`原因：${reason}`] : []),
    ...(typeof note === 'string' && note ? [`说明：${note}`] : []),
    ...(typeof version === 'string' ? [`告知版本 ${version}`] : []),
  ];
}

function returnOf({ code, note }: Record<string, unknown>): string {
  const reason = returnCodes[code as keyof typeof returnCodes] ?? '';
  return typeof note === 'string' && note ? `${reason}（${note}）` : reason;
}

function problemOf(problem: unknown): string {
  const code = typeof problem === 'object' && problem !== null && 'code' in problem ? problem.code : problem;
  return imageProblems[code as keyof typeof imageProblems] ?? '';
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
}
