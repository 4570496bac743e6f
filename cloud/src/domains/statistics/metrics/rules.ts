import { bookInForce } from '../../discipline/books-in-force';
import { RuleBook } from '../../discipline/rule-book.entity';
import type { Metric, Reader } from './metric';

/** 管理细则 in force on the last day. */
const readRuleBook: Reader = async (tx, { to }) => {
  const found = await bookInForce(tx, to);
  const gap = '到期间结束时还没有施行的管理细则。';
  if (!found) return { rule_book_chapters: { gap }, rule_book_articles: { gap }, rule_book_published: { gap }, rule_book_from: { gap } };
  const { publishedOn, effectiveOn } = await tx.findOneOrFail(RuleBook, { select: { version: true, publishedOn: true, effectiveOn: true }, where: { version: found.version } });
  const { chapters } = found.content;
  return {
    rule_book_chapters: { value: chapters.length },
    rule_book_articles: { value: chapters.reduce((sum, { articles }) => sum + articles.length, 0) },
    rule_book_published: publishedOn ? { text: publishedOn.slice(0, 7) } : { gap: '管理细则没有登记公布日期。' },
    rule_book_from: { text: effectiveOn },
  };
};

const ofCount = { group: 'rules', kind: 'count', read: readRuleBook } as const;

export const ruleMetrics = {
  rule_book_chapters: { ...ofCount, unit: '章', definition: '期间最后一日施行的管理细则的章数。' },
  rule_book_articles: { ...ofCount, unit: '条', definition: '期间最后一日施行的管理细则的条数。' },
  rule_book_published: { group: 'rules', kind: 'month', unit: '', definition: '该管理细则对外公布的月份。', read: readRuleBook },
  rule_book_from: { group: 'rules', kind: 'day', unit: '', definition: '该管理细则开始施行的日期。', read: readRuleBook },
} as const satisfies Record<string, Metric>;
