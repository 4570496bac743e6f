import { registerSubjects } from '@yongche/contract/vocabulary';
import { Link } from 'react-router';
import { History, HistoryEvent } from '../../components/history';
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
    <div className={styles.events}>
      <History label="登记变动">
        {latestFirst.map((event) => (
          <HistoryEvent
            key={event.id}
            tone={toneOf(event)}
            title={eventTitle(event)}
            of={event.subjectType !== own && `${registerSubjects[event.subjectType]} ${event.subjectName}`}
            who={event.actor}
            at={event.at}
            more={
              event.requestId &&
              mayOpen && (
                <>
                  　<Link to={`/register/requests/${event.requestId}`}>申请与材料</Link>
                </>
              )
            }
          >
            {changesOf(event).map((change) => (
              <p key={change.label}>{changeSentence(change)}</p>
            ))}
            {event.note && <p>{event.note}</p>}
          </HistoryEvent>
        ))}
      </History>
    </div>
  );
}

function toneOf({ delta, action }: RegisterEvent): 'good' | 'bad' | 'plain' {
  if (delta > 0 || action === 'resumed') return 'good';
  return delta < 0 || action === 'suspended' ? 'bad' : 'plain';
}
