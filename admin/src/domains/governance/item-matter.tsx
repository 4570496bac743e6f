import { Link } from 'react-router';
import { minuteOf } from '../../components/moments';
import type { AgendaItem } from './governance';
import { hrefOf } from './governance-wording';
import styles from './governance.module.css';
import { useMay } from './rights';

/** What an item proposes and on which facts, and the way to what it speaks of. */
export function ItemMatter({ item }: { item: AgendaItem }) {
  const { proposal, facts, madeBy, madeAt } = item;
  const may = useMay();
  const href = hrefOf(item);
  const isOpen = href && (!href.needs || may(href.needs));
  return (
    <div className={styles.matter}>
      <p className={styles.words}>{proposal}</p>
      {facts.length > 0 && (
        <ul className={styles.facts}>
          {facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      )}
      <p className={`${styles.soft} ${styles.source}`}>
        <span>
          {madeBy}　{minuteOf(madeAt)} 提出
        </span>
        {isOpen && (
          <Link className="no-print" to={href.to}>
            {href.title}
          </Link>
        )}
      </p>
    </div>
  );
}
