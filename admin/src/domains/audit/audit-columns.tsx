import { Pair, RowButton, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { secondOf } from '../../components/moments';
import styles from './audit-columns.module.css';
import type { AuditEvent } from './audit';

/** How many fields a row shows before it only counts the others. */
const mostChanges = 2;

/** The columns of the log; the place in the chain is the button for the keyboard. */
export const auditColumns: Column<AuditEvent>[] = [
  { title: '链上序号', cell: ({ seq }) => <RowButton className={cells.number}>{seq ?? '待入链'}</RowButton> },
  { title: '时间', cell: ({ at }) => <Time>{secondOf(at)}</Time> },
  {
    title: '操作人 / 岗位',
    cell: ({ actor }) => (
      <Pair>
        <span>{actor.username ? `${actor.name}（${actor.username}）` : actor.name}</span>
        <span>{actor.roleLabel}</span>
      </Pair>
    ),
  },
  { title: '动作', cell: ({ actionLabel }) => actionLabel },
  {
    title: '对象',
    cell: ({ subject }) => (
      <Pair>
        <span>{subject.label}</span>
        <span className={cells.number}>{subject.name ?? subject.id.slice(0, 8)}</span>
      </Pair>
    ),
  },
  { title: '变更', cell: ({ changes }) => <Changes changes={changes} /> },
  { title: 'IP 地址', cell: ({ ip }) => <span className={cells.number}>{ip ?? '—'}</span> },
];

function Changes({ changes }: Pick<AuditEvent, 'changes'>) {
  if (changes.length === 0) return <span className={cells.soft}>—</span>;
  return (
    <span className={styles.changes}>
      {changes.slice(0, mostChanges).map(({ field, label, before, after }) => (
        <span key={field}>
          {label}：{before ?? '—'} → {after ?? '—'}
        </span>
      ))}
      {changes.length > mostChanges && <span className={cells.soft}>另有 {changes.length - mostChanges} 项</span>}
    </span>
  );
}
