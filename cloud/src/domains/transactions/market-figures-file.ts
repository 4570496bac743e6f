import type { EntityManager } from 'typeorm';
import type { StaffActor } from '../../http/actor';
import { writeTable } from '../../spreadsheets/write-table';
import type { Market } from '../registry/market.entity';
import { checksOf, maySeeLineOf, overridesOf, peopleIn, sumsOf } from './market-figures';
import { daysOfPeriod } from './market-period';

type Line = { day: string; who: string } & ReturnType<typeof sumsOf>;

const whole = (seconds: number | undefined) => (seconds === undefined ? null : Math.round(seconds));

/** The same figures as a workbook: of each day on which something was done the market's sum, and below it a line per operator whom `actor` may see. */
export async function marketFiguresFile(tx: EntityManager, { market, actor, period }: { market: Market; actor: StaffActor; period: string }): Promise<{ rows: number; bytes: Buffer }> {
  const days = daysOfPeriod(period);
  const [checks, overrides] = [await checksOf(tx, market.id, days), await overridesOf(tx, market.id, days)];
  const lines = [...new Set([...checks, ...overrides].map(({ day }) => day))].sort().flatMap((day): Line[] => {
    const [checked, overridden] = [checks.filter((check) => check.day === day), overrides.filter((row) => row.day === day)];
    const people = peopleIn(checked, overridden).filter(({ staffId }) => maySeeLineOf(actor, staffId));
    const isOf = (staffId: string) => (row: { staffId: string }) => row.staffId === staffId;
    return [
      { day, who: '全市场', ...sumsOf(checked, overridden) },
      ...people.map(({ staffId, name }): Line => ({ day, who: name, ...sumsOf(checked.filter(isOf(staffId)), overridden.filter(isOf(staffId))) })),
    ];
  });
  const bytes = await writeTable<Line>({
    title: `${market.name}核对统计`,
    rows: lines,
    columns: [
      { title: '日期', width: 12, cell: ({ day }) => day },
      { title: '操作员', cell: ({ who }) => who },
      { title: '核对完成', width: 10, cell: ({ completed }) => completed },
      { title: '其中移动端', width: 12, cell: ({ mobile }) => mobile },
      { title: '其中固定端', width: 12, cell: ({ fixed }) => fixed },
      { title: '退回', width: 8, cell: ({ returned }) => returned },
      { title: '平均用时（秒）', cell: ({ seconds }) => whole(seconds?.mean) },
      { title: '用时中位数（秒）', width: 18, cell: ({ seconds }) => whole(seconds?.median) },
      { title: '九成不超过（秒）', width: 18, cell: ({ seconds }) => whole(seconds?.p90) },
      { title: '人工放行', width: 10, cell: (line) => line.overrides },
    ],
  });
  return { rows: lines.length, bytes };
}
