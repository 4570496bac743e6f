import type { Actor } from '../../http/actor';
import type { RuleBook } from './rule-book.entity';

type Book = Pick<RuleBook, 'state' | 'madeBy' | 'changedBy'>;

const makesBooks = (actor: Actor) => actor.role === 'inspector' || actor.role === 'clerk';
/** What was adopted is for everybody; drafts and what was withdrawn are the association's own. */
export const mayReadBook = (actor: Actor, { state }: Book) => state === 'adopted' || (actor.kind === 'staff' && actor.marketId === null);
/** While a meeting has it, or has passed it, what it voted on stays as it is. */
export const mayChangeBook = (actor: Actor, { state }: Book, beforeMeeting: boolean) => makesBooks(actor) && state === 'draft' && !beforeMeeting;
export const mayProposeBook = (actor: Actor, { state }: Book, beforeMeeting: boolean) => actor.role === 'clerk' && state === 'draft' && !beforeMeeting;
/** Who has neither made nor changed it. */
export const isImpartialToBook = (actor: Actor, { madeBy, changedBy }: Book) => actor.kind === 'staff' && madeBy !== actor.staffId && changedBy !== actor.staffId;
export const mayAdoptBook = (actor: Actor, book: Book, passed: boolean) => actor.role === 'president' && book.state === 'draft' && passed && isImpartialToBook(actor, book);
export const mayWithdrawBook = (actor: Actor, { state }: Book) => (actor.role === 'clerk' || actor.role === 'president') && state === 'draft';
