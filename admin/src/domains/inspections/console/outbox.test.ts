import { createOutbox, pauseBefore } from './outbox';

/** A server that answers as it is told: each answer is let out by hand. */
function scripted() {
  const pauses: number[] = [];
  const refusals: string[] = [];
  const sent: string[] = [];
  const answers: ((error?: unknown) => void)[] = [];
  const outbox = createOutbox({
    mayPass: (error) => error === 'no line',
    pause: async (milliseconds) => void pauses.push(milliseconds),
    onChange: () => undefined,
  });
  const put = (caseId: string, what: string) =>
    outbox.put(caseId, {
      send: () => {
        sent.push(what);
        return new Promise((resolve, reject) => answers.push((error) => (error ? reject(error) : resolve(what))));
      },
      onRefused: (error) => refusals.push(`${what}: ${String(error)}`),
    });
  const answer = async (error?: unknown) => {
    answers.shift()!(error);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { outbox, put, answer, sent, pauses, refusals };
}

describe('what is sent in the background', () => {
  it('tries again until there is an answer, and waits a little longer each time', async () => {
    const { outbox, put, answer, sent, pauses, refusals } = scripted();
    put('a', 'pass a');
    await answer('no line');
    await answer('no line');
    expect([outbox.size(), outbox.troubled()]).toEqual([1, 1]);
    await answer();
    expect(sent).toEqual(['pass a', 'pass a', 'pass a']);
    expect(pauses).toEqual([1_000, 2_000]);
    expect([outbox.size(), outbox.troubled(), refusals]).toEqual([0, 0, []]);
  });

  it('keeps the order within a case, while another case does not wait', async () => {
    const { outbox, put, answer, sent } = scripted();
    put('a', 'pass a');
    put('a', 'undo a');
    put('b', 'pass b');
    expect(sent).toEqual(['pass a', 'pass b']);
    expect(outbox.isBusy('a')).toBe(true);
    await answer();
    expect(sent).toEqual(['pass a', 'pass b', 'undo a']);
    await answer();
    await answer();
    expect([outbox.isBusy('a'), outbox.size()]).toEqual([false, 0]);
  });

  it('says once what was refused, and sends nothing more of that case', async () => {
    const { outbox, put, answer, sent, refusals } = scripted();
    put('a', 'pass a');
    put('a', 'undo a');
    await answer('lease over');
    expect([sent, refusals]).toEqual([['pass a'], ['pass a: lease over']]);
    put('a', 'pass a again');
    await answer();
    expect(sent.at(-1)).toBe('pass a again');
    expect(outbox.size()).toBe(0);
  });
});

it('waits twenty seconds at most', () => {
  expect([1, 2, 3, 5, 6, 40].map(pauseBefore)).toEqual([1_000, 2_000, 4_000, 16_000, 20_000, 20_000]);
});
