import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { z } from 'zod';
import { readTable } from './read-table';
import { csvLine, csvOf, writeTable } from './write-table';

/** What text fields of the world have been filled with. */
const naughty = [
  '=1+1', '=cmd|\'/C calc\'!A0', '+8657400000000', '-x', '@SUM(A1)', '\t=1+1', '\r=1+1', '＝1+1', '=HYPERLINK("http://a.b","c")', '"quoted"', "'apostrophe", '<script>alert(1)</script>', '&amp;&#x41;', ']]>', '_x0041_', '_x000D_',
  'a\x01b\x0bc', 'a\r\nb', 'a\nb', 'a;b,c', '00123', '91330200MA2AB10670', '330203199005120011', 'TRUE', 'NaN', 'null', '1/2', '2026-01-31', '#N/A', '{{7*7}}', "' OR 1=1 --", '../../etc/passwd', '%s%n', 'Ω≈ç√∫˜µ', '田中さん', '龘𠮷𪚥', '😀👩‍👩‍👧', 'ﷺ', '\u202eabc', 'e\u0301', '\u200b零宽\u200b', '\ufffe', '甲'.repeat(2000),
];
const columns = [
  { key: 'text', titles: ['文字'], required: false, parse: z.string() },
  { key: 'count', titles: ['数量'], required: true, parse: z.string() },
] as const;
const tableOf = (texts: string[]) => ({
  title: '名册/2026',
  columns: [{ title: '文字', width: 30, cell: (text: string) => text }, { title: '数量', cell: (text: string) => [...text].length }],
  rows: texts,
});

async function partOf(bytes: Buffer, name: string): Promise<string> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
  for await (const entry of zip.eachEntry()) if (entry.fileName.endsWith(name)) return (await buffer(await zip.openReadStreamPromise(entry))).toString();
  throw new Error(`no ${name}`);
}

describe('an .xlsx list', () => {
  it('keeps every text a text, whatever it begins with, and gives it back unchanged', async () => {
    const bytes = await writeTable(tableOf(naughty));
    const sheet = await partOf(bytes, 'sheet1.xml');
    expect(sheet).not.toMatch(/<f[ >]/);
    expect(sheet.match(/<c r="A\d+"[^>]*>/g)!.filter((cell) => !cell.includes('t="s"'))).toEqual([]);
    const { rows, problems } = await readTable({ name: '名册.xlsx', bytes }, columns);
    expect(problems).toEqual([]);
    expect(rows.map(({ values }) => values.text)).toEqual(naughty.map((text) => text.trim()));
    expect(rows.map(({ values }) => values.count)).toEqual(naughty.map((text) => String([...text].length)));
  });
  it('has headings that stay in sight, widths and a sheet by its name', async () => {
    const bytes = await writeTable(tableOf(['甲']));
    expect(await partOf(bytes, 'sheet1.xml')).toMatch(/state="frozen".*<col min="1" max="1" width="30"/);
    expect(await partOf(bytes, 'workbook.xml')).toContain('name="名册 2026"');
  });
  it('is refused where it is too long for one workbook', async () => {
    await expect(writeTable(tableOf(Array.from({ length: 20_001 }, () => '甲')))).rejects.toThrow('spreadsheet.list_too_long');
  });
  it('leaves out half characters', async () => {
    const { rows } = await readTable({ name: '名册.xlsx', bytes: await writeTable(tableOf(['甲\ud800'])) }, columns);
    expect(rows[0]!.values.text).toBe('甲');
  });
});

describe('a .csv list', () => {
  it('has an apostrophe before what Excel would take for a formula', () => {
    expect(csvLine(['=1+1', '+86', '-x', '@x', '甲=乙', -5, null])).toBe(`"'=1+1","'+86","'-x","'@x",甲=乙,-5,\r\n`);
    expect(csvLine(['\tx', '\rx', '甲"乙'])).toBe(`"'\tx","'\rx","甲""乙"\r\n`);
  });
  it('is read again as it was', async () => {
    const texts = naughty.filter((text) => !/^[=+\-@\t\r＝]/.test(text) && !text.includes('\ufffe'));
    const { rows } = await readTable({ name: '名册.csv', bytes: csvOf(tableOf(texts)) }, columns);
    expect(rows.map(({ values }) => values.text)).toEqual(texts.map((text) => text.trim()));
  });
});
