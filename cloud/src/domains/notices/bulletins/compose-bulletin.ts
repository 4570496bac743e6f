import { dayInShanghai } from '../../../clock';
import type { Deps } from '../../../deps';
import { periodName } from '../../statistics/periods';
import { Bulletin, type BulletinFigures } from './bulletin.entity';
import { contentOf } from './bulletin-content';
import { bulletinText } from './bulletin-text';
import { isOutdated } from './outdated';
import { drawPoster } from './poster/draw-poster';
import { keepPoster } from './posters';

type Composing = Pick<Deps, 'db' | 'clock' | 'storage'>;
type Words = Pick<Bulletin, 'title' | 'note'>;

/** Text and poster of a bulletin, the latter kept in the storage already: outside of any transaction, for it takes a second. */
export interface Composed extends Words, Pick<Bulletin, 'text' | 'posterSha256'> {
  editionId: string;
  edition: number;
  content: BulletinFigures;
}

/** From a published month; undefined where its edition has a bulletin already that tells the same. @throws bulletin.no_figures */
export async function composeBulletin(deps: Composing, period: string): Promise<Composed | undefined> {
  const { edition, content } = await contentOf(deps.db.manager, period);
  const live = await deps.db.manager.findOneBy(Bulletin, { liveKey: edition.id });
  if (live && !(await isOutdated(deps.db.manager, live))) return undefined;
  return compose(deps, { editionId: edition.id, edition: edition.edition, content, title: `${periodName(period)}宁波市二手车市场通报`, note: '' });
}

/** The same figures with other words. */
export const recompose = (deps: Composing, { editionId, edition, content }: Bulletin, words: Words): Promise<Composed> => compose(deps, { editionId, edition, content, ...words });

async function compose({ storage, clock }: Composing, given: Omit<Composed, 'text' | 'posterSha256'>): Promise<Composed> {
  const whole = { ...given.content, title: given.title, note: given.note };
  const picture = await drawPoster(whole, { edition: given.edition, on: dayInShanghai(clock.now()) });
  return { ...given, text: bulletinText(whole), posterSha256: await keepPoster(storage, picture) };
}
