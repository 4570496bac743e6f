import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../src/database';
import { readEnv } from '../src/env';
import { openDeps } from '../src/open-deps';
import type { City } from './faults-city';
import type { Told } from './faults-people';
import { judgeAll, settle } from './faults-verdict';

export interface Report {
  say: (line: string) => void;
}

/** Prints what is at a standstill: what people are told, what the product says of itself, what the database is doing. */
export async function tellStandstill({ city, url, told, say }: Report & { city: City; url: string; told: Told }): Promise<void> {
  const patience = AbortSignal.timeout(20_000);
  say(`  answers since the beginning: ${told.answers} good, ${[...told.refusals].map(([code, n]) => `${n} ${code}`).join(', ') || 'no refusals'}; the longest: ${told.longestOf}`);
  say(`  /readyz: ${await fetch(`${url}/readyz`, { signal: patience }).then((answer) => answer.text(), String)}`);
  const db = await Promise.race([openDatabase(city.env.DATABASE_URL!, 1), pause(20_000)]).catch((error: unknown) => void say(`  the database: ${String(error)}`));
  if (!db) return;
  const asked: { Id: number; Time: number; State: string | null; Info: string | null }[] = await db.query('SHOW FULL PROCESSLIST');
  for (const { Id, Time, State, Info } of asked.filter(({ Info }) => Info && !Info.includes('PROCESSLIST'))) say(`  connection ${Id} of the database, for ${Time} s: ${State}: ${Info!.replace(/\s+/g, ' ').slice(0, 160)}`);
  say(`  ${asked.length} connections to the database in all`);
  await db.destroy();
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
