import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { Filter } from './filter';

/** Calendar days, YYYY-MM-DD, both included. */
interface Days {
  from: string | undefined;
  to: string | undefined;
}

interface DaysFilterProps extends Days {
  label: string;
  /** A period that has both days; without it either may be open. */
  isWhole?: boolean;
  presets?: { label: string; from: string; to: string }[];
  onChange: (days: Days) => void;
}

const dayIn = (day: string | undefined) => (day ? dayjs(day) : null);

/** A filter by days up to today. */
export function DaysFilter({ label, from, to, isWhole = false, presets = [], onChange }: DaysFilterProps) {
  return (
    <Filter label={label}>
      {(id) => (
        <DatePicker.RangePicker
          id={{ start: id, end: `${id}-to` }}
          style={{ width: 252 }}
          allowEmpty={!isWhole}
          allowClear={!isWhole}
          placeholder={['开始日期', '结束日期']}
          value={[dayIn(from), dayIn(to)]}
          disabledDate={(day) => day.isAfter(dayjs(), 'day')}
          presets={presets.map((preset) => ({ label: preset.label, value: [dayjs(preset.from), dayjs(preset.to)] }))}
          onChange={(days) => onChange({ from: days?.[0]?.format('YYYY-MM-DD'), to: days?.[1]?.format('YYYY-MM-DD') })}
        />
      )}
    </Filter>
  );
}
