import { type EntityManager, In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { By } from '../../audit/audit';
import type { Author } from '../../http/actor';
import { insertRows } from '../../insert-rows';
import { Staff } from '../identity/staff.entity';
import { type Problem, ProblemStep } from './problem.entity';

type Who = Pick<ProblemStep, 'byKind' | 'byId'>;

/** Writes what happened, in order; `who` where it is not the author of the act. */
export async function noteSteps(tx: EntityManager, { id: problemId, personId }: Pick<Problem, 'id' | 'personId'>, by: By, ...steps: { step: ProblemStep['step']; note?: string | null; who?: Who }[]): Promise<void> {
  const rows = steps.map(({ step, note = null, who = whoIs(by.author, personId) }) => ({ id: uuidv7(), problemId, at: by.at, step, note, ...who }));
  await insertRows(tx, ProblemStep, rows);
}

/** The agent of the deal is told from a manager who acts for the company. */
function whoIs(author: Author, agentId: string): Who {
  if (author.kind === 'system') return { byKind: 'system', byId: null };
  if (author.kind === 'staff') return { byKind: 'staff', byId: author.staffId };
  return { byKind: author.personId === agentId ? 'agent' : 'manager', byId: author.personId };
}

/** 经过: every step with who did it; of agents and managers only what they are. */
export async function stepsOf(tx: EntityManager, problemId: string) {
  const steps = await tx.find(ProblemStep, { where: { problemId }, order: { id: 'ASC' } });
  const ids = steps.flatMap(({ byKind, byId }) => (byKind === 'staff' && byId ? [byId] : []));
  const staff = ids.length > 0 ? await tx.find(Staff, { select: { id: true, name: true }, where: { id: In(ids) } }) : [];
  const nameOf = new Map(staff.map(({ id, name }) => [id, name]));
  const others = { agent: '代理人', manager: '企业负责人', system: '系统' };
  return steps.map(({ at, step, byKind, byId, note }) => ({ at, step, by: byKind === 'staff' ? (nameOf.get(byId!) ?? '员工') : others[byKind], note }));
}
