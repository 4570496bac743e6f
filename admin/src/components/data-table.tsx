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
  onOpen: (row: Row) => void;
  isStale?: boolean;
}

/** Rows that open something; the first cell holds the link, so that the keyboard reaches every row. */
export function DataTable<Row>({ caption, columns, rows, keyOf, onOpen, isStale = false }: DataTableProps<Row>) {
  return (
    <table className={styles.table} data-stale={isStale} aria-busy={isStale}>
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
          <tr key={keyOf(row)} onClick={() => onOpen(row)}>
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
