import type { SchemaContent } from '@yongche/contract/statistics.shapes';
import { type Fault, sentenceOf } from '../../../spreadsheets/cells';
import { type Figure, itemOf } from '../figures';
import type { FoundTable, TableColumn } from './find-table';
import { type GridRow, lettersOf, placeOf, problemAt, textOf } from './grid';
import { headingOf, itemNamed, nameKeyOf, powerOf } from './headings';
import { readNumber, readRate } from './read-number';

/** What the rows of a table say. */
export interface ReadTable {
  figures: Figure[];
  problems: string[];
  unknownNames: { name: string; place: string; samples: string[] }[];
}

/** The columns of one item's value, base and growth. */
interface Triple {
  item: string | null;
  value: TableColumn;
  base?: TableColumn;
  growth?: TableColumn;
}
type Breakdown = { dimension: string | null; member: string | null };

const totals = /^(全市|本市|全部|(全市|本市|全部)?(合计|总计|总数|总量|小计|共计|总和)数?)$/;
const notes = /^(注[:\d]|备注|说明|来源|数据来源|制表|填表|审核|联系|统计时间|统计口径|打印)/;

/** Reads one table, long (a row per item) or wide (a column per item); what cannot be read is told cell by cell. */
export function readTable(table: FoundTable, schema: SchemaContent): ReadTable {
  const read: ReadTable = { figures: [], problems: [], unknownNames: [] };
  const column = (as: string) => table.columns.find(({ means }) => means?.as === as);
  const [names, dimensionName, memberColumn, unit] = [column('item_name'), column('dimension_name'), column('member'), column('unit')];
  const dimensions = table.columns.filter(({ means }) => means?.as === 'dimension');
  const triples = triplesOf(table, names !== undefined);
  /** What a row is of, or by what it is broken down: a formula there would leave the row to another item, or to the whole city. */
  const keys = [names, dimensionName, memberColumn, unit, ...dimensions].filter((key) => key !== undefined);
  // One cell merged over the rows of several items: it stands at their left.
  const merged = dimensions.length === 1 && names && dimensions[0]!.column < names.column ? dimensions[0]! : undefined;
  const unknown = new Set<string>();
  let lastName: string | null = null;
  let lastMember: string | null = null;
  for (const { column: at, fault } of table.faults) read.problems.push(problemAt(table.sheet, table.line, lettersOf(at), `${sentenceOf(fault)}。`));

  for (const row of table.rows) {
    const label = row.cells.map((cell) => textOf(cell)).find((text) => text !== null);
    if (label != null && notes.test(label.normalize('NFKC').trim())) continue;
    if (!triples.some(({ value }) => holdsSomething(row, value))) continue;
    const broken = keys.filter((key) => holdsSomething(row, key) && textOf(row.cells[key.column]) === null);
    if (broken[0]) {
      read.problems.push(problemAt(table.sheet, row.line, broken[0].shown, `${sentenceOf(row.cells[broken[0].column] as Fault)}。`));
      continue;
    }
    if (merged) lastMember = textOf(row.cells[merged.column]) ?? lastMember;
    const breakdown = breakdownOf(row);
    if (breakdown === undefined) continue;
    let named: string | null | undefined = null;
    if (names) {
      const text = textOf(row.cells[names.column]);
      lastName = text ?? (breakdown.member === null ? null : lastName);
      if (lastName === null) {
        if (hasFigure(row)) read.problems.push(problemAt(table.sheet, row.line, names.shown, '没有写项目名称。'));
        continue;
      }
      named = itemNamed(schema, nameKeyOf(lastName));
      if (named === null) continue;
      if (named === undefined) {
        noteUnknown(lastName, row, names);
        continue;
      }
    }
    for (const triple of triples) readTriple(row, triple, triple.item ?? named ?? table.titled, breakdown);
  }
  return read;

  function hasFigure(row: GridRow): boolean {
    return triples.some(({ value }) => 'value' in readNumber(textOf(row.cells[value.column]) ?? '', 4));
  }

  function noteUnknown(name: string, row: GridRow, { column: at }: TableColumn): void {
    const samples = triples.flatMap(({ value }) => textOf(row.cells[value.column]) ?? []);
    const key = nameKeyOf(name);
    if (!unknown.has(key)) read.unknownNames.push({ name: key, place: placeOf(table.sheet, row.line, at), samples });
    unknown.add(key);
  }

  /** By what a row is broken down; undefined where the row cannot be placed, which is told. */
  function breakdownOf(row: GridRow): Breakdown | undefined {
    const given = dimensions.flatMap(({ column: at, means, shown }) => {
      const text = textOf(row.cells[at]) ?? (merged ? lastMember : null);
      return text === null || means?.as !== 'dimension' ? [] : [{ dimension: means.dimension, member: memberOf(text), shown }];
    });
    const parted = given.filter(({ member }) => !totals.test(member));
    if (parted.length > 1) return void read.problems.push(problemAt(table.sheet, row.line, parted[1]!.shown, '和前面的分组交叉，只能按一个维度分组，请分成两张表。'));
    const byName = memberColumn && textOf(row.cells[memberColumn.column]);
    if (parted.length === 0 && byName && !totals.test(memberOf(byName))) {
      const by = headingOf(textOf(row.cells[dimensionName?.column ?? -1]) ?? dimensionName?.shown ?? '', '2000').key;
      const known = schema.headings.find(({ heading }) => heading === by)?.means;
      const dimension = known?.as === 'dimension' ? known.dimension : undefined;
      if (!dimension) return void read.problems.push(problemAt(table.sheet, row.line, dimensionName?.shown ?? memberColumn.shown, `“${by}”不是认得的维度，请写成${schema.dimensions.map(({ name }) => name).join('、')}之一。`));
      return { dimension, member: memberOf(byName) };
    }
    if (parted[0]) return { dimension: parted[0].dimension, member: parted[0].member };
    const isUnnamed = dimensions.length === 1 && given.length === 0 && !names && !totals.test(memberOf(textOf(row.cells[0]) ?? ''));
    if (!isUnnamed) return { dimension: null, member: null };
    if (hasFigure(row)) read.problems.push(problemAt(table.sheet, row.line, dimensions[0]!.shown, '是空的，不知道这一行是哪一组；合计行请写“合计”。'));
    return undefined;
  }

  function readTriple(row: GridRow, { value, base, growth }: Triple, item: string | null, { dimension, member }: Breakdown): void {
    if (!holdsSomething(row, value)) return;
    if (item === null) return void read.problems.push(problemAt(table.sheet, row.line, value.shown, '不知道是哪个项目的数，请在表名、标题或栏目中写明项目。'));
    const fault = (column: TableColumn, what: string) => void read.problems.push(problemAt(table.sheet, row.line, column.shown, `${what}。`));
    const numberIn = (column: TableColumn): { value: number; step: number } | null => {
      const cell = row.cells[column.column] ?? null;
      if (cell === null) return null;
      if (typeof cell !== 'string') return fault(column, sentenceOf(cell)), null;
      const own = unit && textOf(row.cells[unit.column]);
      const number = readNumber(cell, own ? powerOf(own.normalize('NFKC')[0]) : (column.power ?? 0));
      if ('fault' in number) fault(column, `的“${cell.slice(0, 20)}”${number.fault}`);
      return 'value' in number ? number : null;
    };
    const rateIn = (column: TableColumn): { hundredths: number; step: number } | null => {
      const cell = row.cells[column.column] ?? null;
      if (cell === null) return null;
      if (typeof cell !== 'string') return fault(column, sentenceOf(cell)), null;
      const rate = readRate(cell);
      if ('fault' in rate) fault(column, `的“${cell.slice(0, 20)}”${rate.fault}`);
      return 'hundredths' in rate ? rate : null;
    };
    const [number, fileBase, stated] = [numberIn(value), base ? numberIn(base) : null, growth ? rateIn(growth) : null];
    if (!number) return;
    if (dimension !== null && !itemOf(schema, item).dimensions.includes(dimension)) {
      const name = schema.dimensions.find(({ code }) => code === dimension)?.name ?? dimension;
      return fault(value, `按${name}分组，而“${itemOf(schema, item).name}”不按${name}分组，请核对`);
    }
    read.figures.push({
      ...{ item, dimension, member, place: placeOf(table.sheet, row.line, value.column), value: number.value, step: number.step },
      ...{ fileBase: fileBase?.value ?? null, fileBaseStep: fileBase?.step ?? 1, stated: stated?.hundredths ?? null, statedStep: stated?.step ?? 1 },
    });
  }
}

const holdsSomething = ({ cells }: GridRow, { column }: TableColumn): boolean => (cells[column] ?? null) !== null;
const memberOf = (text: string): string => text.normalize('NFKC').replace(/[\s|]/g, '').slice(0, 60);

/** 同比 and 上年同期 without an item belong to the value at their left, as they are read. */
function triplesOf({ columns }: FoundTable, isLong: boolean): Triple[] {
  const triples: Triple[] = [];
  for (const column of columns) {
    const { means } = column;
    if (means?.as === 'item') triples.push({ item: means.item, value: column });
    if (means?.as === 'value') triples.push({ item: null, value: column });
  }
  const ofItem = (item: string) => triples.find((triple) => triple.item === item);
  const atLeft = (at: number) => triples.findLast(({ value }) => value.column < at) ?? (isLong ? triples[0] : undefined);
  for (const column of columns) {
    const { means } = column;
    if (means?.as === 'base' || means?.as === 'growth') {
      const triple = ofItem(means.item);
      if (triple) triple[means.as] ??= column;
    }
    if (means?.as === 'base_value' || means?.as === 'growth_value') {
      const triple = atLeft(column.column);
      if (triple) triple[means.as === 'base_value' ? 'base' : 'growth'] ??= column;
    }
  }
  return triples;
}
