import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useStaff } from '../../session';
import styles from './governance.module.css';
import { itemStateOf } from './governance-wording';
import { agendaItemsQuery } from './queries';

/** For the president: resolutions that wait for the confirmation with which they are carried out. */
export function ConfirmationsCard() {
  const isPresident = useStaff().role === 'president';
  const listed = useQuery({ ...agendaItemsQuery('listed'), enabled: isPresident });
  const waiting = listed.data?.items.filter(({ may }) => may.confirm) ?? [];
  if (waiting.length === 0) return null;
  return (
    <section className={`card ${styles.confirmations}`} role="alert">
      <h2>{waiting.length} 项决议等您确认，确认后自动执行</h2>
      <ul>
        {waiting.map((item) => (
          <li key={item.id}>
            <Link to={`/meetings/${item.meetingId}#item-${item.id}`}>{item.title}</Link>
            <span>{itemStateOf(item).label}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
