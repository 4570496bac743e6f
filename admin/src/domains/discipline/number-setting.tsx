import { InputNumber } from 'antd';
import styles from './book-form.module.css';
import { Problem, useProblem } from '../governance/field-problems';

interface NumberSettingProps {
  label: string;
  unit: string;
  /** Where it stands in the content, such as `repeat.times`. */
  path: string;
  value: number;
  /** In the book from which the draft began: another value is coloured. */
  former: number;
  min: number;
  max: number;
  /** Decimals; whole numbers where left out. */
  precision?: number;
  onChange: (value: number) => void;
}

/** One number of a draft with its name and unit, and what the server says of it. */
export function NumberSetting({ label, unit, path, value, former, min, max, precision = 0, onChange }: NumberSettingProps) {
  const problem = useProblem(path);
  return (
    <div>
      <label className={styles.setting} data-changed={value !== former}>
        <span>{label}</span>
        <span className={styles.entry}>
          <InputNumber
            size="small"
            className={styles.number}
            min={min}
            max={max}
            precision={precision}
            status={problem ? 'error' : ''}
            value={value}
            onChange={(next) => next !== null && onChange(next)}
          />
          {unit}
        </span>
      </label>
      <Problem>{problem}</Problem>
    </div>
  );
}
