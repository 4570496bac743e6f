import { Checkbox } from 'antd';
import { useState } from 'react';
import type { Column } from '../../components/data-table';

interface ChoiceOf<Row> {
  rows: Row[];
  nameOf: (row: Row) => string;
  /** Whether a row may be chosen as it stands. */
  isOpen: (row: Row) => boolean;
}

/** Rows that somebody ticks to do something with all of them: which they are, and the column to tick them in. */
export function useChoice<Row extends { id: string }>({ rows, nameOf, isOpen }: ChoiceOf<Row>) {
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set());
  const toggle = (row: Row) => {
    if (!isOpen(row)) return;
    const next = new Set(chosenIds);
    if (!next.delete(row.id)) next.add(row.id);
    setChosenIds(next);
  };
  const column: Column<Row> = {
    title: '选择',
    cell: (row) => (
      <Checkbox
        aria-label={`选择${nameOf(row)}`}
        checked={chosenIds.has(row.id)}
        disabled={!isOpen(row)}
        onClick={(event) => event.stopPropagation()}
        onChange={() => toggle(row)}
      />
    ),
  };
  return {
    chosen: rows.filter(({ id }) => chosenIds.has(id)),
    choose: (some: Row[]) => setChosenIds(new Set(some.map(({ id }) => id))),
    toggle,
    column,
  };
}
