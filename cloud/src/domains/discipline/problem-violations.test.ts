import { daysPass, phoneNow, staffNow } from '../../../test/discipline';
import { type Caller, verifiedAgent } from '../../../test/people';
import { foundProblem, quickDeal, type Seen } from '../../../test/problems';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
const db = () => product().server.deps.db;
const staff = (username: string) => staffNow(product(), username);
let personId: string;
let agent: Caller;
beforeAll(async () => {
  agent = await verifiedAgent(product());
  [{ personId }] = await db().query('SELECT person_id AS personId FROM accounts WHERE person_id IS NOT NULL');
});

let plates = 22_000;
async function found(seen: Seen[]): Promise<{ problemId: string; serial: string }> {
  agent = await phoneNow(product(), { personId });
  const { id, serial } = await quickDeal(product(), agent, await staff('operator1'), { plate: `浙B${++plates}` });
  return { problemId: (await foundProblem(product(), id, seen)).id, serial };
}
const violationsOf = async (problemId: string, who?: Caller) => (await (who ?? (await staff('inspector1'))).call('GET /violations', { query: { problemId } })).items;
const told = async () => (await agent.call('GET /messages')).items.filter(({ kind }) => kind === 'violation').map(({ title }) => title);

describe('问题单里的违规', () => {
  it('each code once for each whom the book names, with its pictures, found by the inspector', async () => {
    const { problemId, serial } = await found([{ slot: 'P22', code: 'R04' }, { slot: 'P24', code: 'R04' }, { slot: 'P20', code: 'R09' }]);
    const items = await violationsOf(problemId);
    expect(items.map(({ code, subject }) => [code, subject.type, subject.name]).sort()).toEqual([
      ['B03', 'agent', '甄**'],
      ['B03', 'market', '示范二手车市场'],
      ['D02', 'agent', '甄**'],
      ['D02', 'market', '示范二手车市场'],
    ]);
    const copied = await agent.call('GET /violations/:id', { params: { id: items.find(({ code, subject }) => code === 'B03' && subject.type === 'agent')!.id } });
    expect(copied).toMatchObject({ source: 'inspection', serial, problemId, foundBy: '核查一号', marketName: '示范二手车市场' });
    expect(copied.pictures.map(({ slot }) => slot)).toEqual(['P22', 'P24']);
    expect((await told()).filter((title) => title.startsWith('违规告知'))).toHaveLength(2);
    expect(await violationsOf(problemId, await staff('manager1'))).toHaveLength(2);
    expect(await violationsOf(problemId, await staff('operator1'))).toEqual([]);
  });

  it('a code for anybody is of who did it, not of everybody at once', async () => {
    const { problemId } = await found([{ slot: 'P22', code: 'R13', violation: 'G01', note: '照片流出' }]);
    expect((await violationsOf(problemId)).map(({ code, subject }) => [code, subject.type])).toEqual([['G01', 'agent']]);
  });

  it('a withdrawn problem takes them back, decided and appealed or not, and the count with them', async () => {
    const { problemId } = await found([{ slot: 'P22', code: 'R06' }]);
    const mine = (await violationsOf(problemId, agent))[0]!;
    await agent.call('POST /violations/:id/statement', { params: { id: mine.id }, body: { text: '没有修改' } });
    await (await staff('inspector2')).call('POST /violations/:id/decision', { params: { id: mine.id }, body: { outcome: 'points', reason: '拼接痕迹明显' } });
    await agent.call('POST /violations/:id/appeal', { params: { id: mine.id }, body: { text: '没有修改' } });
    const itemOf = async () => (await (await staff('clerk')).call('GET /agenda-items')).items.find(({ link }) => link === `violation:${mine.id}`)!;
    expect((await itemOf()).state).toBe('waiting');

    daysPass(product(), 1);
    await (await staff('inspector1')).call('POST /problems/:id/withdrawal', { params: { id: problemId }, body: { reason: '复看原图，没有修改' } });
    agent = await phoneNow(product(), { personId });
    const items = await violationsOf(problemId);
    expect(items.map(({ state, outcome, points, standing }) => [state, outcome, points, standing])).toEqual([['dismissed', null, null, 'none'], ['dismissed', null, null, 'none']]);
    expect(await agent.call('GET /violations/:id', { params: { id: mine.id } })).toMatchObject({ decision: { outcome: null, reason: '复看原图，没有修改', by: '核查一号' }, appeal: { state: 'revoked', decidedBy: '核查一号' } });
    expect((await itemOf()).state).toBe('withdrawn');
    expect((await told())[0]).toBe('违规已撤回');
    const standing = await (await staff('clerk')).call('GET /standings/:subjectType/:id', { params: { subjectType: 'agent', id: personId } });
    expect([standing.counted, standing.measures.filter(({ state }) => state === 'in_force' || state === 'proposed')]).toEqual([0, []]);
  });
});
