import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { Filter } from './filter';

/** A month up to the present one. */
export function MonthFilter({ month, onChange }: { month: string; onChange: (month: string) => void }) {
  return <MonthField month={month} isOptional={false} onChange={(next) => next && onChange(next)} />;
}

/** A month up to the present one, or all of them. */
export function AnyMonthFilter({ month, onChange }: { month: string | undefined; onChange: (month: string | undefined) => void }) {
  return <MonthField month={month} isOptional onChange={onChange} />;
}

interface MonthFieldProps {
  month: string | undefined;
  isOptional: boolean;
  onChange: (month: string | undefined) => void;
}

function MonthField({ month, isOptional, onChange }: MonthFieldProps) {
  return (
    <Filter label="月份">
      {(id) => (
        <DatePicker
          id={id}
          picker="month"
          allowClear={isOptional}
          placeholder="全部"
          value={month ? dayjs(`${month}-01`) : null}
          disabledDate={(day) => day.isAfter(dayjs(), 'month')}
          onChange={(day) => onChange(day?.format('YYYY-MM'))}
        />
      )}
    </Filter>
  );
}
