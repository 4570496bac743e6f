import type { AnswerOf } from '@yongche/contract';

export type DealCheck = AnswerOf<'GET /transactions/:id/checks'>;
export type RuleResult = DealCheck['results'][number];
export type ComparedValue = RuleResult['values'][number];
export type ReadPicture = DealCheck['pictures'][number];
export type Box = NonNullable<ComparedValue['box']>;

/** What an agent reads of a check, the gravest first. */
export interface CheckView {
  /** They stop the submission until they are put right, or a person is asked. */
  stops: RuleResult[];
  /** Worth a look; the deal may go on. */
  hints: RuleResult[];
  unsure: RuleResult[];
  /** Comparisons that agree. */
  agreed: number;
}

/** The results by what they ask of the agent; what speaks of nothing on a picture (漏拍, 告知) stands in the photo list already. */
export function viewOfCheck({ results }: Pick<DealCheck, 'results'>): CheckView {
  const told = results.filter(
    ({ severity, values, areas }) => severity !== 'shadow' && values.length + areas.length > 0,
  );
  const wrong = told.filter(({ verdict }) => verdict === 'inconsistent');
  const stops = wrong.filter(stopsSubmission);
  return {
    stops,
    hints: wrong.filter((result) => !stops.includes(result)),
    unsure: told.filter(({ verdict }) => verdict === 'uncertain'),
    agreed: results.filter(({ verdict, severity }) => verdict === 'consistent' && severity !== 'shadow').length,
  };
}

const stopsSubmission = ({ severity, dispute, override }: RuleResult) =>
  severity === 'block' && !dispute && !override;

/** Places of the photo list that a result speaks of, each once: where the values differ, or else all. */
export function slotsOf({ values, areas }: RuleResult): string[] {
  const different = values.filter(({ differs }) => differs);
  const spoken = [...(different.length > 0 ? different : values), ...areas];
  return [...new Set(spoken.flatMap(({ slot }) => slot ?? []))];
}

/** “前面还有3张，约5秒”, or that it is this deal's turn. */
export function queueText({ queue, pictures }: Pick<DealCheck, 'queue' | 'pictures'>): string {
  const left = pictures.filter(({ state }) => state === 'waiting' || state === 'running').length;
  const own = `本交易还有${left}张照片在读取`;
  return queue && queue.ahead > 0 ? `${own}，前面排着${queue.ahead}张，约${queue.seconds}秒。` : `${own}，请稍候。`;
}

/** How a picture of a place stands with the machine, where that is worth a word. */
export function readingText(pictures: ReadPicture[]): string | undefined {
  if (pictures.some(({ toType }) => toType.length > 0)) return '有栏位没读清，请核对填写';
  const states = pictures.map(({ state }) => state);
  if (states.includes('running') || states.includes('waiting')) return '机器读取中…';
  if (states.includes('failed')) return '机器没能读取，由市场人工核对';
  return undefined;
}

/** Where the frame lies over the picture: a little larger than what it holds, and never beyond the edge. */
export function placeOf({ x, y, width, height }: Box): Record<'left' | 'top' | 'width' | 'height', string> {
  const room = 0.012;
  const percent = (share: number) => `${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}%`;
  const [left, top] = [Math.max(0, x - room), Math.max(0, y - room)];
  return {
    left: percent(left),
    top: percent(top),
    width: percent(Math.min(1, x + width + room) - left),
    height: percent(Math.min(1, y + height + room) - top),
  };
}
