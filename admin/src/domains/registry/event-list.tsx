import { registerSubjects } from '@yongche/contract/vocabulary';
import { Link } from 'react-router';
import { secondOf } from '../../components/moments';
import styles from './event-list.module.css';
import { changesOf, changeSentence, eventTitle } from './event-wording';
import type { RegisterEvent, RegisterSubject } from './register';
import { useMay } from './rights';

interface EventListProps {
  events: RegisterEvent[];
  /** Whose file it is: events of others (a company's certificates) name their subject. */
  own: RegisterSubject;
}

/** The ledger of one file; the latest event comes first. */
export function EventList({ events, own }: EventListProps) {
  const mayOpen = useMay()('GET /register-requests');
  const latestFirst = [...events].sort((one, other) => other.at.localeCompare(one.at) || other.id.localeCompare(one.id));
  return (
    <ol className={styles.events}>
      {latestFirst.map((event) => (
        <li key={event.id} data-tone={event.delta > 0 || event.action === 'resumed' ? 'good' : event.delta < 0 || event.action === 'suspended' ? 'bad' : 'plain'}>
          <p className={styles.title}>
            {event.subjectType !== own && (
              <span>
                {registerSubjects[event.subjectType]} {event.subjectName}
              </span>
            )}
            {eventTitle(event)}
          </p>
          {changesOf(event).map((change) => (
            <p key={change.label}>{changeSentence(change)}</p>
          ))}
          {event.note && <p>{event.note}</p>}
          <p className={styles.who}>
            {event.actor}　<time dateTime={event.at}>{secondOf(event.at)}</time>
            {event.requestId && mayOpen && (
              <>
                　<Link to={`/register/requests/${event.requestId}`}>申请与材料</Link>
              </>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}
