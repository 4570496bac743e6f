import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import type { Actor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { route } from '../../http/route';
import { disciplineFigures } from './discipline-figures';
import { presentStanding } from './present-standing';
import { scoreCards } from './score-cards';
import { scoreFile } from './score-file';
import type { ScoredKind } from './score-figures';
import { mayReadScore, onlyScoreOf } from './score.policy';

/** 评分卡 of markets and companies, and the sums that an adviser may read. */
export const scoreRoutes = ({ db, clock, keys }: Deps) => {
  const thisMonth = () => dayInShanghai(clock.now()).slice(0, 7);

  async function fileFor(actor: Actor, { kind, id, month }: { kind: ScoredKind; id: string; month: string }) {
    const now = clock.now();
    const file = mayReadScore(actor, kind, id) && (await scoreFile(db.manager, { kind, id, month }, now));
    ensure(file, 'request.not_found');
    return { ...file, standing: await presentStanding(db.manager, keys, { type: kind, id }, actor, now) };
  }

  return [
    route('GET /score-cards', async ({ actor, query: { kind, month = thisMonth() } }) => {
      const ids = onlyScoreOf(actor, kind);
      return { month, items: await scoreCards(db.manager, { kind, month, ...(ids ? { ids } : {}) }, clock.now()) };
    }),

    route('GET /score-cards/:kind/:id', ({ actor, params, query: { month = thisMonth() } }) => fileFor(actor, { ...params, month })),

    route('GET /my-score-card', ({ actor }) => fileFor(actor, { kind: 'company', id: actor.companyId ?? '', month: thisMonth() })),

    route('GET /discipline-figures', ({ query }) => disciplineFigures(db.manager, query)),
  ];
};
