import { type Posts, useMayOf } from '../../rights';
import { useStaff } from '../../session';
import { postsOf } from './record-pages';

/** What of metrics, yearly reports and dashboards depends on the post. */
type Ruled =
  | 'GET /metrics/:code/records'
  | 'POST /annual-reports'
  | 'POST /deadlines/:code/completion'
  | 'GET /dashboards/president'
  | 'GET /dashboards/adviser'
  | 'GET /dashboards/market';

const posts: Posts<Ruled> = {
  'GET /metrics/:code/records': ['clerk', 'finance', 'president', 'auditor'],
  'POST /annual-reports': ['clerk', 'president'],
  'POST /deadlines/:code/completion': ['clerk', 'president'],
  'GET /dashboards/president': ['president', 'clerk', 'auditor'],
  'GET /dashboards/adviser': ['policy_adviser', 'president', 'clerk', 'auditor'],
  'GET /dashboards/market': ['operator', 'market_manager', 'president', 'clerk'],
};

/** Asks whether the person who is logged in may call an endpoint; the contract's table of rights is the truth. */
export const useMay = (): ((endpoint: Ruled) => boolean) => useMayOf(posts);

/** Asks whether the person who is logged in may open a page; an auditor sees which deals are counted, and opens none. */
export function useMayOpen(): (link: string) => boolean {
  const { role } = useStaff();
  return (link) => postsOf(link).includes(role);
}
