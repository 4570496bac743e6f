import type { ReactNode } from 'react';
import styles from './data-table.module.css';

export interface Column<Row> {
  title: string;
  cell: (row: Row) => ReactNode;
  /** Figures stand at the right. */
  align?: 'right';
}

interface DataTableProps<Row> {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
  /** Left out where the rows open nothing. */
  onOpen?: ((row: Row) => void) | undefined;
  isStale?: boolean;
}

/** Rows, most of which open something: then the first cell holds the link, so that the keyboard reaches every row. */
export function DataTable<Row>({ caption, columns, rows, keyOf, onOpen, isStale = false }: DataTableProps<Row>) {
  return (
    <table className={styles.table} data-stale={isStale} data-opens={onOpen !== undefined} aria-busy={isStale}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ title, align }) => (
            <th key={title} scope="col" data-align={align}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} onClick={onOpen && (() => onOpen(row))}>
            {columns.map(({ title, cell, align }) => (
              <td key={title} data-align={align}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
