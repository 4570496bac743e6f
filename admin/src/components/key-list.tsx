import styles from './key-list.module.css';

/** Keys and what they do; a – between two keys means all from the one to the other. */
export type Keys = [keys: string[], meaning: string];

/** Keys of a page, as on the keyboard, each with what it does. */
export function KeyList({ label, keys }: { label: string; keys: Keys[] }) {
  return (
    <ul className={styles.keys} aria-label={label}>
      {keys.map(([names, meaning]) => (
        <li key={meaning}>
          {names.map((name) => (name === '–' ? '–' : <kbd key={name}>{name}</kbd>))} {meaning}
        </li>
      ))}
    </ul>
  );
}
