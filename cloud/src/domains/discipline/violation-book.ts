import type { BookCode, RuleBookContent } from '@yongche/contract/discipline.shapes';
import { dayInShanghai } from '../../clock';
import { workingDayAfter } from '../../working-days';
import type { Violation } from './violation.entity';

type Article = RuleBookContent['chapters'][number]['articles'][number];

/** The violation's code in its own book; a violation is only noticed under a book that knows it. */
export function codeIn({ codes }: RuleBookContent, { code }: Pick<Violation, 'code'>): BookCode {
  return codes.find((known) => known.code === code)!;
}

/** The article on which a code rests (the validation of books holds that there is one). */
export function articleIn({ chapters }: RuleBookContent, number: number): Article {
  return chapters.flatMap(({ articles }) => articles).find((article) => article.number === number)!;
}

/** Last day (Shanghai) of the appeal; null before the decision, and where nothing can be appealed. */
export function appealUntil({ appealWorkingDays }: RuleBookContent, { decidedAt, outcome }: Pick<Violation, 'decidedAt' | 'outcome'>): string | null {
  return decidedAt && outcome === 'points' ? workingDayAfter(dayInShanghai(decidedAt), appealWorkingDays) : null;
}
