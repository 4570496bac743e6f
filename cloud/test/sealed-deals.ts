import { createHash } from 'node:crypto';
import { Image } from '../src/domains/transactions/image.entity';
import { sealPicture } from '../src/domains/transactions/sealed-pictures';
import { Transaction } from '../src/domains/transactions/transaction.entity';
import { goodPapers } from './deal-facts';
import type { Caller } from './people';
import type { Product } from './product';
import { readDeal } from './read-deals';

/** A deal of the car with this plate, ready to be submitted, whose pictures lie in the storage as they do once they are received, each with a small one. No phone took them, and their content is a word. Gives its id. */
export async function sealedDraft(product: Product, agent: Caller, plate: string): Promise<string> {
  const { deps } = product.server;
  const papers = Object.fromEntries(Object.entries(goodPapers).flatMap(([slot, fields]) => ('plate' in fields ? [[slot, { fields: { plate } }]] : [])));
  const id = await readDeal(product, agent, { plate, papers });
  const deal = await deps.db.manager.findOneByOrFail(Transaction, { id });
  for (const image of await deps.db.manager.findBy(Image, { transactionId: id })) {
    const [full, thumbnail] = [Buffer.from(`picture ${image.id}`), Buffer.from('small')];
    const sha256 = createHash('sha256').update(full).digest('hex');
    await deps.db.manager.update(Image, image.id, { ...(await sealPicture(deps, { image, deal, sha256, full, thumbnail })), sha256, declaredSha256: sha256, bytes: full.length });
  }
  return id;
}

/** Such a deal, completed. Gives its id. */
export async function sealedDeal(product: Product, agent: Caller, operator: Caller, plate: string): Promise<string> {
  const id = await sealedDraft(product, agent, plate);
  const { slots } = await agent.call('POST /transactions/:id/submission', { params: { id } });
  await operator.call('POST /transactions/:id/completion', { params: { id }, body: { checkedImageIds: slots.flatMap(({ images }) => images.map((image) => image.id)) } });
  return id;
}
