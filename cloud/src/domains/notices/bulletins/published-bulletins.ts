import { type EntityManager, In } from 'typeorm';
import type { Deps } from '../../../deps';
import { ensure } from '../../../http/errors';
import { Bulletin } from './bulletin.entity';
import { isReplaced } from './outdated';
import { sharePathOf } from './share-path';

/** Three years of months. */
const mostListed = 36;

/** What has been sent, new months first, and the template by which one may be told of the next. */
export async function listPublished(tx: EntityManager, { subscriptions }: Pick<Deps, 'subscriptions'>) {
  const bulletins = await tx.find(Bulletin, { select: { id: true, period: true, title: true, sentAt: true }, where: { state: 'sent' }, order: { period: 'DESC', sentAt: 'DESC' }, take: mostListed });
  return { items: bulletins.map(({ id, period, title, sentAt }) => ({ id, period, title, sentAt: sentAt! })), templateId: subscriptions.bulletinTemplateId };
}

/** What anybody with the share card may see: approved, and not withdrawn. */
const published = (id: string) => ({ id, state: In(['approved', 'sent']) });

/** @throws bulletin.not_found */
export async function presentPublished(tx: EntityManager, id: string) {
  const bulletin = await tx.findOneBy(Bulletin, published(id));
  ensure(bulletin, 'bulletin.not_found');
  const { title, note, text, content } = bulletin;
  return { id, title, text, content: { ...content, title, note }, sharePath: sharePathOf(id), isOutdated: await isReplaced(tx, bulletin) };
}

/** @throws bulletin.not_found */
export async function publishedPoster(tx: EntityManager, id: string): Promise<string> {
  const bulletin = await tx.findOne(Bulletin, { select: { id: true, posterSha256: true }, where: published(id) });
  ensure(bulletin, 'bulletin.not_found');
  return bulletin.posterSha256;
}
