import { cloneElement, useId, type ReactElement } from 'react';
import styles from './field.module.css';

interface FieldProps {
  label: string;
  /** What is wrong, in Chinese; announced together with the input. */
  error?: string | undefined;
  hint?: string;
  /** One input; it gets the id and the descriptions of this field. */
  children: ReactElement<Record<string, unknown>>;
}

/** A label above its input, with the error (or else the hint) below. */
export function Field({ label, error, hint, children }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {cloneElement(children, {
        id,
        status: error ? 'error' : undefined,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': note ? `${id}-note` : undefined,
      })}
      {note && (
        <p id={`${id}-note`} className={styles.note} data-error={Boolean(error)} role={error ? 'alert' : undefined}>
          {note}
        </p>
      )}
    </div>
  );
}
