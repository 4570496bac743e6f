import { Link } from 'react-router';
import type { Subject } from './discipline';
import { useMay } from './rights';

/** The way to all points and measures of a subject, for those who may read them. */
export function StandingLink({ subject: { type, id } }: { subject: Subject }) {
  return useMay()('GET /standings/:subjectType/:id') ? <Link to={`/standings/${type}/${id}`}>全部扣分和措施</Link> : null;
}
