import type { Deps } from '../../deps';
import { route } from '../../http/route';
import { Staff } from '../identity/staff.entity';

/** 操作员 whose violation a person may register: those at work, by market and name. */
export const operatorRoutes = ({ db }: Deps) => [
  route('GET /operators', async () => {
    const operators = await db.manager.find(Staff, { where: { role: 'operator', state: 'active' }, relations: { market: true }, order: { market: { code: 'ASC' }, name: 'ASC' } });
    return { items: operators.map(({ id, name, market }) => ({ id, name, marketName: market!.name })) };
  }),
];
