import { readEnv } from '../src/env';
import { openDeps } from '../src/open-deps';
import type { City } from './faults-city';
import type { Told } from './faults-people';
import { judgeAll, settle } from './faults-verdict';

export interface Report {
  say: (line: string) => void;
}

/** Prints the figures of one part. @returns whether all of it is well */
export async function tellVerdict(part: string, { city, url, told, say }: Report & { city: City; url: string; told: Told }): Promise<boolean> {
  const { deps, close } = await openDeps(readEnv({ ...city.env, LOG_LEVEL: 'silent' }), () => Promise.resolve(url));
  try {
    const open = await settle(deps.db);
    const judged = await judgeAll(deps, told);
    const { lost, doubled } = judged;
    const broken = [...open, ...judged.broken];
    const refusals = [...told.refusals].map(([code, n]) => `${n} ${code}`).join(', ');
    say(`${part}: ${told.answers} acknowledged writes (${told.deals.size} deals, ${told.pictures.size} pictures, ${told.orders.size} payments); ${told.repeats} requests were repeated (${refusals || 'none'}); longest wait for an answer ${(told.longestMs / 1000).toFixed(1)} s (${told.longestOf})`);
    say(`${part}: lost ${lost.length}, doubled ${doubled.length}, broken ${broken.length}, unplanned answers ${told.strange.length}`);
    for (const line of [...lost, ...doubled, ...broken, ...told.strange].slice(0, 20)) say(`  ${line}`);
    return lost.length + doubled.length + broken.length + told.strange.length === 0;
  } finally {
    await close();
  }
}
