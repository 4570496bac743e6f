import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { Deps } from '../../deps';
import type { Actor } from '../../http/actor';
import { signStatement } from '../evidence/statement';
import { Staff } from '../identity/staff.entity';
import { Person } from '../registry/person.entity';
import { presentPerson } from '../registry/persons';
import type { Variant } from './sealed-pictures';

/** A picture's address lives this long. */
export const addressSeconds = 60;

/** One look at one picture: which, and by whom. */
export interface Look {
  imageId: string;
  variant: Variant;
  /** What is burnt into the picture. */
  words: string;
  /** The address ends with the session. */
  sessionId: string;
}

/** An address of our own that shows this picture for 60 seconds, while its viewer is logged in. */
export function pictureAddress({ keys, publicUrl }: Pick<Deps, 'keys' | 'publicUrl'>, { imageId, variant, words, sessionId }: Look, now: Date): string {
  const end = Math.floor(now.getTime() / 1000) + addressSeconds;
  return `${publicUrl}/pictures/${signStatement(keys, { k: 'picture', i: imageId, v: variant, w: words, s: sessionId, e: end })}`;
}

/** The same for a paper of a request. */
export function evidenceAddress({ keys, publicUrl }: Pick<Deps, 'keys' | 'publicUrl'>, { evidenceId, words, sessionId }: { evidenceId: string; words: string; sessionId: string }, now: Date): string {
  const end = Math.floor(now.getTime() / 1000) + addressSeconds;
  return `${publicUrl}/pictures/${signStatement(keys, { k: 'paper', i: evidenceId, w: words, s: sessionId, e: end })}`;
}

const minute = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

/** Who looks, and when: an employee's user name or the agent's masked name, and the minute in Shanghai. */
export async function watermarkOf(tx: EntityManager, keys: KeyRing, actor: Actor, now: Date): Promise<string> {
  return `${await viewerOf(tx, keys, actor)} ${minute.format(now)}`;
}

async function viewerOf(tx: EntityManager, keys: KeyRing, actor: Actor): Promise<string> {
  if (actor.kind === 'staff') return (await tx.findOneByOrFail(Staff, { id: actor.staffId })).username;
  const person = await tx.findOneByOrFail(Person, { id: actor.personId! });
  return `代理人${presentPerson(keys, person).name}`;
}
