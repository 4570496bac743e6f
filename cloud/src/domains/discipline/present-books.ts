import { type EntityManager, In } from 'typeorm';
import { dayInShanghai } from '../../clock';
import type { Actor } from '../../http/actor';
import { atMeeting } from '../governance/proposals';
import { adoptionOf } from '../governance/resolutions';
import { Staff } from '../identity/staff.entity';
import { differencesOf } from './book-differences';
import { proposalOf } from './book-proposals';
import { bookInForce } from './books-in-force';
import { RuleBook } from './rule-book.entity';
import { mayAdoptBook, mayChangeBook, mayProposeBook, mayReadBook, mayWithdrawBook } from './rule-books.policy';

const cameWithSystem = '随系统发布';

/** 管理细则列表, latest first; who is not of the association sees what was adopted. */
export async function listBooks(tx: EntityManager, actor: Actor, now: Date) {
  const books = await tx.find(RuleBook, { order: { createdAt: 'DESC', version: 'DESC' } });
  return { items: await presentBooks(tx, books.filter((book) => mayReadBook(actor, book)), now) };
}

export async function presentBook(tx: EntityManager, book: RuleBook, now: Date) {
  const [presented] = await presentBooks(tx, [book], now);
  return presented!;
}

async function presentBooks(tx: EntityManager, books: RuleBook[], now: Date) {
  const inForce = await bookInForce(tx, dayInShanghai(now));
  const ids = [...new Set(books.map(({ madeBy }) => madeBy))].filter((id) => id !== null);
  const staff = ids.length > 0 ? await tx.find(Staff, { select: { id: true, name: true }, where: { id: In(ids) } }) : [];
  const nameOf = new Map(staff.map(({ id, name }) => [id, name]));
  return Promise.all(
    books.map(async (book) => {
      const { version, state, title, effectiveOn, madeBy, createdAt } = book;
      return { version, state, title, effectiveOn, inForce: version === inForce?.version, adoption: await adoptionOf(tx, book), atMeeting: atMeeting(await proposalOf(tx, version)), madeBy: madeBy ? (nameOf.get(madeBy) ?? '') : cameWithSystem, createdAt };
    }),
  );
}

/** One book with its content, what is different in it, and what may be done with it. */
export async function presentBookContent(tx: EntityManager, book: RuleBook, actor: Actor, now: Date) {
  const inForce = await bookInForce(tx, dayInShanghai(now));
  const proposal = await proposalOf(tx, book.version);
  const beforeMeeting = proposal?.beforeMeeting ?? false;
  return {
    ...(await presentBook(tx, book, now)),
    content: book.content,
    differences: inForce ? differencesOf(book.content, inForce.content) : [],
    agendaItemId: proposal?.agendaItemId ?? null,
    may: {
      change: mayChangeBook(actor, book, beforeMeeting),
      propose: mayProposeBook(actor, book, beforeMeeting),
      adopt: mayAdoptBook(actor, book, proposal?.passed ?? false),
      withdraw: mayWithdrawBook(actor, book),
    },
  };
}
