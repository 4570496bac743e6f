import { normalizePlate } from '@yongche/contract/standards';
import { z } from 'zod';
import type { UploadedFile } from '../../../http/file-body';
import { Refusal } from '../../../http/errors';
import { dayCell } from '../../../spreadsheets/day-cell';
import { type Line, type Problem, readTable, type ValuesOf } from '../../../spreadsheets/read-table';
import { periodName } from '../periods';
import type { RegistrationRow } from './registrations';

/** A frame number as the office keeps it: cars from before 1997 and imported ones have fewer than 17 signs. */
const vin = z
  .string()
  .transform((text) => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase())
  .refine((text) => /^[0-9A-Z]{5,17}$/.test(text), '不是车架号，应为字母和数字，最多17位');
const plate = z
  .string()
  .transform((text) => normalizePlate(text.normalize('NFKC')))
  .refine((text) => text.length <= 12, '不是号牌号码，例如 浙B12345');
const business = z.string().transform((text, context): RegistrationRow['business'] => {
  if (/转出|转籍|迁出/.test(text)) return 'moved_out';
  if (/转移|过户|市内/.test(text)) return 'city_transfer';
  context.addIssue({ code: 'custom', message: `“${text.slice(0, 20)}”不是认得的业务，请写成“转移登记”或“转出”` });
  return z.NEVER;
});
const market = z
  .string()
  .transform((text) => text.replace(/\s+/g, ' ').trim())
  .refine((text) => text.length <= 60, '超过60个字，请核对');

/** The columns of an office's list by the names that they usually have; whatever else the file holds (owners, their numbers) is passed over. */
export const registrationColumns = [
  { key: 'vin', titles: ['车架号', '车辆识别代号', '车辆识别代号/车架号', '车辆识别代码', '识别代号', '车架号码', 'VIN', 'VIN码', 'VIN号', 'vin'], required: true, parse: vin },
  { key: 'business', titles: ['业务', '业务类型', '业务种类', '业务类别', '登记业务', '登记类型', '登记类别', '业务名称'], required: true, parse: business },
  { key: 'registeredOn', titles: ['登记日期', '登记日', '转移登记日期', '办结日期', '办理日期', '业务日期', '登记时间', '办结时间', '办理时间'], required: true, parse: dayCell },
  { key: 'plate', titles: ['号牌', '号牌号码', '车牌', '车牌号', '车牌号码', '号牌号'], required: false, parse: plate },
  // Where the car got a new plate, the deal has the former one.
  { key: 'formerPlate', titles: ['原号牌号码', '原号牌', '原车牌号', '原车牌', '过户前号牌', '转移前号牌', '转移前号牌号码'], required: false, parse: plate },
  { key: 'market', titles: ['市场', '市场名称', '交易市场', '交易市场名称', '二手车市场', '二手车交易市场', '开票市场', '开票单位'], required: false, parse: market },
] as const;

type Values = ValuesOf<typeof registrationColumns>;
const mostProblems = 200;

/**
 * Reads an office's list (.xlsx or .csv) of a month before any transaction is open: whole, or not at all.
 * @throws spreadsheet.… where it is no table; statistics.registrations_unreadable with `{ problems, problemCount }`, the first 200 line by line
 */
export async function readRegistrations(file: UploadedFile, month: string): Promise<RegistrationRow[]> {
  const table = await readTable(file, registrationColumns);
  const own = [...outside(table.rows, month), ...doubles(table.rows)];
  const problems = [...table.problems, ...own].sort((one, other) => one.line - other.line);
  if (problems.length > 0) throw new Refusal('statistics.registrations_unreadable', { details: { problems: problems.slice(0, mostProblems), problemCount: table.problemCount + own.length } });
  return table.rows.map(({ line, values }) => ({ vin: values.vin, plate: values.formerPlate ?? values.plate ?? '', business: values.business, registeredOn: values.registeredOn, marketName: values.market, place: `第${line}行` }));
}

function outside(rows: Line<Values>[], month: string): Problem[] {
  return rows
    .filter(({ values }) => !values.registeredOn.startsWith(month))
    .map(({ line, values }) => ({ line, column: '登记日期', message: `第${line}行“登记日期”${values.registeredOn}不在${periodName(month)}，请核对月份或改正日期` }));
}

/** A car is registered for the same thing once a day. */
function doubles(rows: Line<Values>[]): Problem[] {
  const seen = new Map<string, number>();
  return rows.flatMap(({ line, values }) => {
    const key = `${values.vin} ${values.registeredOn} ${values.business}`;
    const before = seen.get(key);
    if (before === undefined) seen.set(key, line);
    return before === undefined ? [] : [{ line, column: '车架号', message: `第${line}行与第${before}行重复（车架号、业务、登记日期都相同），请只保留一行` }];
  });
}
