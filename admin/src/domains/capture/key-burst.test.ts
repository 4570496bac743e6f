import { type Burst, goesOn, meaningOf, noBurst } from './key-burst';

const typed = (keys: string, gap: number): Burst[] => {
  const bursts: Burst[] = [];
  let burst = noBurst;
  [...keys].forEach((key, place) => {
    const at = 1_000 + place * gap;
    if (!goesOn(burst, at)) {
      if (burst.keys) bursts.push(burst);
      burst = noBurst;
    }
    burst = { keys: burst.keys + key, at };
  });
  return [...bursts, burst];
};

describe('keys of the desk', () => {
  it('are not mistaken for a scanner: each is obeyed', () => {
    expect(typed('nyB2', 120).map(meaningOf)).toEqual([{ keys: ['n'] }, { keys: ['y'] }, { keys: ['b'] }, { keys: ['2'] }]);
    expect(typed('ab', 10).map(meaningOf)).toEqual([{ keys: ['a', 'b'] }]);
  });

  it('do not act while a scanner types a code full of them', () => {
    const address = 'https://yongche.example/check/by2NR1';
    expect(typed(address, 6).map(meaningOf)).toEqual([{ code: address }]);
    // The PC was busy in the middle of it.
    const late = typed(address.slice(0, 20), 6).at(-1)!;
    expect([goesOn(late, late.at + 300), goesOn(late, late.at + 500), goesOn({ keys: 'ny', at: 0 }, 60)]).toEqual([true, false, false]);
  });
});
