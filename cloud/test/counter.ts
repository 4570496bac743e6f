import type { AnswerOf } from '@yongche/contract';
import { uuidv7 } from 'uuidv7';
import { openSession } from '../src/domains/identity/sessions';
import { Staff } from '../src/domains/identity/staff.entity';
import { goodPapers } from './deal-facts';
import { type Caller, caller, imagesOf } from './people';
import type { Product } from './product';
import { readDeal } from './read-deals';

/** An operator with a session of this moment. */
export interface Operator extends Caller {
  staffId: string;
  name: string;
  cookie: string;
}

/** So many more operators at the counter of the market of `operator1`, named 柜台甲1, 柜台甲2, … */
export async function operatorsAt(product: Product, count: number): Promise<Operator[]> {
  const { db } = product.server.deps;
  const model = await db.manager.findOneByOrFail(Staff, { username: 'operator1' });
  const names = Array.from({ length: count }, (_, n) => `柜台甲${n + 1}`);
  return Promise.all(
    names.map(async (name) => {
      const staffId = uuidv7();
      await db.manager.insert(Staff, { ...model, id: staffId, username: `o${staffId.slice(-12)}`, name });
      return staffSession(product, staffId, name);
    }),
  );
}

/** The employee of the demo city with this user name, with a session of this moment. */
export async function atCounter(product: Product, username: string): Promise<Operator> {
  const { id, name } = await product.server.deps.db.manager.findOneByOrFail(Staff, { username });
  return staffSession(product, id, name);
}

async function staffSession(product: Product, staffId: string, name: string): Promise<Operator> {
  const now = product.clock.now();
  const { token } = await openSession(product.server.deps.db.manager, { staffId, secondFactorAt: now }, { ip: '127.0.0.1', userAgent: 'test' }, now);
  const cookie = `session=${token}`;
  return { ...caller(product.url, { cookie, origin: product.url }), staffId, name, cookie };
}

let plates = 0;
/** A deal that waits at the counter, whose pictures need no phone and no storage. */
export async function waitingDeal(product: Product, agent: Caller, change: Parameters<typeof readDeal>[2] = {}): Promise<AnswerOf<'GET /transactions/:id'>> {
  const plate = `浙B${String(30000 + ++plates)}`;
  const papers = Object.fromEntries(Object.entries(goodPapers).flatMap(([slot, fields]) => ('plate' in fields ? [[slot, { fields: { plate } }]] : [])));
  const id = await readDeal(product, agent, { plate, papers, ...change });
  return agent.call('POST /transactions/:id/submission', { params: { id } });
}

export const hold = (who: Caller, id: string) => who.send('PUT /transactions/:id/hold', { params: { id } });
export const giveBack = (who: Caller, id: string) => who.send('DELETE /transactions/:id/hold', { params: { id } });
export const takeOver = (who: Caller, id: string, from: string, reason = '柜台甲去用餐') => who.send('POST /transactions/:id/hold-takeovers', { params: { id }, body: { from, reason } });
export const complete = (who: Caller, deal: AnswerOf<'GET /transactions/:id'>) =>
  who.send('POST /transactions/:id/completion', { params: { id: deal.id }, body: { checkedImageIds: imagesOf(deal).map(({ id }) => id) } });
export const giveBackPictures = (who: Caller, deal: AnswerOf<'GET /transactions/:id'>, ...codes: ('R02' | 'R05' | 'R09')[]) =>
  who.send('POST /transactions/:id/returns', { params: { id: deal.id }, body: { images: codes.map((code, at) => ({ imageId: imagesOf(deal)[at]!.id, code })) } });
