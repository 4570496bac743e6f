import { Segmented } from 'antd';
import styles from './deal-form.module.css';

interface ChoiceProps<Value extends string> {
  label: string;
  /** The F-key that goes to the next one. */
  hotkey: string;
  value: Value;
  options: Readonly<Record<Value, string>>;
  onChange: (value: Value) => void;
}

/** A few ways of which one holds; its key takes the next one without leaving the field that is being written. */
export function Choice<Value extends string>({ label, hotkey, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <span className={styles.choice}>
      <Segmented<Value>
        aria-label={label}
        value={value}
        options={(Object.entries(options) as [Value, string][]).map(([key, title]) => ({ value: key, label: title }))}
        onChange={onChange}
      />
      <kbd aria-hidden="true">{hotkey}</kbd>
    </span>
  );
}

/** The way after this one, from the last back to the first. */
export function nextOf<Value extends string>(options: Readonly<Record<Value, string>>, value: Value): Value {
  const ways = Object.keys(options) as Value[];
  return ways[(ways.indexOf(value) + 1) % ways.length]!;
}
