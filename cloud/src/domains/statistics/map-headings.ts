import type { RequestOf } from '@yongche/contract';
import { columnMeanings } from '@yongche/contract';
import type { ColumnMeaning, SchemaContent, StatisticItem } from '@yongche/contract/statistics.shapes';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import type { StaffActor } from '../../http/actor';
import { ensure, refuseField } from '../../http/errors';
import { itemOf } from './figures';
import { lockWaiting } from './imports';
import { schemaInForce } from './schemas';
import { type StatisticImport, StatisticSchema } from './statistic.entity';
import { lockStatistics } from './statistics-lock';

type Mapping = NonNullable<RequestOf<'POST /statistic-imports/:id/mapping'>['body']>;
type NewItem = Extract<Mapping['columns'][number]['means'], { as: 'new_item' }>['item'];

/**
 * 对应栏目: what a clerk says of unknown headings and names makes the next version of the schema, so that the same file needs no word next
 * month. @throws statistics.import_outdated where another clerk has mapped since
 */
export async function mapHeadings(tx: EntityManager, { id, schemaVersion, columns, names }: Mapping & { id: string }, staff: StaffActor, by: By): Promise<StatisticImport> {
  await lockStatistics(tx);
  const found = await lockWaiting(tx, id);
  const { version, content } = await schemaInForce(tx);
  ensure(version === schemaVersion, 'statistics.import_outdated');
  if (columns.length + names.length === 0) refuseField('columns', '请至少对应一个栏目或项目名称。');
  const { next, changes } = extended(content, { columns, names });
  const schema: StatisticSchema = { version: version + 1, id: uuidv7(), content: next, changes, madeBy: staff.staffId, madeAt: by.at };
  await tx.insert(StatisticSchema, schema);
  await audit(tx, by, { action: 'statistics.schema_changed', subject: { type: 'statistic_schema', id: schema.id }, details: { version: schema.version, changes, importId: id } });
  return found;
}

/** The schema with what was said, and that in sentences. */
function extended(content: SchemaContent, { columns, names }: Pick<Mapping, 'columns' | 'names'>): { next: SchemaContent; changes: string[] } {
  const next: SchemaContent = structuredClone(content);
  const changes: string[] = [];
  /** The same new item may be named by its value and by its growth. */
  const made = (item: NewItem, field: string): string => {
    const same = next.items.find(({ name }) => name === item.name);
    const alias = content.names.find(({ name }) => name === item.name);
    if (alias) refuseField(`${field}.name`, alias.item === null ? `名称“${item.name}”已定为不读，请换一个名称。` : `“${item.name}”是项目“${itemOf(next, alias.item).name}”的另一个名称，请直接选它，或换一个名称。`);
    if (same && content.items.some(({ code }) => code === same.code)) refuseField(`${field}.name`, `已有项目“${item.name}”，请直接选它。`);
    if (same) return same.code;
    if (item.partOf !== null) ensureMayHaveParts(next, item.partOf, `${field}.partOf`);
    const code = `item_${next.items.length + 1}`;
    next.items.push({ ...item, code, dimensions: next.dimensions.map((dimension) => dimension.code) });
    changes.push(`新项目“${item.name}”（${item.unit}，${item.scope}${item.partOf ? `，属于“${itemOf(next, item.partOf).name}”` : ''}）。`);
    return code;
  };
  for (const [at, { heading, means }] of columns.entries()) {
    const field = `columns.${at}.means`;
    if (next.headings.some((known) => known.heading === heading)) refuseField(field, `栏目“${heading}”已经对应过，请刷新页面。`);
    const meaning: ColumnMeaning = means.as === 'new_item' ? { as: 'item', item: made(means.item, `${field}.item`) } : means;
    if ('item' in meaning && !next.items.some(({ code }) => code === meaning.item)) refuseField(field, '没有这个项目，请重新选择。');
    if ('dimension' in meaning && !next.dimensions.some(({ code }) => code === meaning.dimension)) refuseField(field, '没有这个维度，请重新选择。');
    // What is this year's column now would be taken for the present one in a year.
    if (/20\d\d/.test(heading) && meaning.as !== 'ignore') refuseField(field, `栏目“${heading}”写着年份，以后会读错，只能选“${columnMeanings.ignore}”；要读它，请在原表改成“本期”“上年同期”这样的名称后重新上传。`);
    next.headings.push({ heading, means: meaning });
    changes.push(`栏目“${heading}”：${meaningWord(next, meaning)}。`);
  }
  for (const [at, { name, means }] of names.entries()) {
    const field = `names.${at}.means`;
    if (next.names.some((known) => known.name === name)) refuseField(field, `名称“${name}”已经对应过，请刷新页面。`);
    const item = means.as === 'ignore' ? null : means.as === 'item' ? means.item : made(means.item, `${field}.item`);
    if (item !== null && !next.items.some(({ code }) => code === item)) refuseField(field, '没有这个项目，请重新选择。');
    if (item === null || itemOf(next, item).name !== name) next.names.push({ name, item });
    changes.push(item === null ? `名称“${name}”不读。` : `名称“${name}”是项目“${itemOf(next, item).name}”。`);
  }
  return { next, changes };
}

/** One level of parts, so that a sum is checked once. */
function ensureMayHaveParts(schema: SchemaContent, code: string, field: string): void {
  const whole: StatisticItem | undefined = schema.items.find((item) => item.code === code);
  if (!whole) refuseField(field, '没有这个合计项目，请重新选择。');
  if (whole.partOf !== null) refuseField(field, `“${whole.name}”本身是分项，不能再分。`);
}

function meaningWord(schema: SchemaContent, means: ColumnMeaning): string {
  if ('item' in means) return `“${itemOf(schema, means.item).name}”的${means.as === 'item' ? '数值' : means.as === 'base' ? '上年同期数' : '同比'}`;
  if ('dimension' in means) return `按${schema.dimensions.find(({ code }) => code === means.dimension)!.name}分组`;
  return columnMeanings[means.as];
}
