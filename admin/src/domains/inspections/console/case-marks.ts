import { returnCodes } from '@yongche/contract/vocabulary';
import type { Decision } from '../inspection';

export type ReturnCode = keyof typeof returnCodes;

/** What a mark is about: a picture, a photo type that has none (`slot`), or with both null the deal itself. */
export interface Marked {
  imageId: string | null;
  slot: string | null;
}

/** One thing that is wrong. */
export interface CaseMark extends Marked {
  code: ReturnCode;
  /** 违规代码 where it is not the usual one of the return code. */
  violation: string | null;
  note: string;
}

/** What an inspector found in one case, in the order in which it was marked. */
export type CaseMarks = readonly CaseMark[];

/** As many as one decision can carry. */
export const mostMarks = 40;

export const returnCodeList = Object.keys(returnCodes) as ReturnCode[];
/** The codes with a key of their own, 1–9; the others stand in a menu. */
export const keyedCodes = returnCodeList.slice(0, 9);
export const menuCodes = returnCodeList.slice(9);

const isAbout = (mark: CaseMark, { imageId, slot }: Marked) => mark.imageId === imageId && mark.slot === slot;
const isSame = (mark: CaseMark, other: Marked & Pick<CaseMark, 'code'>) => isAbout(mark, other) && mark.code === other.code;

/** Marks something with a code, or takes this mark away again. */
export function toggleMark(marks: CaseMarks, toggled: Marked & { code: ReturnCode; note?: string }): CaseMarks {
  if (marks.some((mark) => isSame(mark, toggled))) return marks.filter((mark) => !isSame(mark, toggled));
  const { imageId, slot, code, note = '' } = toggled;
  return marks.length < mostMarks ? [...marks, { imageId, slot, code, violation: null, note }] : marks;
}

/** The same marks with one of them changed. */
export function changeMark(marks: CaseMarks, changed: CaseMark, change: Partial<Pick<CaseMark, 'note' | 'violation'>>): CaseMarks {
  return marks.map((mark) => (isSame(mark, changed) ? { ...mark, ...change } : mark));
}

/** The marks of one picture, one photo type, or of the deal itself. */
export function marksOf(marks: CaseMarks, about: Marked): CaseMarks {
  return marks.filter((mark) => isAbout(mark, about));
}

/** 其他 without its reason: the server would refuse it. */
export function missingNote(marks: CaseMarks): CaseMark | undefined {
  return marks.find(({ code, note }) => code === 'R13' && note.trim() === '');
}

/** The decision that these marks are. */
export function problemOf(marks: CaseMarks, seconds: number): Decision {
  return {
    verdict: 'problem',
    seconds,
    marks: marks.map(({ note, ...mark }) => ({ ...mark, ...(note.trim() && { note: note.trim() }) })),
  };
}
