import type { RuleBookContent } from '@yongche/contract/discipline.shapes';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type Act, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { isDuplicateKey } from '../../database-errors';
import type { Actor, StaffActor } from '../../http/actor';
import { ensure, refuseField, Refusal } from '../../http/errors';
import { proposeItem, withdrawItem } from '../governance/agenda';
import { resolutionToAdopt } from '../governance/resolutions';
import { keyOfBook, proposalOf } from './book-proposals';
import { ensureBookSound } from './book-soundness';
import { RuleBook } from './rule-book.entity';
import { isImpartialToBook, mayChangeBook, mayProposeBook, mayReadBook, mayWithdrawBook } from './rule-books.policy';

interface Draft {
  version: string;
  title: string;
  content: RuleBookContent;
}

/** 新建草稿. @throws discipline.book_exists, request.invalid naming each setting that cannot be */
export async function createBook(tx: EntityManager, { version, title, content }: Draft, staff: StaffActor, by: By): Promise<RuleBook> {
  ensureBookSound(content);
  const unpublished = { effectiveOn: null, resolutionId: null, publishedOn: null, publishedWhere: null };
  const book: RuleBook = { id: uuidv7(), version, state: 'draft', title, ...unpublished, madeBy: staff.staffId, changedBy: null, createdAt: by.at, content };
  await tx.insert(RuleBook, book).catch((error: unknown) => {
    throw isDuplicateKey(error, 'PRIMARY') ? new Refusal('discipline.book_exists') : error;
  });
  await audit(tx, by, act('discipline.book_created', book));
  return book;
}

/** 修改草稿, unless a meeting has it; who changes it counts as its maker too. @throws discipline.book_wrong_state */
export async function changeBook(tx: EntityManager, { version, title, content }: Draft, staff: StaffActor, by: By): Promise<RuleBook> {
  ensureBookSound(content);
  const book = await lockBook(tx, version);
  ensure(mayChangeBook(staff, book, await isBeforeMeeting(tx, version)), 'discipline.book_wrong_state');
  return move(tx, book, { title, content, changedBy: staff.staffId }, by, act('discipline.book_changed', book));
}

/** 提交会员大会: from now on the text stays as it is, until the meeting rejects it. @throws discipline.book_wrong_state */
export async function proposeBook(tx: EntityManager, version: string, staff: StaffActor, by: By): Promise<RuleBook> {
  const book = await lockBook(tx, version);
  ensure(mayProposeBook(staff, book, await isBeforeMeeting(tx, version)), 'discipline.book_wrong_state');
  const { chapters, codes } = book.content;
  const articles = chapters.flatMap((chapter) => chapter.articles);
  const itemId = await proposeItem(
    tx,
    {
      kind: 'rule_book',
      key: keyOfBook(version),
      title: `审议《${book.title}》（${version}版）`,
      proposal: '审议通过后，由会长公布并写明生效日；不通过的，不生效。',
      facts: [`共${chapters.length}章${articles.length}条，${codes.length}个违规代码`, ...chapters.map(({ title, articles: within }, at) => `第${at + 1}章 ${title}：第${within[0]!.number}至${within.at(-1)!.number}条`)],
      link: keyOfBook(version),
      decidedIn: 'general',
      madeBy: staff.staffId,
    },
    by,
  );
  await audit(tx, by, act('discipline.book_proposed', book, { itemId }));
  return book;
}

export interface Adoption {
  version: string;
  resolutionId: string;
  publishedOn: string;
  publishedWhere: string;
  effectiveOn: string;
}

/**
 * 通过并公布 by the resolution of the general meeting, for what is noticed from a day to come on.
 * @throws discipline.book_wrong_state, discipline.book_same_person, discipline.resolution_missing, request.invalid for days out of order
 */
export async function adoptBook(tx: EntityManager, { version, resolutionId, publishedOn, publishedWhere, effectiveOn }: Adoption, staff: StaffActor, by: By): Promise<RuleBook> {
  const book = await lockBook(tx, version);
  ensure(book.state === 'draft', 'discipline.book_wrong_state');
  ensure(isImpartialToBook(staff, book), 'discipline.book_same_person');
  const today = dayInShanghai(by.at);
  const resolution = await resolutionToAdopt(tx, keyOfBook(version), { resolutionId, publishedOn, today });
  ensure(resolution, 'discipline.resolution_missing');
  if (effectiveOn <= today || effectiveOn < publishedOn) refuseField('effectiveOn', '生效日应在公布之后、今天之后，之前告知的违规不受影响。');
  if (!book.content.transition.some(({ code, from }) => code === null && from <= effectiveOn)) refuseField('effectiveOn', '这一版没有写明当天是指出改正还是扣分，请选择过渡安排开始之后的日子。');
  const adoption = { state: 'adopted', resolutionId, publishedOn, publishedWhere, effectiveOn } as const;
  return move(tx, book, adoption, by, act('discipline.book_adopted', book, { effectiveOn, publishedOn, resolution: resolution.number })).catch((error: unknown) => {
    if (isDuplicateKey(error, 'rule_books_effective_on')) refuseField('effectiveOn', '这一天已有另一版管理细则生效，请换一天。');
    throw error;
  });
}

/** 撤回草稿, from the meeting too. @throws discipline.book_wrong_state */
export async function withdrawBook(tx: EntityManager, { version, reason }: { version: string; reason: string }, staff: StaffActor, by: By): Promise<RuleBook> {
  const book = await lockBook(tx, version);
  ensure(mayWithdrawBook(staff, book), 'discipline.book_wrong_state');
  await withdrawItem(tx, keyOfBook(version), reason, by);
  return move(tx, book, { state: 'withdrawn' }, by, act('discipline.book_withdrawn', book, { reason }));
}

/** @throws discipline.book_not_found, also for drafts where the actor may not see any */
export async function findBook(tx: EntityManager, version: string, actor: Actor): Promise<RuleBook> {
  const book = await tx.findOneBy(RuleBook, { version });
  ensure(book && mayReadBook(actor, book), 'discipline.book_not_found');
  return book;
}

async function lockBook(tx: EntityManager, version: string): Promise<RuleBook> {
  const book = await tx.findOne(RuleBook, { where: { version }, lock: { mode: 'pessimistic_write' } });
  ensure(book, 'discipline.book_not_found');
  return book;
}

const isBeforeMeeting = async (tx: EntityManager, version: string) => (await proposalOf(tx, version))?.beforeMeeting ?? false;
const act = (action: Act['action'], { id, version }: RuleBook, details: Record<string, unknown> = {}): Act => ({ action, subject: { type: 'rule_book', id }, details: { version, ...details } });

async function move(tx: EntityManager, book: RuleBook, change: Partial<RuleBook>, by: By, told: Act): Promise<RuleBook> {
  await tx.update(RuleBook, book.version, change);
  const changes = change.state && { state: { before: book.state, after: change.state } };
  await audit(tx, by, { ...told, ...(changes ? { changes } : {}) });
  return { ...book, ...change };
}
