import type { AnswerOf, RequestOf } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { dayInShanghai } from '../src/clock';
import { disciplineRound } from '../src/domains/discipline/rounds';
import { recount } from '../src/domains/discipline/standings';
import type { Subject } from '../src/domains/discipline/subjects';
import { registryRound } from '../src/domains/registry/rounds';
import { staffNow } from './discipline';
import type { Caller } from './people';
import type { Product } from './product';

type Violation = AnswerOf<'GET /violations/:id'>;
type Registered = NonNullable<RequestOf<'POST /violations'>['body']>;

/** Who finds, who speaks for the subject, and who decides. */
export interface Case {
  inspector: Caller;
  subject: Caller;
}

/** A violation that an inspector has registered and its subject has answered, so that it can be decided. */
export async function answered({ inspector, subject }: Case, code: string, { type, id }: Subject, transactionId: string | null = null): Promise<Violation> {
  const body: Registered = { code, subjectType: type, subjectId: id, transactionId, facts: '核查时发现，见所附材料。' };
  const { id: violationId } = await inspector.call('POST /violations', { body });
  return subject.call('POST /violations/:id/statement', { params: { id: violationId }, body: { text: '情况属实。' } });
}

/** The same, decided: it costs points. */
export async function pointsTaken(people: Case, code: string, subject: Subject, transactionId: string | null = null): Promise<Violation> {
  const { id } = await answered(people, code, subject, transactionId);
  return decide(people, id, 'points');
}

export const decide = ({ inspector }: Case, id: string, outcome: 'points' | 'correction' | 'dismissed') => inspector.call('POST /violations/:id/decision', { params: { id }, body: { outcome, reason: '事实清楚，依据明确。' } });

export const appeal = ({ subject }: Case, id: string) => subject.call('POST /violations/:id/appeal', { params: { id }, body: { text: '请重新核对照片。' } });

/** 申诉决定 by an employee who had nothing to do with it. */
export const judge = (judge: Caller, id: string, outcome: 'upheld' | 'revoked') => judge.call('POST /violations/:id/appeal-decision', { params: { id }, body: { outcome, reason: '经复核。' } });

/** What comes with a day, as the jobs of the server do it: the register's round and that of discipline. */
export async function roundsAfter({ server: { deps }, clock }: Product, days: number): Promise<void> {
  clock.advance(days * 24 * 3600);
  await registryRound(deps.db, clock.now());
  await disciplineRound(deps);
}

/** Counts a subject anew, as every decision does. */
export async function recounted({ server: { deps }, clock }: Product, ...subjects: Subject[]): Promise<void> {
  await deps.db.transaction((tx: EntityManager) => recount(tx, subjects, { author: { kind: 'system' }, origin: undefined, at: clock.now() }));
}

/** A standing as an inspector reads it now. */
export async function standingOf(product: Product, { type, id }: Subject): Promise<AnswerOf<'GET /standings/:subjectType/:id'>> {
  const inspector = await staffNow(product, 'inspector1');
  return inspector.call('GET /standings/:subjectType/:id', { params: { subjectType: type, id } });
}

/** Kind and state of the measures of a standing, in the order in which they began. */
export const measuresIn = ({ measures }: Pick<AnswerOf<'GET /standings/:subjectType/:id'>, 'measures'>) => [...measures].reverse().map(({ kind, state }) => `${kind} ${state}`);

/** The chairs meet and vote on the item that speaks of `link`; the president confirms, and it is carried out. Gives what was done. */
export async function chairsDecide(product: Product, link: string, outcome: 'adopted' | 'rejected'): Promise<string> {
  const [clerk, president] = [await staffNow(product, 'clerk'), await staffNow(product, 'president')];
  const { items } = await clerk.call('GET /agenda-items', { query: { state: 'waiting' } });
  const { id } = items.find((item) => item.link === link)!;
  const meeting = await clerk.call('POST /meetings', { body: { kind: 'chairs', title: '会长例会', heldOn: dayInShanghai(product.clock.now()), place: '协会会议室' } });
  await clerk.call('PUT /meetings/:id/agenda', { params: { id: meeting.id }, body: { itemIds: [id] } });
  await clerk.call('POST /meetings/:id/opening', { params: { id: meeting.id }, body: { entitled: 9, present: 7, guests: '' } });
  const votes = outcome === 'adopted' ? { inFavour: 6, against: 1 } : { inFavour: 2, against: 5 };
  const { resolution } = await clerk.call('POST /agenda-items/:id/resolution', { params: { id }, body: { outcome, ballot: 'open', ...votes, abstained: 0, text: '按表决结果办理。' } });
  const { resolution: confirmed } = await president.call('POST /resolutions/:id/confirmation', { params: { id: resolution!.id } });
  return confirmed!.executed!;
}
