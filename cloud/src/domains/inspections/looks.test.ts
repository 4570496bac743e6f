import type { AnswerOf } from '@yongche/contract';
import { caseOf, drawAll, drawnBy, type Inspector, inspectors, likeDeals, lookAt, settled } from '../../../test/inspections';
import { type Caller, employeeAt, verifiedAgent } from '../../../test/people';
import { quickDeal } from '../../../test/problems';
import { useProduct } from '../../../test/use-product';
import { Staff } from '../identity/staff.entity';
import { InspectionLook } from './inspection-look.entity';
import { settleLook } from './looks';
import { Problem } from './problem.entity';

const product = useProduct();
const db = () => product().server.deps.db;
let people: Record<'agent' | 'operator', Caller>;
let model: AnswerOf<'GET /transactions/:id'>;
let team: Inspector[];
beforeAll(async () => {
  people = { agent: await verifiedAgent(product()), operator: await employeeAt(product(), 'operator1') };
  model = await quickDeal(product(), people.agent, people.operator, { plate: '浙B10001' });
  await drawAll(product(), [model.id]);
});
beforeEach(async () => {
  await db().query("DELETE FROM inspection_looks WHERE state = 'open'");
  team = await inspectors(product(), 3);
});

/** A deal whose case waits alone in the queue, with the pictures of the model where they are needed. */
async function caseInQueue({ blind = false, pictures = false } = {}): Promise<string> {
  await drawnBy(product(), { rate: 1, blindSecond: blind ? 1 : 0 });
  const [id] = await likeDeals(product(), model.id, 1);
  if (pictures) await db().query('UPDATE images SET transaction_id = ? WHERE transaction_id = ?', [id, model.id]);
  await drawAll(product(), [id!]);
  if (pictures) model = { ...model, id: id! };
  return id!;
}
const claimed = async (who: Caller) => (await who.call('POST /inspection-claims', { body: { ahead: 1 } })).looks[0];
type Body = Parameters<typeof decide>[2];
const decide = (who: Caller, id: string, body: { verdict: 'pass' } | { verdict: 'doubt'; note: string } | { verdict: 'problem'; marks: { imageId: string | null; code: 'R02' | 'R04' | 'R13'; note?: string; violation?: string | null; slot?: string }[] }, key?: string) =>
  who.send('POST /inspection-looks/:id/decision', { params: { id }, body: { seconds: 4.2, ...body } as never, ...(key ? { key } : {}) });
const undo = (who: Caller, id: string) => who.send('POST /inspection-looks/:id/undo', { params: { id } });
const pass = { verdict: 'pass' } as const;
const problem = { verdict: 'problem', marks: [{ imageId: null, code: 'R13', note: '合同与发票日期不同' }] } as const satisfies Body;
const doubt = { verdict: 'doubt', note: '公章边缘发虚，像复印' } as const;
const problemsOf = (transactionId: string) => db().manager.findBy(Problem, { transactionId });

/** Whoever of these finds the look in the queue decides it; gives who it was. */
async function decidedBy(who: Inspector, body: Body): Promise<InspectionLook['kind']> {
  const look = (await claimed(who))!;
  expect((await decide(who, look.id, body)).status).toBe(200);
  return (await db().manager.findOneByOrFail(InspectionLook, { id: look.id })).kind;
}

describe('核查结论', () => {
  it('takes effect ten seconds later, once', async () => {
    const id = await caseInQueue();
    const look = (await claimed(team[0]!))!;
    const { body } = await decide(team[0]!, look.id, pass);
    expect(body.verdict).toBe('pass');
    expect((await decide(team[0]!, look.id, pass)).error.code).toBe('inspection.decided');
    await settleLook(product().server.deps, look.id);
    expect((await caseOf(product(), id)).state).toBe('waiting');
    await settled(product());
    await settleLook(product().server.deps, look.id);
    expect(await caseOf(product(), id)).toMatchObject({ state: 'passed', closedAt: expect.any(Date) });
    expect(await lookAt(product(), id)).toMatchObject({ state: 'settled', verdict: 'pass', seconds: 4.2, staffId: team[0]!.staffId });
    const acts: { action: string }[] = await db().query("SELECT action FROM audit_events WHERE subject_type = 'inspection' AND subject_id = ? ORDER BY at, id", [(await caseOf(product(), id)).id]);
    expect(acts.map(({ action }) => action)).toEqual(['inspections.drawn', 'inspections.claimed', 'inspections.decided', 'inspections.settled']);
  });

  it('takes effect by itself, through the job that was written with it', async () => {
    const id = await caseInQueue();
    const look = (await claimed(team[0]!))!;
    await decide(team[0]!, look.id, pass);
    product().clock.advance(10);
    for (let tries = 0; tries < 100 && (await caseOf(product(), id)).state === 'waiting'; tries++) await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await caseOf(product(), id)).state).toBe('passed');
  });

  it('sent twice by a nervous network it is the same answer', async () => {
    await caseInQueue();
    const look = (await claimed(team[0]!))!;
    const [one, two] = [await decide(team[0]!, look.id, pass, 'nervous-1'), await decide(team[0]!, look.id, pass, 'nervous-1')];
    expect([one.status, two.body]).toEqual([200, one.body]);
  });

  it('may be taken back within ten seconds, and made anew; then it stands', async () => {
    const id = await caseInQueue();
    const look = (await claimed(team[0]!))!;
    await decide(team[0]!, look.id, problem);
    expect((await undo(team[1]!, look.id)).error.code).toBe('inspection.look_not_found');
    product().clock.advance(8);
    const back = await undo(team[0]!, look.id);
    expect(back.body).toMatchObject({ id: look.id, deal: { id } });
    expect((await undo(team[0]!, look.id)).status).toBe(200);
    product().clock.advance(3);
    await settleLook(product().server.deps, look.id);
    expect(await problemsOf(id)).toEqual([]);

    await decide(team[0]!, look.id, pass);
    product().clock.advance(9);
    await settleLook(product().server.deps, look.id);
    expect((await caseOf(product(), id)).state).toBe('waiting');
    product().clock.advance(1);
    expect((await undo(team[0]!, look.id)).error.code).toBe('inspection.undo_over');
    await settleLook(product().server.deps, look.id);
    expect((await caseOf(product(), id)).state).toBe('passed');
    expect((await undo(team[0]!, look.id)).error.code).toBe('inspection.undo_over');
  });

  it('a problem is opened with what was marked, by who found it', async () => {
    const id = await caseInQueue({ pictures: true });
    const look = (await claimed(team[0]!))!;
    const image = look.deal.slots.find(({ code }) => code === 'P22')!.images[0]!;
    await decide(team[0]!, look.id, { verdict: 'problem', marks: [{ imageId: image.id, code: 'R04' }, ...problem.marks] });
    await settled(product());
    expect((await caseOf(product(), id)).state).toBe('problem');
    const [found] = await problemsOf(id);
    expect(found).toMatchObject({ state: 'open', foundBy: team[0]!.staffId, lookId: look.id });
    const shown = await team[1]!.call('GET /problems/:id', { params: { id: found!.id } });
    expect(shown.items.map(({ slot, code, note }) => [slot, code, note])).toEqual(expect.arrayContaining([['P22', 'R04', null], [null, 'R13', '合同与发票日期不同']]));
    await settleLook(product().server.deps, look.id);
    expect(await problemsOf(id)).toHaveLength(1);
  });

  it('marks speak of this deal and of what the rule book knows', async () => {
    await caseInQueue({ pictures: true });
    const look = (await claimed(team[0]!))!;
    const foreign = '00000000-0000-4000-8000-000000000000';
    const wrong = async (mark: { imageId: string | null; code: 'R02' | 'R13'; violation?: string; slot?: string; note?: string }) => (await decide(team[0]!, look.id, { verdict: 'problem', marks: [problem.marks[0], mark] })).error.fields?.[0]?.field;
    expect(await wrong({ imageId: foreign, code: 'R02' })).toBe('marks.1.imageId');
    expect(await wrong({ imageId: null, code: 'R02', violation: 'Z99' })).toBe('marks.1.violation');
    expect(await wrong({ imageId: null, code: 'R02', slot: 'P99' })).toBe('marks.1.slot');
    expect(await wrong({ imageId: null, code: 'R13' })).toBe('marks.1.note');
    expect((await db().manager.findOneByOrFail(InspectionLook, { id: look.id })).state).toBe('open');
  });
});

describe('存疑', () => {
  it('goes to a second person with the question, who must come to a verdict', async () => {
    const id = await caseInQueue();
    await decidedBy(team[0]!, doubt);
    await settled(product());
    expect((await caseOf(product(), id)).state).toBe('opinion');
    expect(await claimed(team[0]!)).toBeUndefined();
    const look = (await claimed(team[1]!))!;
    expect([look.deal.id, look.question]).toEqual([id, doubt.note]);
    expect((await decide(team[1]!, look.id, doubt)).error.fields).toEqual([{ field: 'verdict', message: '请作出结论：通过，或有问题。' }]);
    await decide(team[1]!, look.id, problem);
    await settled(product());
    expect((await caseOf(product(), id)).state).toBe('problem');
    expect((await problemsOf(id)).map(({ foundBy }) => foundBy)).toEqual([team[1]!.staffId]);
  });

  it('comes before all that was drawn', async () => {
    const id = await caseInQueue();
    await decidedBy(team[0]!, doubt);
    await caseInQueue();
    await settled(product());
    expect((await claimed(team[1]!))!.deal.id).toBe(id);
  });

  it('of a first look ends the blind second one that nobody has begun', async () => {
    const id = await caseInQueue({ blind: true });
    await decidedBy(team[0]!, doubt);
    await settled(product());
    const look = (await claimed(team[1]!))!;
    expect(look.question).toBe(doubt.note);
    await decide(team[1]!, look.id, pass);
    await settled(product());
    expect((await caseOf(product(), id)).state).toBe('passed');
    expect(await claimed(team[2]!)).toBeUndefined();
  });
});

describe('双盲复核', () => {
  it('two who agree that all is well close the case together', async () => {
    const id = await caseInQueue({ blind: true });
    const kinds = [await decidedBy(team[0]!, pass)];
    await settled(product());
    expect((await caseOf(product(), id)).state).toBe('waiting');
    expect(await claimed(team[0]!)).toBeUndefined();
    kinds.push(await decidedBy(team[1]!, pass));
    await settled(product());
    expect([(await caseOf(product(), id)).state, kinds.sort()]).toEqual(['passed', ['blind', 'first']]);
  });

  it('where two differ, a third person decides', async () => {
    const id = await caseInQueue({ blind: true });
    const { id: firstId } = await lookAt(product(), id, 'first');
    const [one, two] = [(await claimed(team[0]!))!, (await claimed(team[1]!))!];
    await Promise.all([one, two].map((look, at) => decide(team[at]!, look.id, look.id === firstId ? pass : problem)));
    await settled(product());
    expect([(await caseOf(product(), id)).state, await problemsOf(id)]).toEqual(['opinion', []]);
    expect([await claimed(team[0]!), await claimed(team[1]!)]).toEqual([undefined, undefined]);
    const third = (await claimed(team[2]!))!;
    expect(third.question).toBe('两次核查结论不同，请再看一次。');
    await decide(team[2]!, third.id, pass);
    await settled(product());
    expect([(await caseOf(product(), id)).state, await problemsOf(id)]).toEqual(['passed', []]);
  });

  it('where there are but two inspectors, one of them looks once more', async () => {
    const id = await caseInQueue({ blind: true });
    const { id: firstId } = await lookAt(product(), id, 'first');
    const [one, two] = [(await claimed(team[0]!))!, (await claimed(team[1]!))!];
    await Promise.all([one, two].map((look, at) => decide(team[at]!, look.id, look.id === firstId ? pass : problem)));
    await settled(product());
    const pair = team.slice(0, 2).map(({ staffId }) => staffId);
    const others = (await db().manager.findBy(Staff, { role: 'inspector', state: 'active' })).map((staff) => staff.id).filter((staffId) => !pair.includes(staffId));
    await db().query("UPDATE staff SET state = 'suspended' WHERE id IN (?)", [others]);
    const again = (await claimed(team[0]!))!;
    expect(again.deal.id).toBe(id);
    await decide(team[0]!, again.id, pass);
    await db().query("UPDATE staff SET state = 'active' WHERE id IN (?)", [others]);
    await settled(product());
    expect((await caseOf(product(), id)).state).toBe('passed');
  });

  it('a second look after a problem was told changes nothing but the agreement', async () => {
    const id = await caseInQueue({ blind: true });
    await db().query("UPDATE inspection_looks l JOIN inspection_cases c ON c.id = l.case_id SET l.turn = IF(l.kind = 'first', 1, 1.9) WHERE c.transaction_id = ?", [id]);
    expect(await decidedBy(team[0]!, problem)).toBe('first');
    await settled(product());
    expect(await problemsOf(id)).toHaveLength(1);
    expect(await decidedBy(team[1]!, pass)).toBe('blind');
    await settled(product());
    expect([(await caseOf(product(), id)).state, (await problemsOf(id)).length]).toEqual(['problem', 1]);
    expect((await lookAt(product(), id, 'blind')).state).toBe('settled');
    expect(await db().manager.countBy(InspectionLook, { caseId: (await caseOf(product(), id)).id })).toBe(2);
  });

  it('two verdicts that take effect at the same moment close the case once', async () => {
    const id = await caseInQueue({ blind: true });
    const looks = [(await claimed(team[0]!))!, (await claimed(team[1]!))!];
    await Promise.all(looks.map((look, at) => decide(team[at]!, look.id, problem)));
    product().clock.advance(10);
    await Promise.all([...looks, ...looks].map(({ id: lookId }) => settleLook(product().server.deps, lookId)));
    expect([(await caseOf(product(), id)).state, (await problemsOf(id)).length]).toEqual(['problem', 1]);
  });
});
