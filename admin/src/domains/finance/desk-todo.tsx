import { Link } from 'react-router';
import type { FinanceDesk } from './finance';
import styles from './finance.module.css';

/** 待办: what waits for somebody, with how many of it, each leading to where it is done. */
export function DeskTodo({ todo }: Pick<FinanceDesk, 'todo'>) {
  if (todo.length === 0) return <p className={styles.soft}>没有待办：对账、复核、审批和月结都已办完。</p>;
  return (
    <ul className={styles.todo}>
      {todo.map(({ what, count, link }) => (
        <li key={what}>
          <Link to={link}>
            <span>{what}</span>
            <b>{count}</b>
          </Link>
        </li>
      ))}
    </ul>
  );
}
