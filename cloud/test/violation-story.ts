import type { AnswerOf } from '@yongche/contract';
import { beginOn, phoneNow, staffNow } from './discipline';
import type { Caller, Reply } from './people';
import type { Product } from './product';
import { type EnrolledAgent, enrolledAgent, newCompany } from './register';

type Violation = AnswerOf<'GET /violations/:id'>;
export type Subject = Pick<Violation['subject'], 'type' | 'id'>;
type Outcome = 'points' | 'correction' | 'dismissed';
type AppealDecision = { outcome: 'upheld' | 'revoked'; reason: string } | { outcome: 'changed'; reason: string; points: number };

/** A company with an agent and a manager, on the first of June 2026. */
export interface Cast {
  companyId: string;
  agent: EnrolledAgent;
  manager: EnrolledAgent;
}

/** Who is in a story; new ones for each. */
export async function castOf(product: Product): Promise<Cast> {
  beginOn(product, '2026-06-01');
  const companyId = await newCompany(product);
  return { companyId, agent: await enrolledAgent(product, companyId), manager: await enrolledAgent(product, companyId, { manages: true }) };
}

export const seenBy = (who: Caller, id: string) => who.call('GET /violations/:id', { params: { id } });
export const state = (who: Caller, id: string) => who.send('POST /violations/:id/statement', { params: { id }, body: { text: '当时光线不好，已重拍' } });
export const appeal = (who: Caller, id: string) => who.send('POST /violations/:id/appeal', { params: { id }, body: { text: '照片是现场所拍' } });

/** What somebody was told of a violation, the latest first. */
export const toldOf = async (who: Caller, id: string) => (await who.call('GET /messages')).items.filter(({ link, kind }) => link === `violation:${id}` && kind === 'violation');

/** What employees do, by their user names, each with a session of the moment. */
export function staffOf(product: () => Product) {
  const staff = (username: string) => staffNow(product(), username);
  const decide = async (id: string, outcome: Outcome, by = 'inspector1'): Promise<Reply<'POST /violations/:id/decision'>> =>
    (await staff(by)).send('POST /violations/:id/decision', { params: { id }, body: { outcome, reason: '事实清楚，证据充分' } });
  const noticed = async (code: string, { type, id }: Subject, by = 'inspector1'): Promise<string> =>
    (await (await staff(by)).call('POST /violations', { body: { code, subjectType: type, subjectId: id, facts: '现场查看发现' } })).id;
  return {
    staff,
    noticed,
    decide,
    judge: async (id: string, by: string, decision: AppealDecision = { outcome: 'revoked', reason: '复看原图，并非翻拍' }): Promise<Reply<'POST /violations/:id/appeal-decision'>> =>
      (await staff(by)).send('POST /violations/:id/appeal-decision', { params: { id }, body: decision }),
    /** Decided to cost points, after the agent has spoken. */
    async punished(code: string, agent: EnrolledAgent): Promise<string> {
      const id = await noticed(code, { type: 'agent', id: agent.personId });
      await state(await phoneNow(product(), agent), id);
      const { error } = await decide(id, 'points');
      if (error) throw new Error(JSON.stringify(error));
      return id;
    },
  };
}
