import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { Filter } from './filter';
import { dayOf } from './moments';

/** A year that the address names, or else this one. */
export function yearIn(search: URLSearchParams, now: Date): number {
  const year = search.get('year') ?? '';
  return /^20\d\d$/.test(year) ? Number(year) : Number(dayOf(now).slice(0, 4));
}

/** A year up to the present one, or so many ahead of it. */
export function YearFilter({ year, ahead = 0, onChange }: { year: number; ahead?: number; onChange: (year: number) => void }) {
  return (
    <Filter label="年度">
      {(id) => (
        <DatePicker
          id={id}
          picker="year"
          allowClear={false}
          value={dayjs(`${year}-01-01`)}
          disabledDate={(day) => day.year() > dayjs().year() + ahead}
          onChange={(day) => day && onChange(day.year())}
        />
      )}
    </Filter>
  );
}
