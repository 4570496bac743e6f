import type { AnswerOf } from '@yongche/contract';
import sharp from 'sharp';
import { uuidv7 } from 'uuidv7';
import { dayInShanghai } from '../src/clock';
import { Staff } from '../src/domains/identity/staff.entity';
import { InspectionCase } from '../src/domains/inspections/inspection-case.entity';
import { InspectionLook } from '../src/domains/inspections/inspection-look.entity';
import type { Mark } from '../src/domains/inspections/problem-findings';
import { openProblem } from '../src/domains/inspections/problems';
import { Image } from '../src/domains/transactions/image.entity';
import { Transaction } from '../src/domains/transactions/transaction.entity';
import { goodPapers } from './deal-facts';
import { type Caller, pictureFor, upload } from './people';
import type { Product } from './product';
import { readDeal } from './read-deals';

type DealChange = NonNullable<Parameters<typeof readDeal>[2]>;

/** A completed deal of the car with this plate, whose pictures need no phone and no storage. */
export async function quickDeal(product: Product, agent: Caller, operator: Caller, { plate, ...change }: DealChange & { plate: string }): Promise<AnswerOf<'GET /transactions/:id'>> {
  const papers = Object.fromEntries(Object.entries(goodPapers).flatMap(([slot, fields]) => ('plate' in fields ? [[slot, { fields: { plate } }]] : [])));
  const id = await readDeal(product, agent, { plate, papers, ...change });
  const { slots } = await agent.call('POST /transactions/:id/submission', { params: { id } });
  return operator.call('POST /transactions/:id/completion', { params: { id }, body: { checkedImageIds: slots.flatMap(({ images }) => images.map((image) => image.id)) } });
}

/** What an inspector saw in a slot of a deal. */
export type Seen = Pick<Mark, 'code'> & Partial<Mark>;

/** A look of inspector1 that found something in a completed deal, settled: its problem is open. Gives its id and that of the look. */
export async function foundProblem(product: Product, dealId: string, seen: Seen[], lookId = uuidv7()): Promise<{ id: string; lookId: string }> {
  const { db, clock } = product.server.deps;
  const at = clock.now();
  const deal = await db.manager.findOneByOrFail(Transaction, { id: dealId });
  const inspector = await db.manager.findOneByOrFail(Staff, { username: 'inspector1' });
  const images = await db.manager.findBy(Image, { transactionId: dealId, state: 'accepted' });
  const marks = seen.map(({ slot = null, imageId, ...mark }): Mark => {
    const image = imageId ?? images.find((candidate) => candidate.slot === slot && candidate.problemId === null)?.id ?? null;
    return { violation: null, note: null, ...mark, imageId: mark.code === 'R01' ? null : image, slot };
  });
  // The deal may just be drawn by itself.
  await db.createQueryBuilder().insert().into(InspectionCase).values({ id: uuidv7(), transactionId: dealId, origin: 'requested', risk: 0, state: 'problem', day: dayInShanghai(at), createdAt: at, closedAt: at }).orIgnore().updateEntity(false).execute();
  const { id: caseId } = await db.manager.findOneByOrFail(InspectionCase, { transactionId: dealId });
  if (!(await db.manager.existsBy(InspectionLook, { id: lookId }))) {
    await db.manager.insert(InspectionLook, { id: lookId, caseId, kind: 'opinion', turn: 0, question: null, state: 'settled', claimableAt: at, staffId: inspector.id, decidedAt: at, verdict: 'problem', note: null, marks, seconds: 5 });
  }
  const by = { author: { kind: 'system' as const }, origin: undefined, at };
  const id = await db.transaction((tx) => openProblem(tx, { deal, lookId, foundBy: inspector.id, marks }, by));
  return { id, lookId };
}

/** The same paper photographed anew: another file than the first one. */
export const retaken = (slot: string, quality = 90): Promise<Buffer> => sharp(pictureFor(slot)).jpeg({ quality }).toBuffer();

/** Takes one picture for a correction: permission, direct upload, and the verdict that comes back through the storage. */
export async function takeCorrection(who: Caller, problemId: string, slot: string, bytes: Buffer): Promise<AnswerOf<'POST /images/:id/arrival'>['image']> {
  const images = [{ slot, contentType: 'image/jpeg' as const, bytes: bytes.length, capturedAt: new Date().toISOString() }];
  const { permits } = await who.call('POST /problems/:id/images', { params: { id: problemId }, body: { images } });
  const response = await upload(permits[0]!, bytes);
  if (response.status !== 200) throw new Error(`upload of ${slot}: ${response.status} ${await response.text()}`);
  return who.call('POST /images/:id/arrival', { params: { id: permits[0]!.image.id } }).then(({ image }) => image);
}
