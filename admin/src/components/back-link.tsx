import ArrowLeftOutlined from '@ant-design/icons/ArrowLeftOutlined';
import { Link } from 'react-router';
import styles from './back-link.module.css';

/** The way back from one record to the list that it stands in. */
export function BackLink({ to, title }: { to: string; title: string }) {
  return (
    <Link className={styles.back} to={to}>
      <ArrowLeftOutlined /> {title}
    </Link>
  );
}
