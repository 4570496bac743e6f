import { idIn } from '../../components/list-filters';
import type { BookCode, SubjectType } from './discipline';

/** What is filled in to register a violation. */
export interface Entries {
  code: string;
  subjectType: SubjectType | undefined;
  subjectId: string;
  transactionId: string;
  facts: string;
}

/** What the address gives along, such as the deal from which somebody comes; a type that the code does not name is left out. */
export function entriesIn(search: URLSearchParams, codes: Pick<BookCode, 'code' | 'subjects'>[]): Entries {
  const chosen = codes.find(({ code }) => code === search.get('code'));
  const only = chosen?.subjects.length === 1 ? chosen.subjects[0] : undefined;
  const type = chosen?.subjects.find((subject) => subject === search.get('subjectType')) ?? only;
  return {
    code: chosen?.code ?? '',
    subjectType: type,
    subjectId: (type && idIn(search, 'subjectId')) ?? '',
    transactionId: idIn(search, 'transactionId') ?? '',
    facts: '',
  };
}

/** What is still missing, by field. */
export function entryProblems({ code, subjectType, subjectId, facts }: Entries): Partial<Record<keyof Entries, string>> {
  return {
    ...(code === '' && { code: '请选择违规' }),
    ...(code !== '' && !subjectType && { subjectType: '请选择扣分对象的类别' }),
    ...(subjectType && subjectId === '' && { subjectId: '请选择扣分对象' }),
    ...(facts.trim() === '' && { facts: '请写明违规事实' }),
  };
}

const letters: Record<string, string> = {
  A: 'A 登记与主体资格',
  B: 'B 影像采集',
  C: 'C 委托与人证',
  D: 'D 信息与交易',
  E: 'E 核对与配合',
  F: 'F 车源与车况',
  G: 'G 信息安全',
  H: 'H 会费',
};

/** The codes by their letter, as a list to choose from. */
export function codesByLetter(codes: Pick<BookCode, 'code' | 'name' | 'points'>[]): { label: string; options: { value: string; label: string }[] }[] {
  const present = [...new Set(codes.map(({ code }) => code.charAt(0)))].sort();
  return present.map((letter) => ({
    label: letters[letter] ?? letter,
    options: codes
      .filter(({ code }) => code.startsWith(letter))
      .map(({ code, name, points }) => ({ value: code, label: `${code} ${name}　${points === 0 ? '不扣分' : `${points}分`}` })),
  }));
}
