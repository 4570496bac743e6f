import { secondsLeft } from './undo-clock';

it('counts ten seconds down and then says nothing more', () => {
  expect([0, 1, 700, 701, 5_000, 9_699, 9_700, 60_000].map((passed) => secondsLeft(1_000, 1_000 + passed))).toEqual([10, 10, 9, 9, 5, 1, 0, 0]);
});
