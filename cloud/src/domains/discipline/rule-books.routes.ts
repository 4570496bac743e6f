import type { By } from '../../audit/audit';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { type Origin, route } from '../../http/route';
import { effectOfBook } from './book-effect';
import { listBooks, presentBook, presentBookContent } from './present-books';
import { adoptBook, changeBook, createBook, findBook, proposeBook, withdrawBook } from './rule-books';

/** 管理细则: drafted, put before the general meeting, adopted by its resolution. */
export const ruleBookRoutes = ({ db, clock }: Deps) => {
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  return [
    route('GET /rule-books', ({ actor }) => listBooks(db.manager, actor, clock.now())),

    route('GET /rule-books/:version', async ({ actor, params }) => presentBookContent(db.manager, await findBook(db.manager, params.version, actor), actor, clock.now())),

    route('POST /rule-books', ({ actor, body, origin, transact }) =>
      transact(async (tx) => presentBook(tx, await createBook(tx, body, actor, by(actor, origin)), clock.now())),
    ),

    route('PUT /rule-books/:version', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentBook(tx, await changeBook(tx, { ...params, ...body }, actor, by(actor, origin)), clock.now())),
    ),

    route('GET /rule-books/:version/effect', async ({ actor, params }) => effectOfBook(db.manager, await findBook(db.manager, params.version, actor), clock.now())),

    route('POST /rule-books/:version/proposal', ({ actor, params, origin, transact }) =>
      transact(async (tx) => presentBook(tx, await proposeBook(tx, params.version, actor, by(actor, origin)), clock.now())),
    ),

    route('POST /rule-books/:version/adoption', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentBook(tx, await adoptBook(tx, { ...params, ...body }, actor, by(actor, origin)), clock.now())),
    ),

    route('POST /rule-books/:version/withdrawal', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentBook(tx, await withdrawBook(tx, { ...params, ...body }, actor, by(actor, origin)), clock.now())),
    ),
  ];
};
