import styles from './page-skeleton.module.css';

/** Grey bars in the place of a page that is on its way. */
export function PageSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div className={styles.skeleton} role="status">
      <span className="visually-hidden">正在加载</span>
      <span className={styles.title} />
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className={styles.row} />
      ))}
    </div>
  );
}
