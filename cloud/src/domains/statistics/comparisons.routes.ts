import { createHash } from 'node:crypto';
import type { By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { type Origin, route } from '../../http/route';
import { compareMonth, listRegistrationLists, presentLists } from './comparisons/compare-month';
import { compareYear } from './comparisons/compare-year';
import { changeRules } from './comparisons/comparison-rules';
import { readRegistrations } from './comparisons/registration-file';
import { importRegistrationRows } from './comparisons/registrations';
import { listUnmatched } from './comparisons/unmatched-deals';

/** 与车管数据核对: our completed deals beside the office's numbers, and its lists line by line. */
export const comparisonRoutes = ({ db, clock }: Deps) => {
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /comparisons', ({ query }) => compareYear(db.manager, { ...query, today: dayInShanghai(clock.now()) })),

    route('GET /comparisons/:month', ({ params }) => compareMonth(db.manager, params.month)),

    route('GET /unmatched-deals', ({ query }) => listUnmatched(db.manager, query)),

    route('GET /registration-lists', () => listRegistrationLists(db.manager)),

    route('POST /registration-lists', async ({ actor, query, file, origin, transact }) => {
      const rows = await readRegistrations(file, query.month);
      const sha256 = createHash('sha256').update(file.bytes).digest('hex');
      return transact(async (tx) => {
        const list = await importRegistrationRows(tx, { ...query, fileName: file.name, sha256, rows }, actor, by(actor, origin));
        return (await presentLists(tx, [list]))[0]!;
      });
    }),

    route('PUT /comparison-rules', async ({ actor, body, origin, transact }) => ({ version: (await transact((tx) => changeRules(tx, body, actor, by(actor, origin)))).version })),
  ];
};
