import type { ReportWarning } from '@yongche/contract/annual-reports';
import type { MetricCode } from '@yongche/contract/metrics';
import type { EntityManager } from 'typeorm';
import { rulesInForce } from '../comparisons/comparison-rules';
import { grouped } from '../figures';
import { percentOf } from '../growth';
import { StatisticEdition } from '../statistic.entity';
import type { Values } from './numbers';

const officeCodes: Readonly<Record<string, MetricCode>> = { vehicle_stock: 'office_vehicle_stock', used_car_trades: 'office_trades', city_transfers: 'office_city_transfers', moved_out: 'office_moved_out' };

/** 期初 + 新增 − 注销 = 期末 of each stock (CAP-A5, CAP-F2). */
const stocks: readonly { name: string; start: MetricCode; added: MetricCode; ended: readonly MetricCode[]; end: MetricCode }[] = [
  { name: '企业', start: 'companies_at_start', added: 'companies_opened', ended: ['companies_cancelled', 'cleanup_companies'], end: 'companies_on_register' },
  { name: '代理证', start: 'certificates_at_start', added: 'certificates_issued', ended: ['certificates_cancelled', 'cleanup_certificates'], end: 'certificates_on_register' },
  { name: '移动端APP用户', start: 'apps_at_start', added: 'apps_opened', ended: ['apps_cancelled', 'cleanup_apps'], end: 'apps_on_register' },
  { name: '固定端', start: 'terminals_at_start', added: 'terminals_opened', ended: ['terminals_closed', 'cleanup_terminals'], end: 'terminals_on_register' },
  { name: '会员', start: 'members_at_start', added: 'members_joined', ended: ['members_left'], end: 'members' },
];

/** One number may not exceed another: which, which, and how it is said. */
const bounds: readonly { small: MetricCode; large: MetricCode }[] = [
  { small: 'completed', large: 'uploaded' },
  { small: 'completed_vehicles', large: 'completed' },
  { small: 'inspected', large: 'inspection_eligible' },
  { small: 'problems', large: 'inspected' },
  { small: 'dues_received', large: 'dues_receivable' },
];

/** 矛盾: what the checker said of the vehicle office's year, and every sum of ours that does not come out, each in one sentence. */
export async function contradictionsOf(tx: EntityManager, year: number, values: Values): Promise<ReportWarning[]> {
  return [...(await ofOffice(tx, year)), ...ofStocks(values), ...ofUploads(values), ...ofChannels(values), ...ofBounds(values), ...(await ofDifference(tx, values))];
}

/** As the clerk saw them when publishing the edition that is in force. */
async function ofOffice(tx: EntityManager, year: number): Promise<ReportWarning[]> {
  const edition = await tx.findOne(StatisticEdition, { select: { id: true, findings: true }, where: { inForceKey: String(year) } });
  return (edition?.findings ?? []).map(({ sentence, kind, cells }) => {
    const codes = [...new Set(cells.flatMap(({ item }) => officeCodes[item] ?? []))];
    const aboutGrowth = kind === 'growth_range' || kind === 'stated_growth';
    return { sentence, metrics: aboutGrowth ? codes.map((code) => `${code}_growth` as MetricCode) : codes };
  });
}

function ofStocks(values: Values): ReportWarning[] {
  const of = (code: MetricCode) => values.get(code)!.value!;
  return stocks.flatMap(({ name, start, added, ended, end }) => {
    const sum = of(start) + of(added) - ended.reduce((total, code) => total + of(code), 0);
    if (sum === of(end)) return [];
    const less = ended.map((code) => ` − ${values.get(code)!.name}${grouped(of(code))}`).join('');
    return [{ sentence: `${name}：期初${grouped(of(start))} + 新增${grouped(of(added))}${less} = ${grouped(sum)}，与期末${grouped(of(end))}不符，请核对台账。`, metrics: [start, added, ...ended, end] }];
  });
}

/** 上传 − 未完成 = 完成, but for deals that were uploaded before: no fault, and who adds up the three numbers of the report wants to know. */
function ofUploads(values: Values): ReportWarning[] {
  const [uploaded, open, completed] = (['uploaded', 'not_completed', 'completed'] as const).map((code) => values.get(code)!.value!) as [number, number, number];
  const others = completed - (uploaded - open);
  if (others === 0) return [];
  return [{ sentence: `上传数${grouped(uploaded)} − 未完成数${grouped(open)} = ${grouped(uploaded - open)}，比完成数${grouped(completed)}少${grouped(others)}辆次：这些交易在本年度完成，而首次上传在此以前或没有记下时间。`, metrics: ['uploaded', 'not_completed', 'completed'] }];
}

function ofChannels(values: Values): ReportWarning[] {
  const [mobile, fixed, all] = (['completed_mobile', 'completed_fixed', 'completed'] as const).map((code) => values.get(code)!.value!) as [number, number, number];
  if (mobile + fixed === all) return [];
  return [{ sentence: `移动端${grouped(mobile)} + 固定端${grouped(fixed)} = ${grouped(mobile + fixed)}，与完成数${grouped(all)}不符。`, metrics: ['completed_mobile', 'completed_fixed', 'completed'] }];
}

function ofBounds(values: Values): ReportWarning[] {
  return bounds.flatMap(({ small, large }) => {
    const [one, other] = [values.get(small)!, values.get(large)!];
    if (one.value! <= other.value!) return [];
    const text = (value: number) => grouped(one.kind === 'fen' ? value / 100 : value);
    return [{ sentence: `${one.name}${text(one.value!)}大于${other.name}${text(other.value!)}。`, metrics: [small, large] }];
  });
}

/** 与车管之差 beyond the tolerance of the comparison. */
async function ofDifference(tx: EntityManager, values: Values): Promise<ReportWarning[]> {
  const { value } = values.get('office_difference_rate')!;
  if (value === null) return [];
  const { toleranceHundredths } = await rulesInForce(tx);
  if (Math.abs(value) <= toleranceHundredths) return [];
  return [{ sentence: `影像完成数与车管登记量相差${percentOf(Math.abs(value))}，超出容差${percentOf(toleranceHundredths)}，请在与车管核对中逐笔查明。`, metrics: ['office_difference_rate', 'office_difference'] }];
}
