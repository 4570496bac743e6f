import { openSession } from '../src/domains/identity/sessions';
import { Staff } from '../src/domains/identity/staff.entity';
import { type Caller, caller } from './people';
import type { Product } from './product';

/** An employee with a session of this moment: a story of weeks outlives any log-in. */
export async function staffNow(product: Product, username: string): Promise<Caller & { staffId: string }> {
  const { db } = product.server.deps;
  const { id: staffId } = await db.manager.findOneByOrFail(Staff, { username });
  const at = product.clock.now();
  const { token } = await openSession(db.manager, { staffId, secondFactorAt: at }, { ip: '127.0.0.1', userAgent: 'test' }, at);
  return { ...caller(product.url, { cookie: `session=${token}`, origin: product.url }), staffId };
}

/** The phone of an enrolled person, logged in at this moment. */
export async function phoneNow(product: Product, { personId }: { personId: string }): Promise<Caller> {
  const { db } = product.server.deps;
  const [{ id: accountId }] = await db.query('SELECT id FROM accounts WHERE person_id = ?', [personId]);
  const { token } = await openSession(db.manager, { accountId }, { ip: '127.0.0.1', userAgent: 'test' }, product.clock.now());
  return caller(product.url, { authorization: `Bearer ${token}` });
}

/** Whole days pass. */
export const daysPass = (product: Product, days: number): void => product.clock.advance(days * 24 * 3600);

/** A story begins at ten in the morning of this day, whenever it is told: terms, cycles and transition are those of the demo book. */
export const beginOn = (product: Product, day: string): void => product.clock.advance((Date.parse(`${day}T10:00:00+08:00`) - product.clock.now().getTime()) / 1000);
