import type { returnCodes } from '@yongche/contract/vocabulary';
import type { ComparedValue, RuleCode, RuleResult, Spot } from './check';

type ReturnCode = keyof typeof returnCodes;

/** Values that are written as words of the program, in the trade's words. */
const words: Partial<Record<ComparedValue['field'], Record<string, string>>> = {
  seal: { yes: '有公章', no: '没有公章' },
  mortgage: { yes: '抵押中', no: '无抵押' },
  validUntil: { long: '长期' },
  direction: { reverse: '反向开票', normal: '正常开票' },
};

/** A value as people write it; null where nothing could be read. */
export function valueWord({ field, value }: Pick<ComparedValue, 'field' | 'value'>): string | null {
  if (value === null) return null;
  return words[field]?.[value] ?? value;
}

/** How sure the reading is, as a whole percentage; what was typed or entered has none to show. */
export function confidenceWord({ source, confidence }: Pick<ComparedValue, 'source' | 'confidence'>): string | undefined {
  return source === 'read' && confidence !== null ? `${Math.floor(confidence * 100)}%` : undefined;
}

/** The code with which a picture usually goes back for a rule; where none says it, 其他 with the rule's own sentence. */
const usualCodes: Partial<Record<RuleCode, ReturnCode>> = {
  'T-01': 'R01',
  'T-02': 'R02',
  'T-03': 'R04',
  'T-04': 'R09',
  'T-05': 'R09',
  'T-06': 'R09',
  'T-07': 'R09',
  'T-08': 'R07',
  'T-09': 'R11',
  'T-10': 'R08',
  'T-12': 'R09',
  'T-15': 'R04',
  'T-18': 'R09',
  'T-19': 'R09',
  'T-22': 'R12',
  'T-23': 'R08',
};

/** What a label of T-02 or T-03 says of the picture more exactly than the rule does. */
const codesByWord: [word: RegExp, code: ReturnCode][] = [
  [/缺边|遮挡/, 'R03'],
  [/不是|种类/, 'R10'],
  [/复印/, 'R05'],
  [/修改|编码|截屏/, 'R06'],
];

/** Notes of a return are at most this long. */
const longestNote = 200;

/** The return code and the note that a result suggests for one of its pictures. */
export function suggestedReturn(result: RuleResult, spot: Spot): { code: ReturnCode; note: string } {
  const isAboutThePicture = result.rule === 'T-02' || result.rule === 'T-03';
  const exact = isAboutThePicture ? codesByWord.find(([word]) => word.test(`${spot.label} ${result.sentence}`))?.[1] : undefined;
  return { code: exact ?? usualCodes[result.rule] ?? 'R13', note: result.sentence.slice(0, longestNote) };
}

/** Where a value stands: its picture with the area; undefined for what was entered. */
export function spotOfValue({ imageId, box, label }: ComparedValue): Spot | undefined {
  return imageId === null ? undefined : { imageId, box, label };
}

/** The places that a rule speaks of: first the areas, then the values that differ, then the rest; each place once. */
export function spotsOf({ values, areas }: Pick<RuleResult, 'values' | 'areas'>): Spot[] {
  const differing = [...values].sort((one, other) => Number(other.differs) - Number(one.differs));
  const spots = [...areas.map(({ imageId, box, label }) => ({ imageId, box, label })), ...differing.flatMap((value) => spotOfValue(value) ?? [])];
  const seen = new Set<string>();
  return spots.filter(({ imageId, box }) => {
    const place = `${imageId} ${JSON.stringify(box)}`;
    return !seen.has(place) && seen.add(place);
  });
}

/** One place of each picture that a return could be about: what differs, or where nothing does, whatever the rule names. */
export function returnableSpots(result: RuleResult): Spot[] {
  const differing = result.values.filter(({ differs }) => differs);
  const spots = spotsOf({ areas: result.areas, values: differing.length > 0 ? differing : result.values });
  return spots.filter(({ imageId }, at) => spots.findIndex((spot) => spot.imageId === imageId) === at);
}
