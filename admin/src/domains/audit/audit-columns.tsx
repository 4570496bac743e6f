import type { Column } from '../../components/data-table';
import { secondOf } from '../../components/moments';
import styles from './audit-page.module.css';
import type { AuditEvent } from './audit';

/** How many fields a row shows before it only counts the others. */
const mostChanges = 2;

/** The columns of the log; the place in the chain is the button for the keyboard. */
export const auditColumns = (onOpen: (event: AuditEvent) => void): Column<AuditEvent>[] => [
  {
    title: '链上序号',
    cell: (event) => (
      <button
        type="button"
        className={styles.seq}
        onClick={(click) => {
          click.stopPropagation();
          onOpen(event);
        }}
      >
        {event.seq ?? '待入链'}
      </button>
    ),
  },
  { title: '时间', cell: ({ at }) => <time className={styles.time}>{secondOf(at)}</time> },
  {
    title: '操作人 / 岗位',
    cell: ({ actor }) => (
      <span className={styles.pair}>
        <span>{actor.username ? `${actor.name}（${actor.username}）` : actor.name}</span>
        <span>{actor.roleLabel}</span>
      </span>
    ),
  },
  { title: '动作', cell: ({ actionLabel }) => actionLabel },
  {
    title: '对象',
    cell: ({ subject }) => (
      <span className={styles.pair}>
        <span>{subject.label}</span>
        <span className={styles.mono}>{subject.name ?? subject.id.slice(0, 8)}</span>
      </span>
    ),
  },
  { title: '变更', cell: ({ changes }) => <Changes changes={changes} /> },
  { title: 'IP 地址', cell: ({ ip }) => <span className={styles.mono}>{ip ?? '—'}</span> },
];

function Changes({ changes }: Pick<AuditEvent, 'changes'>) {
  if (changes.length === 0) return <span className={styles.soft}>—</span>;
  return (
    <span className={styles.changes}>
      {changes.slice(0, mostChanges).map(({ field, label, before, after }) => (
        <span key={field}>
          {label}：{before ?? '—'} → {after ?? '—'}
        </span>
      ))}
      {changes.length > mostChanges && <span className={styles.soft}>另有 {changes.length - mostChanges} 项</span>}
    </span>
  );
}
