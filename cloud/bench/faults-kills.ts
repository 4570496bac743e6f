import { setTimeout as pause } from 'node:timers/promises';
import type { Victim } from './faults-victims';
import { comesTrue } from './limits';

/** What became of one kind of process: how long from each kill until somebody was answered again. */
export interface Killed {
  name: Victim['name'];
  milliseconds: number[];
}

/** After so long without an answer it does not come back by itself. */
const longestSeconds = 60;

/**
 * Kills each of them so many times, in turn, each at a random moment of the work, and starts it again at once.
 * @param answers whether the product answers a request that reads the database
 * @throws where it does not work again within a minute
 */
export async function killAll(victims: Victim[], { times, random, answers, tell }: { times: number; random: () => number; answers: () => Promise<boolean>; tell: (line: string) => void }): Promise<Killed[]> {
  const killed: Killed[] = victims.map(({ name }) => ({ name, milliseconds: [] }));
  for (let round = 0; round < times; round++) {
    for (const [at, victim] of victims.entries()) {
      // Long enough for pictures to be on their way again, and never the same.
      await pause(200 + random() * 1300);
      const begun = performance.now();
      await victim.kill();
      await victim.start();
      if (victim.name !== 'worker' && !(await comesTrue(answers, longestSeconds, 10))) throw new Error(`${longestSeconds} s after the ${victim.name} was killed and started again, nobody answers`);
      killed[at]!.milliseconds.push(performance.now() - begun);
    }
    if ((round + 1) % 10 === 0) tell(`${(round + 1) * victims.length} of ${times * victims.length} kills`);
  }
  return killed;
}
