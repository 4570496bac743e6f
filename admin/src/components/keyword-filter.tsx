import { Input } from 'antd';
import { Filter } from './filter';

interface KeywordFilterProps {
  label: string;
  placeholder?: string;
  maxLength?: number;
  /** Below what one came to read, the field waits until it is wanted. */
  isQuiet?: boolean;
  value: string;
  onChange: (value: string) => void;
  onClear: () => void;
}

/** The keyword of a list; Enter searches. */
export function KeywordFilter({ label, placeholder, maxLength = 50, isQuiet = false, value, onChange, onClear }: KeywordFilterProps) {
  return (
    <Filter label={label} isWide>
      {(id) => (
        <Input
          id={id}
          autoFocus={!isQuiet}
          allowClear
          maxLength={maxLength}
          spellCheck={false}
          autoComplete="off"
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onClear={onClear}
        />
      )}
    </Filter>
  );
}
