import type { Case } from '../inspection';
import { askAgainMs, createInspectionDesk, idleMs, prolongMs } from './inspection-desk';

const inspected = (id: string) => ({ id, deal: { id: `deal ${id}`, plate: `浙B${id}`, serial: id, slots: [] }, check: { results: [] }, question: null, leaseUntil: '' }) as unknown as Case;

/** A desk whose server keeps a queue; what it is told stands in `told`, and `fail` makes the next call fail. */
function open(...queue: string[]) {
  const told: string[] = [];
  const failing: unknown[] = [];
  const inHand: string[] = [];
  const counts: string[] = [];
  const attended: string[][] = [];
  let clock = 1_000_000;
  let keys = 0;
  const answer = async <T>(what: string, value: () => T): Promise<T> => {
    told.push(what);
    const error = failing.shift();
    if (error) throw error;
    return value();
  };
  const drop = (id: string) => inHand.includes(id) && inHand.splice(inHand.indexOf(id), 1);
  const desk = createInspectionDesk({
    gateway: {
      claim: (ahead) =>
        answer(`claim ${ahead}`, () => {
          while (inHand.length < ahead && queue[0]) inHand.push(queue.shift()!);
          return { looks: inHand.slice(0, ahead).map(inspected), waiting: queue.length };
        }),
      release: (id) => answer(`release ${id}`, () => drop(id) && queue.unshift(id)),
      decide: (id, { verdict }, key) => answer(`${verdict} ${id} ${key}`, () => drop(id)),
      undo: (id, key) => answer(`undo ${id} ${key}`, () => (inHand.unshift(id), { ...inspected(id), leaseUntil: 'longer' })),
      mayPass: (error) => error === 'no line',
      isLost: (error) => error === '这个案件离手太久',
      sentenceOf: (error) => `${String(error)}。`,
    },
    pictures: { attend: (held, kept = []) => void attended.push([...held.map(({ id }) => id), ...kept.map((id) => `(${id})`)]) },
    now: () => clock,
    newKey: () => `k${++keys}`,
    pause: () => Promise.resolve(),
    onCounted: (verdict, by) => void counts.push(`${verdict} ${by}`),
    onWaiting: () => undefined,
  });
  const quiet = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve));
  };
  const pass = (seconds = 3) => desk.decide(desk.state().held[0]!, { verdict: 'pass', seconds });
  const wait = (milliseconds: number) => {
    clock += milliseconds;
    desk.tick();
  };
  return { desk, told, failing, counts, attended, quiet, pass, wait, held: () => desk.state().held.map(({ id }) => id) };
}

describe('the inspector’s desk', () => {
  it('has the next case in hand when one is decided, and claims again afterwards', async () => {
    const { desk, told, quiet, pass, held } = open('1', '2', '3', '4', '5');
    desk.begin();
    await quiet();
    expect(held()).toEqual(['1', '2', '3']);
    pass();
    expect(held()).toEqual(['2', '3']);
    await quiet();
    expect([told, held()]).toEqual([['claim 3', 'pass 1 k1', 'claim 3'], ['2', '3', '4']]);
  });

  it('sends a decision again under the same key until it has arrived, while the work goes on', async () => {
    const { desk, told, failing, quiet, pass, held } = open('1', '2', '3', '4');
    desk.begin();
    await quiet();
    failing.push('no line', 'no line');
    pass();
    expect(held()).toEqual(['2', '3']);
    await quiet();
    expect(told.filter((what) => what.startsWith('pass'))).toEqual(['pass 1 k1', 'pass 1 k1', 'pass 1 k1']);
    expect([desk.state().failures, desk.state().unsent, held()]).toEqual([[], 0, ['2', '3', '4']]);
  });

  it('says which decision was refused and why, and takes nothing for decided that is not', async () => {
    const { desk, failing, counts, quiet, pass, held } = open('1', '2');
    desk.begin();
    await quiet();
    failing.push('这个案件离手太久');
    pass();
    await quiet();
    expect(desk.state().failures).toMatchObject([{ caseId: '1', plate: '浙B1', sentence: '结论“通过”没有记下：这个案件离手太久。' }]);
    expect([counts, desk.state().decided, held()]).toEqual([['pass 1', 'pass -1'], [], ['2']]);
    desk.forget(desk.state().failures[0]!);
    expect(desk.state().failures).toEqual([]);
  });

  it('brings a case back where only the marks were refused, behind the one that is looked at now', async () => {
    const { desk, failing, quiet, held } = open('1', '2', '3');
    desk.begin();
    await quiet();
    desk.setMarks('1', [{ imageId: 'a', slot: null, code: 'R02', violation: 'Z99', note: '' }]);
    failing.push('没有这个违规代码');
    desk.decide(desk.state().held[0]!, { verdict: 'problem', seconds: 2, marks: [] });
    await quiet();
    expect([held(), desk.state().marks['1']?.length, desk.state().failures.length]).toEqual([['2', '1', '3'], 1, 1]);
  });

  it('takes the last decisions back within ten seconds, with the marks and the pictures of the case', async () => {
    const { desk, told, attended, quiet, pass, wait, held } = open('1', '2', '3');
    desk.begin();
    await quiet();
    desk.setMarks('1', [{ imageId: 'a', slot: null, code: 'R02', violation: null, note: '' }]);
    pass();
    pass();
    expect(attended.at(-1)).toEqual(['3', '(1)', '(2)']);
    await quiet();
    wait(5_000);
    desk.undo();
    desk.undo();
    expect(held()).toEqual(['1', '2', '3']);
    expect(desk.state().marks['1']).toHaveLength(1);
    await quiet();
    expect(told.filter((what) => /pass|undo/.test(what))).toEqual(['pass 1 k1', 'pass 2 k2', 'undo 2 k3', 'undo 1 k4']);
    expect(desk.state().held[0]!.leaseUntil).toBe('longer');
  });

  it('gives up what can no longer be taken back', async () => {
    const { desk, attended, quiet, pass, wait, held } = open('1', '2');
    desk.begin();
    await quiet();
    desk.setMarks('1', []);
    pass();
    await quiet();
    wait(9_800);
    expect([attended.at(-1), desk.state().marks]).toEqual([['2'], {}]);
    desk.undo();
    expect(held()).toEqual(['2']);
  });

  it('decides anew after an undo, in the order in which it happened', async () => {
    const { desk, told, failing, quiet, pass } = open('1');
    desk.begin();
    await quiet();
    failing.push('no line');
    pass();
    desk.undo();
    desk.decide(desk.state().held[0]!, { verdict: 'doubt', seconds: 4, note: '公章看不清' });
    await quiet();
    expect(told.filter((what) => !what.startsWith('claim'))).toEqual(['pass 1 k1', 'pass 1 k1', 'undo 1 k2', 'doubt 1 k3']);
  });

  it('gives back what is in hand when the work is paused or the page is left, and begins anew afterwards', async () => {
    const { desk, told, quiet, held } = open('1', '2');
    desk.begin();
    await quiet();
    desk.pause();
    expect(held()).toEqual([]);
    desk.begin();
    await quiet();
    expect(told).toEqual(['claim 3', 'release 1', 'release 2', 'claim 3']);
    expect(held().sort()).toEqual(['1', '2']);
  });

  it('gives back at once what a claim brings after the work was paused', async () => {
    const { desk, told, quiet, held } = open('1');
    desk.begin();
    desk.pause();
    await quiet();
    expect([told, held()]).toEqual([['claim 3', 'release 1'], []]);
  });

  it('asks again every ten seconds while the hand is not full, prolongs its leases otherwise, and stops when nobody is there', async () => {
    const { desk, told, quiet, wait, held } = open('1', '2', '3');
    desk.begin();
    await quiet();
    wait(askAgainMs);
    expect(told).toEqual(['claim 3']);
    wait(prolongMs - askAgainMs);
    await quiet();
    expect(told).toEqual(['claim 3', 'claim 3']);
    wait(idleMs);
    await quiet();
    expect([held(), desk.state().paused]).toEqual([[], 'idle']);

    const empty = open();
    empty.desk.begin();
    await empty.quiet();
    expect(empty.desk.state().hasAsked).toBe(true);
    empty.wait(askAgainMs);
    await empty.quiet();
    expect(empty.told).toEqual(['claim 3', 'claim 3']);
  });

  it('counts the seconds that a case was on the screen, also when it comes back', async () => {
    const { desk, quiet, pass, wait } = open('1', '2');
    desk.begin();
    await quiet();
    wait(2_000);
    expect(desk.secondsOf('1')).toBe(2);
    pass(2);
    wait(3_000);
    desk.undo();
    wait(1_500);
    expect([desk.secondsOf('1'), desk.secondsOf('2')]).toEqual([3.5, 3]);
  });

  it('says that nothing could be claimed, and goes on with what is in hand', async () => {
    const { desk, failing, quiet, wait, held } = open('1', '2');
    desk.begin();
    await quiet();
    failing.push('no line');
    wait(askAgainMs);
    await quiet();
    expect([desk.state().claimError, held()]).toEqual(['no line', ['1', '2']]);
    wait(askAgainMs);
    await quiet();
    expect(desk.state().claimError).toBeUndefined();
  });
});
