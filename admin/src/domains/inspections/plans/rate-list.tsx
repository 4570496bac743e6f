import { Button } from 'antd';
import type { ReactNode } from 'react';
import { PercentInput } from './percent-input';
import styles from './plan.module.css';

interface RateListProps<Row extends { rate: number }> {
  title: string;
  hint: string;
  rows: Row[];
  /** A row that is added. */
  blank: Row;
  most: number;
  /** The field that says what the rate is for. */
  field: (row: Row, change: (row: Row) => void, status: 'error' | '') => ReactNode;
  /** What the server says of a row. */
  problemOf: (at: number) => string | undefined;
  onChange: (rows: Row[]) => void;
}

/** Rates for days, markets or agents of their own. */
export function RateList<Row extends { rate: number }>({ title, hint, rows, blank, most, field, problemOf, onChange }: RateListProps<Row>) {
  const put = (at: number, row: Row) => onChange(rows.map((other, index) => (index === at ? row : other)));
  return (
    <div className={styles.rates}>
      <p>
        <b>{title}</b> {hint}
      </p>
      {rows.map((row, at) => (
        <div key={at} className={styles.rate}>
          {field(row, (changed) => put(at, changed), problemOf(at) === undefined ? '' : 'error')}
          <PercentInput label={`${title}第${at + 1}项的抽样率`} rate={row.rate} onChange={(rate) => put(at, { ...row, rate })} />
          <Button size="small" type="text" danger onClick={() => onChange(rows.filter((_, index) => index !== at))}>
            删去
          </Button>
          {problemOf(at) && <span className={styles.problem}>{problemOf(at)}</span>}
        </div>
      ))}
      {rows.length < most && (
        <Button size="small" onClick={() => onChange([...rows, blank])}>
          添加{title.slice(2)}
        </Button>
      )}
    </div>
  );
}
