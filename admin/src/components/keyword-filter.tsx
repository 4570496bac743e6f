import { Input } from 'antd';
import { Filter } from './filter';

interface KeywordFilterProps {
  label: string;
  placeholder?: string;
  maxLength?: number;
  value: string;
  onChange: (value: string) => void;
  onClear: () => void;
}

/** The keyword of a list; Enter searches. */
export function KeywordFilter({ label, placeholder, maxLength = 50, value, onChange, onClear }: KeywordFilterProps) {
  return (
    <Filter label={label} isWide>
      {(id) => (
        <Input
          id={id}
          autoFocus
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
