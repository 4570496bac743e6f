import { DatePicker, Segmented } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { Filter } from '../../components/filter';

interface PeriodFilterProps {
  /** A day YYYY-MM-DD or a month YYYY-MM. */
  period: string;
  /** Today, YYYY-MM-DD. */
  today: string;
  onChange: (period: string) => void;
}

/** A day or a month up to the present one. */
export function PeriodFilter({ period, today, onChange }: PeriodFilterProps) {
  const isMonth = period.length === 7;
  const lastDayOf = (month: string) => (today.startsWith(month) ? today : dayjs(`${month}-01`).endOf('month').format('YYYY-MM-DD'));
  return (
    <>
      <Filter label="按">
        {(id) => (
          <span id={id}>
            <Segmented
              aria-label="按日或按月"
              value={isMonth ? 'month' : 'day'}
              options={[{ value: 'day', label: '日' }, { value: 'month', label: '月' }]}
              onChange={(unit) => onChange(unit === 'month' ? period.slice(0, 7) : lastDayOf(period))}
            />
          </span>
        )}
      </Filter>
      <Filter label={isMonth ? '月份' : '日期'}>
        {(id) => (
          <DatePicker
            id={id}
            picker={isMonth ? 'month' : 'date'}
            allowClear={false}
            value={dayjs(isMonth ? `${period}-01` : period)}
            disabledDate={(day) => day.isAfter(dayjs(today), isMonth ? 'month' : 'day')}
            onChange={(day) => day && onChange(day.format(isMonth ? 'YYYY-MM' : 'YYYY-MM-DD'))}
          />
        )}
      </Filter>
    </>
  );
}
