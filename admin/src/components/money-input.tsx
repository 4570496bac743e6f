import { InputNumber, type InputNumberProps } from 'antd';
import { bareYuan, fenIn } from './money';

interface MoneyInputProps extends Pick<InputNumberProps<string>, 'id' | 'size' | 'status' | 'className' | 'disabled' | 'autoFocus' | 'aria-label' | 'aria-describedby' | 'aria-invalid'> {
  /** Fen; null while nothing is written. */
  value: number | null;
  /** Fen, where less or more is refused. */
  min?: number;
  max?: number;
  onChange: (fen: number | null) => void;
}

/** A sum, written in yuan and handed on in fen: the text itself is reckoned with, so that no fraction is lost on the way. */
export function MoneyInput({ value, min = 0, max, onChange, ...rest }: MoneyInputProps) {
  return (
    <InputNumber<string>
      {...rest}
      style={{ width: 168 }}
      stringMode
      controls={false}
      precision={2}
      min={bareYuan(min)}
      {...(max !== undefined && { max: bareYuan(max) })}
      prefix="¥"
      value={value === null ? null : bareYuan(value)}
      onChange={(text) => onChange(text === null || text === '' ? null : (fenIn(String(text)) ?? value))}
    />
  );
}
