import { Segmented } from 'antd';
import { useState } from 'react';
import { CourseChart } from '../statistics/course-chart';
import { countOf } from '../statistics/statistics-wording';
import { BreakdownChart } from './breakdown-chart';
import { growthWord } from './bulletin-wording';
import type { BulletinContent, BulletinFigure } from './bulletins';
import styles from './notices.module.css';

/** 通报页面: the figures of the month, their course and their parts, to be filtered as the members do. */
export function BulletinCharts({ content: { figures, breakdowns, courses, remarks, note, source } }: { content: BulletinContent }) {
  const items = figures.filter(({ item }) => [...breakdowns, ...courses].some((one) => one.item === item));
  const [chosen, setChosen] = useState<string>();
  const [dimension, setDimension] = useState('all');
  // Of a stock there is no course: the first figure that has both says most.
  const item = items.find((one) => one.item === chosen) ?? items.find((one) => [breakdowns, courses].every((list) => list.some((other) => other.item === one.item))) ?? items[0];
  const course = courses.find((one) => one.item === item?.item);
  const own = breakdowns.filter((one) => one.item === item?.item);
  const shown = own.filter((one) => one.dimension === dimension);
  return (
    <>
      <section className={`card ${styles.card}`} aria-label="通报的数据">
        <h2>
          本月数据<small>{source}</small>
        </h2>
        {note && <p className={styles.note}>{note}</p>}
        <ul className={styles.figures}>
          {figures.map((figure) => (
            <Tile key={figure.item} figure={figure} />
          ))}
        </ul>
        {remarks.length > 0 && (
          <ul className={styles.remarks} aria-label="数据说明">
            {remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        )}
      </section>
      {item && (
        <section className={`card ${styles.card}`} aria-label="图表">
          <h2>
            走势与分组<small>会员在小程序里看到的也是这些</small>
          </h2>
          <div className={styles.filters}>
            {items.length > 1 && <Segmented aria-label="项目" value={item.item} onChange={setChosen} options={items.map((one) => ({ value: one.item, label: one.name }))} />}
            {own.length > 1 && <Segmented aria-label="分组" value={shown.length > 0 ? dimension : 'all'} onChange={setDimension} options={[{ value: 'all', label: '全部分组' }, ...own.map((one) => ({ value: one.dimension, label: one.dimensionName }))]} />}
          </div>
          {course && shown.length === 0 && <CourseChart course={{ ...course, months: course.months.map(({ month, ...values }) => ({ period: month, ...values })) }} />}
          <div className={styles.breakdowns} data-alone={shown.length > 0}>
            {(shown.length > 0 ? shown : own).map((one) => (
              <BreakdownChart key={one.dimension} breakdown={one} unit={item.unit} />
            ))}
          </div>
        </section>
      )}
    </>
  );
}

function Tile({ figure: { name, unit, value, growth } }: { figure: BulletinFigure }) {
  return (
    <li>
      <span>{name}</span>
      <b>
        {countOf(value)}
        <i>{unit}</i>
      </b>
      <small data-none={growth === null}>{growthWord(growth)}</small>
    </li>
  );
}
