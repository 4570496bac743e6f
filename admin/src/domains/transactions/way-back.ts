import type { Staff } from '../../session';
import type { Deal } from './deal';

/** The list to which a deal leads back: an operator's queue, or the station where it is still captured; for the others the search. */
export function wayBackOf({ role }: Pick<Staff, 'role'>, deal?: Pick<Deal, 'channel' | 'state'>): { to: string; title: string } {
  if (role !== 'operator') return { to: '/transactions', title: '交易查询' };
  const isCaptured = deal?.channel === 'fixed' && (deal.state === 'capturing' || deal.state === 'returned');
  return isCaptured ? { to: '/capture', title: '采集台' } : { to: '/queue', title: '待核对' };
}
