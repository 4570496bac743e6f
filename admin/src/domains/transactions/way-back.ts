import type { Staff } from '../../session';

/** The list to which a deal leads back: an operator's queue, for the others the search. */
export function wayBackOf({ role }: Pick<Staff, 'role'>): { to: string; title: string } {
  return role === 'operator' ? { to: '/queue', title: '待核对' } : { to: '/transactions', title: '交易查询' };
}
