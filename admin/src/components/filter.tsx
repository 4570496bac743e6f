import { Select } from 'antd';
import { useId, type ReactNode } from 'react';
import styles from './filter.module.css';

interface FilterProps {
  label: string;
  /** The keyword's field takes the room that is left. */
  isWide?: boolean;
  children: (id: string) => ReactNode;
}

/** One field of a bar of filters, its label above it. */
export function Filter({ label, isWide = false, children }: FilterProps) {
  const id = useId();
  return (
    <div className={styles.filter} data-wide={isWide}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

interface ChoiceFilterProps<T extends Record<string, string>> {
  label: string;
  /** A list of the vocabulary: key and Chinese term. */
  list: T;
  value: keyof T | undefined;
  onChange: (value: (keyof T & string) | undefined) => void;
  /** Pixels, for long terms. */
  width?: number;
}

/** A filter by one term of a closed list; empty means all. */
export function ChoiceFilter<T extends Record<string, string>>({ label, list, value, onChange, width = 116 }: ChoiceFilterProps<T>) {
  return (
    <Filter label={label}>
      {(id) => (
        <Select
          id={id}
          style={{ width }}
          allowClear
          placeholder="全部"
          value={(value as string | undefined) ?? null}
          options={Object.entries(list).map(([key, text]) => ({ value: key, label: text }))}
          onChange={(key: string | null | undefined) => onChange(key ?? undefined)}
        />
      )}
    </Filter>
  );
}

/** The bar itself: a form, so that Enter searches. */
export function FilterBar({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  return (
    <form
      className={styles.bar}
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
