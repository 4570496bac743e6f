import type { AnswerOf } from '@yongche/contract';
import { toGbk } from '../simulators/alipay/gbk';
import { writeTable } from '../src/spreadsheets/write-table';
import { staffNow } from './discipline';
import type { Product } from './product';
import { archiveOf, textRow, workbookParts } from './workbooks';

export interface StatisticFile {
  name: string;
  bytes: Buffer;
}
export type ImportReport = AnswerOf<'GET /statistic-imports/:id'>;

/** A .csv file of these lines, as Excel in China writes it or with the mark of UTF-8. */
export const csvFile = (lines: string[], { name = '车管数据.csv', gbk = false } = {}): StatisticFile => ({ name, bytes: gbk ? toGbk(lines.join('\r\n')) : Buffer.from(`\ufeff${lines.join('\r\n')}`) });

/** An .xlsx file of one sheet as our own writer makes it: numbers stay numbers. */
export async function xlsxFile(rows: (string | number | null)[][], name = '车管数据.xlsx'): Promise<StatisticFile> {
  const [headings, ...lines] = rows as [string[], ...(string | number | null)[][]];
  return { name, bytes: await writeTable({ title: '车管数据', columns: headings.map((title, at) => ({ title, cell: (line: (string | number | null)[]) => line[at] ?? null })), rows: lines }) };
}

const cell = (value: string | number | null) => (value === null ? '<c/>' : typeof value === 'number' ? `<c><v>${value}</v></c>` : value);

/** A workbook of several visible sheets, as the vehicle office sends it. */
export function sheetsFile(sheets: Record<string, (string | number | null)[][]>, name = '车管数据.xlsx'): StatisticFile {
  const names = Object.keys(sheets);
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const parts = workbookParts('').filter((part) => part.name === '_rels/.rels');
  const list = names.map((title, at) => `<sheet name="${title}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('');
  const targets = names.map((_, at) => `<Relationship Id="rId${at + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('');
  return {
    name,
    bytes: archiveOf([
      ...parts,
      { name: 'xl/workbook.xml', content: `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${list}</sheets></workbook>` },
      { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets}</Relationships>` },
      ...names.map((title, at) => ({ name: `xl/worksheets/sheet${at + 1}.xml`, content: `<worksheet xmlns="${main}"><sheetData>${sheets[title]!.map((row, line) => textRow(line + 1, row.map(cell))).join('')}</sheetData></worksheet>` })),
    ]),
  };
}

/** What a clerk reads after the upload. */
export async function uploaded(product: Product, period: string, file: StatisticFile, username = 'clerk'): Promise<ImportReport> {
  return (await staffNow(product, username)).call('POST /statistic-imports', { query: { period }, file });
}

/** A clerk accepts what was seen. */
export async function published(product: Product, { id, schemaVersion, editionBefore }: ImportReport, reason: string | null = null, username = 'clerk'): Promise<ImportReport> {
  return (await staffNow(product, username)).call('POST /statistic-imports/:id/acceptance', { params: { id }, body: { schemaVersion, editionBefore, reason } });
}

/** A published period, a file that waits and a yearly report, for the table of rights. */
export async function statisticObjects(product: Product): Promise<{ period: string; importId: string; reportId: string }> {
  const file = (value: number) => csvFile(['项目,数量', `转出,${value}`]);
  const { period } = await published(product, await uploaded(product, '2025-01', file(1)));
  const { id: reportId } = await (await staffNow(product, 'clerk')).call('POST /annual-reports', { body: { year: 2025 } });
  return { period, importId: (await uploaded(product, '2025-02', file(2))).id, reportId };
}
