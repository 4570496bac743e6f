import { dayInShanghai } from '../../clock';
import { type Caller, employeeAt } from '../../../test/people';
import { enrolledAgent, type EnrolledAgent, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { proposeItem } from './agenda';

const product = useProduct();
let people: Record<'clerk' | 'president' | 'inspector', Caller>;
beforeAll(async () => {
  people = { clerk: await employeeAt(product(), 'clerk'), president: await employeeAt(product(), 'president'), inspector: await employeeAt(product(), 'inspector1') };
});

/** An agent against whom twelve points have been decided: 取消 is to come before the chairs. */
async function whoseRightIsAtStake(): Promise<{ agent: EnrolledAgent; violationId: string }> {
  const agent = await enrolledAgent(product(), await newCompany(product()));
  const { id } = await people.inspector.call('POST /violations', { body: { code: 'A05', subjectType: 'agent', subjectId: agent.personId, facts: '把代理证借给他人使用。' } });
  await agent.call('POST /violations/:id/statement', { params: { id }, body: { text: '情况属实。' } });
  await people.inspector.call('POST /violations/:id/decision', { params: { id }, body: { outcome: 'points', reason: '事实清楚。' } });
  return { agent, violationId: id };
}

const itemsOf = async (kind: string) => (await people.president.call('GET /agenda-items')).items.filter((item) => item.kind === kind && (item.state === 'waiting' || item.state === 'listed'));
const itemAbout = async (kind: string, words: string) => (await itemsOf(kind)).find(({ title, proposal, facts }) => [title, proposal, ...facts].join().includes(words))!;
const stateOf = async ({ certificateId }: EnrolledAgent): Promise<string> => (await product().server.deps.db.query('SELECT state FROM certificates WHERE id = ?', [certificateId]))[0].state;

/** The chairs decide one item, and the president confirms: what was done. */
async function decided(itemId: string, outcome: 'adopted' | 'rejected') {
  const { id } = await people.clerk.call('POST /meetings', { body: { kind: 'chairs', title: '会长例会', heldOn: dayInShanghai(product().clock.now()), place: '协会' } });
  await people.clerk.call('PUT /meetings/:id/agenda', { params: { id }, body: { itemIds: [itemId] } });
  await people.clerk.call('POST /meetings/:id/opening', { params: { id }, body: { entitled: 9, present: 7 } });
  const votes = outcome === 'adopted' ? { inFavour: 6, against: 1, abstained: 0 } : { inFavour: 2, against: 5, abstained: 0 };
  const { resolution } = await people.clerk.call('POST /agenda-items/:id/resolution', { params: { id: itemId }, body: { outcome, ballot: 'open', ...votes, text: '按表决结果办理。' } });
  return people.president.call('POST /resolutions/:id/confirmation', { params: { id: resolution!.id } });
}

describe('决议的执行', () => {
  it('取消, adopted: the certificate ends with the president’s confirmation', async () => {
    const { agent } = await whoseRightIsAtStake();
    expect(await stateOf(agent)).toBe('suspended');
    const item = await itemAbout('cancellation', agent.number);
    expect(item).toMatchObject({ state: 'waiting', madeBy: '系统', decidedIn: 'chairs' });
    const done = await decided(item.id, 'adopted');
    expect(done).toMatchObject({ state: 'decided', resolution: { state: 'confirmed', executed: expect.stringContaining('资格已取消') } });
    expect(await stateOf(agent)).toBe('cancelled');
  });

  it('取消, not adopted: the suspension that bridged the time is lifted', async () => {
    const { agent } = await whoseRightIsAtStake();
    const done = await decided((await itemAbout('cancellation', agent.number)).id, 'rejected');
    expect(done.resolution!.executed).toContain('资格保留');
    expect([done.state, await stateOf(agent)]).toEqual(['decided', 'in_force']);
  });

  it('an appeal against it: without a majority to uphold the decision it falls, and the cancellation leaves the agenda with it', async () => {
    const { agent, violationId } = await whoseRightIsAtStake();
    const { number } = await agent.call('POST /violations/:id/appeal', { params: { id: violationId }, body: { text: '证件是被盗用的。' } });
    const item = await itemAbout('cancellation_appeal', number);
    const done = await decided(item.id, 'rejected');
    expect(done.resolution!.executed).toContain('撤销');
    expect(await agent.call('GET /violations/:id', { params: { id: violationId } })).toMatchObject({ appealState: 'revoked', standing: 'none' });
    expect(await itemAbout('cancellation', agent.number)).toBeUndefined();
    expect(await stateOf(agent)).toBe('in_force');
  });

  it('屡教不改, adopted: a 限期整改 is ordered, once, however often it is confirmed', async () => {
    const companyId = await newCompany(product(), '屡犯车行有限公司');
    const by = { author: { kind: 'system' as const }, origin: undefined, at: product().clock.now() };
    const itemId = await product().server.deps.db.transaction((tx) =>
      proposeItem(tx, { kind: 'repeat_offender', key: `repeat:company:${companyId}:2026:F03`, title: '屡教不改：屡犯车行有限公司', proposal: '建议限期整改。', facts: [], link: `company:${companyId}`, decidedIn: 'chairs', madeBy: null }, by),
    );
    const done = await decided(itemId, 'adopted');
    expect(done.resolution!.executed).toContain('限期整改');
    await people.president.call('POST /resolutions/:id/confirmation', { params: { id: done.resolution!.id } });
    const { items } = await people.president.call('GET /measures', { query: { kind: 'rectification' } });
    expect(items.filter(({ subject }) => subject.id === companyId)).toHaveLength(1);
  });
});
