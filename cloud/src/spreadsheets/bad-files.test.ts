import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { archiveOf, textRow, workbookOf, workbookParts } from '../../test/workbooks';
import { readSheets } from './read-sheets';
import { readTable } from './read-table';

const columns = [{ key: 'name', titles: ['名称'], required: true, parse: z.string() }] as const;
const good = textRow(1, ['名称']) + textRow(2, ['甲']);
const read = (bytes: Buffer, name = '名册.xlsx') => readTable({ name, bytes }, columns);

/** How the file is refused, how long that took, and how much the process has grown meanwhile. */
async function refusalOf(bytes: Buffer, name?: string): Promise<{ code: string; seconds: number; megabytes: number }> {
  const [started, before] = [performance.now(), process.memoryUsage().rss];
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  const code = await read(bytes, name).then(
    () => 'read',
    (error: Error) => error.message,
  );
  clearInterval(watch);
  return { code, seconds: (performance.now() - started) / 1000, megabytes: (most - before) / 1e6 };
}

const oleFile = (stream: string) => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(504), Buffer.from(stream, 'utf16le')]);
const renamed = (from: string, to: string) => archiveOf(workbookParts(good).map((part) => ({ ...part, name: part.name.replace(from, to), content: String(part.content).replaceAll(from, to) })));
const withSheet = (content: string | Buffer, declaredBytes?: number) => archiveOf(workbookParts(good).map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, content, ...(declaredBytes ? { declaredBytes } : {}) } : part)));
const numbers = (rows: number, width: number) => Array.from({ length: rows }, (_, row) => `<row r="${row + 2}">${'<c><v>1</v></c>'.repeat(width)}</row>`).join('');

describe('a file that is no table', () => {
  it.each([
    ['an old workbook', oleFile('Workbook'), 'spreadsheet.old_format', '名册.xlsx'],
    ['a workbook with a password', oleFile('EncryptedPackage'), 'spreadsheet.encrypted', '名册.xlsx'],
    ['an archive with a password', archiveOf(workbookParts(good).map((part) => ({ ...part, flags: 1 }))), 'spreadsheet.encrypted', '名册.xlsx'],
    ['a binary workbook', renamed('xl/workbook.xml', 'xl/workbook.bin'), 'spreadsheet.old_format', '名册.xlsx'],
    ['a document', archiveOf([{ name: 'word/document.xml', content: '<w/>' }]), 'spreadsheet.not_a_table', '名册.xlsx'],
    ['a text called .xlsx', Buffer.from('名称\r\n甲'), 'spreadsheet.not_a_table', '名册.xlsx'],
    ['nothing at all', Buffer.alloc(0), 'spreadsheet.not_a_table', '名册.xlsx'],
    ['a picture called .csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'spreadsheet.not_a_table', '名册.csv'],
    ['a web page called .csv', Buffer.from('<html><table><tr><td>名称</td></tr></table></html>'), 'spreadsheet.not_a_table', '名册.csv'],
    ['half a workbook', workbookOf(good).subarray(0, 900), 'spreadsheet.damaged', '名册.xlsx'],
    ['a workbook with a part cut off', withSheet('<worksheet><sheetData><row r="1"><c t="inl'), 'spreadsheet.damaged', '名册.xlsx'],
    ['a workbook with bytes that are no text', withSheet(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe, 0x3c, 0x2f, 0x61, 0x3e])), 'spreadsheet.damaged', '名册.xlsx'],
    ['a workbook without its sheet', archiveOf(workbookParts(good).filter(({ name }) => !name.endsWith('sheet1.xml'))), 'spreadsheet.damaged', '名册.xlsx'],
    ['a workbook with a part twice', archiveOf([...workbookParts(good), ...workbookParts(good).slice(-1)]), 'spreadsheet.damaged', '名册.xlsx'],
    ['a path out of the archive', archiveOf([...workbookParts(good), { name: '../../etc/passwd', content: 'x' }]), 'spreadsheet.damaged', '名册.xlsx'],
  ])('is told: %s', async (_, bytes, code, name) => {
    expect((await refusalOf(bytes, name)).code).toBe(code);
  });
});

describe('a file made to harm', () => {
  it.each([
    ['unpacks to 600 MB', () => withSheet(good, 600_000_000), 'spreadsheet.too_large'],
    ['unpacks to more than it says', () => withSheet(Buffer.alloc(110_000_000, ' '), 2_000), 'spreadsheet.damaged'],
    ['is packed a thousand times over', () => withSheet(Buffer.alloc(20_000_000, ' ')), 'spreadsheet.too_large'],
    ['has 60,000 parts', () => archiveOf([...workbookParts(good), ...Array.from({ length: 60_000 }, (_, part) => ({ name: `xl/${part}`, content: '' }))]), 'spreadsheet.too_large'],
    ['has one cell in the last corner', () => workbookOf('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), 'spreadsheet.too_many_rows'],
    ['has two million cells', () => workbookOf(textRow(1, ['名称']) + numbers(20_000, 100), { more: [{ name: 'xl/media/noise', content: noise(1_000_000) }] }), 'spreadsheet.too_large'],
    ['has 100,001 lines', () => workbookOf(textRow(1, ['名称']) + numbers(100_001, 1), { more: [{ name: 'xl/media/noise', content: noise(1_000_000) }] }), 'spreadsheet.too_many_rows'],
    ['expands a laugh a billion times', () => withSheet(`<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`), 'spreadsheet.too_large'],
  ])('is refused where it %s', async (_, make, code) => {
    const { seconds, megabytes, ...refusal } = await refusalOf(make());
    expect(refusal).toEqual({ code });
    // 4 s on an idle machine of two cores.
    expect(seconds).toBeLessThan(10);
    expect(megabytes).toBeLessThan(300);
  });
  it('makes the server ask nobody and read no other file', async () => {
    let asked = 0;
    const listener = createServer((_, response) => response.end(String(++asked)));
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const outside = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/x`;
    const entity = (source: string) => `<!DOCTYPE x [<!ENTITY e SYSTEM "${source}">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>`;
    expect((await refusalOf(withSheet(entity(outside)))).code).toBe('spreadsheet.too_large');
    expect((await refusalOf(withSheet(entity('file:///etc/passwd')))).code).toBe('spreadsheet.too_large');
    const linked = archiveOf(workbookParts(good).map((part) => (part.name.endsWith('workbook.xml.rels') ? { ...part, content: String(part.content).replace('Target="worksheets/sheet1.xml"', `TargetMode="External" Target="${outside}"`) } : part)));
    expect((await refusalOf(linked)).code).toBe('spreadsheet.damaged');
    await new Promise((resolve) => listener.close(resolve));
    expect(asked).toBe(0);
  });
});

describe('a workbook whose sheets are read whole', () => {
  const corner = Array.from({ length: 5_000 }, (_, row) => `<row r="${row + 1}"><c r="GR${row + 1}"><v>1</v></c></row>`).join('');
  const repeated = Array.from({ length: 5_000 }, (_, row) => `<row r="${row + 1}">${'<c t="s"><v>0</v></c>'.repeat(20)}</row>`).join('');
  it.each([
    ['has gaps that are more than its cells', () => workbookOf(corner)],
    ['says one long text a hundred thousand times', () => workbookOf(repeated, { texts: [`<si><t>${'长'.repeat(30_000)}</t></si>`] })],
    ['is a text file of gaps', () => Buffer.from(`${','.repeat(199)}1\n`.repeat(5_000))],
  ])('is refused where it %s', async (_, make) => {
    const before = process.memoryUsage().rss;
    const bytes = make();
    await expect(readSheets({ name: bytes[0] === 0x50 ? '数据.xlsx' : '数据.csv', bytes })).rejects.toThrow('spreadsheet.too_large');
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(300);
  });
});

/** Bytes that do not pack, so that the archive's ratio stays that of an honest one. */
function noise(bytes: number): Buffer {
  let state = 1;
  return Buffer.from(Array.from({ length: bytes }, () => (state = (state * 48_271) % 2_147_483_647) & 255));
}
