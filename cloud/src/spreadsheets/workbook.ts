import { posix } from 'node:path';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { UnreadableFile } from './cells';
import { type Attributes, readXml } from './xml';

/** What a workbook may come to; 100,000 rows of ten columns with no two texts alike are 73 MB, at 14 : 1. */
const limits = { entries: 1_000, unpackedBytes: 120_000_000, ratio: 100 };
/** Below this a high ratio is harmless: an almost empty workbook of Excel's has one, too. */
const smallBytes = 1_000_000;

/** A visible sheet, opened as a stream. */
export interface Sheet {
  name: string;
  open(): AsyncIterable<Buffer>;
}

/** The parts of a workbook that hold its visible sheets; opened as streams, one after the other. */
export interface Workbook {
  /** The first visible one, or the first where none is. */
  sheet(): AsyncIterable<Buffer>;
  /** All visible ones that the workbook has. */
  sheets: Sheet[];
  /** 共享字符串; undefined where all texts stand in the sheet. */
  sharedStrings(): AsyncIterable<Buffer> | undefined;
  /** Whether a cell of this style shows a date. */
  isDate(style: number): boolean;
  /** Whether a cell of this style shows a hundred times its number with a percent sign. */
  isPercent(style: number): boolean;
  /** Days are counted from 1904 instead of 1900. */
  epoch1904: boolean;
}

/**
 * Opens an .xlsx file of any maker after looking at its table of contents only: how many parts, how large unpacked.
 * @throws UnreadableFile
 */
export async function openWorkbook(bytes: Buffer): Promise<Workbook> {
  const parts = await partsOf(bytes);
  const main = await targetOf(parts, '', 'officeDocument');
  if (!main) throw new UnreadableFile(parts.has('xl/workbook.bin') ? 'spreadsheet.old_format' : 'spreadsheet.not_a_table');
  if (main.endsWith('.bin')) throw new UnreadableFile('spreadsheet.old_format');
  const { shown, epoch1904 } = await readMain(parts.open(main));
  const targets = await targetsOf(parts, main, 'worksheet');
  const sheets = shown.flatMap(({ name, id }): Sheet[] => {
    const path = id === undefined ? [...targets.values()][0] : targets.get(id);
    return path !== undefined && parts.has(path) ? [{ name, open: () => parts.open(path) }] : [];
  });
  const [sheet] = shown.length > 0 ? sheets : [];
  if (!sheet || sheet.name !== shown[0]!.name) throw new UnreadableFile('spreadsheet.damaged');
  const [texts, styles] = [await targetOf(parts, main, 'sharedStrings'), await targetOf(parts, main, 'styles')];
  const formats = styles && parts.has(styles) ? await readStyles(parts.open(styles)) : { isDate: () => false, isPercent: () => false };
  return {
    sheet: sheet.open,
    sheets,
    sharedStrings: () => (texts && parts.has(texts) ? parts.open(texts) : undefined),
    ...formats,
    epoch1904,
  };
}

interface Parts {
  has(path: string): boolean;
  open(path: string): AsyncIterable<Buffer>;
}

async function partsOf(bytes: Buffer): Promise<Parts> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false }).catch(damaged);
  if (zip.entryCount > limits.entries) throw new UnreadableFile('spreadsheet.too_large');
  const entries = await entriesOf(zip);
  const unpacked = [...entries.values()].reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (unpacked > limits.unpackedBytes || (unpacked > smallBytes && unpacked > limits.ratio * bytes.length)) throw new UnreadableFile('spreadsheet.too_large');
  return {
    has: (path) => entries.has(path),
    open: (path) => unpack(zip, entries.get(path)),
  };
}

/** The bytes of one part; more of them than the table of contents says, or broken ones, are refused. */
async function* unpack(zip: ZipFile, entry: Entry | undefined): AsyncGenerator<Buffer> {
  if (!entry) throw new UnreadableFile('spreadsheet.damaged');
  try {
    yield* await zip.openReadStreamPromise(entry);
  } catch (error) {
    damaged(error);
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw new UnreadableFile('spreadsheet.encrypted');
      if (entries.has(entry.fileName)) throw new UnreadableFile('spreadsheet.damaged');
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    damaged(error);
  }
  return entries;
}

function damaged(error: unknown): never {
  throw error instanceof UnreadableFile ? error : new UnreadableFile('spreadsheet.damaged');
}

/** The first part that `source` ('' is the package itself) points to with a relation of this type. */
const targetOf = async (parts: Parts, source: string, type: string): Promise<string | undefined> => [...(await targetsOf(parts, source, type)).values()][0];

/** The parts that `source` points to with relations of this type, by the relations' ids; outside ones do not exist for us. */
async function targetsOf(parts: Parts, source: string, type: string): Promise<Map<string, string>> {
  const relations = posix.join(posix.dirname(source), '_rels', `${posix.basename(source)}.rels`);
  const targets = new Map<string, string>();
  if (!parts.has(relations)) return targets;
  await readXml(parts.open(relations), {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External' || !Type.endsWith(`/${type}`) || targets.has(Id)) return;
      targets.set(Id, Target.startsWith('/') ? posix.normalize(Target).slice(1) : posix.join(posix.dirname(source), Target));
    },
  });
  return targets;
}

/** The sheets that are shown, in their order, or else the first one; `id` is that of its relation. */
async function readMain(source: AsyncIterable<Buffer>): Promise<{ shown: { name: string; id: string | undefined }[]; epoch1904: boolean }> {
  const sheets: Attributes[] = [];
  let epoch1904 = false;
  await readXml(source, {
    open(name, attributes) {
      if (name === 'sheet') sheets.push(attributes);
      if (name === 'workbookPr') epoch1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
    },
  });
  const visible = sheets.filter(({ state }) => state === undefined || state === 'visible');
  const shown = visible.length > 0 ? visible : sheets.slice(0, 1);
  return { shown: shown.map((sheet) => ({ name: sheet.name ?? '', id: Object.entries(sheet).find(([name]) => name.endsWith(':id'))?.[1] })), epoch1904 };
}

/** Number formats that Excel knows by number alone and that show a date; 27–36 and 50–58 are the Chinese ones. */
const isBuiltInDate = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

async function readStyles(source: AsyncIterable<Buffer>): Promise<Pick<Workbook, 'isDate' | 'isPercent'>> {
  const own = new Map<number, string>();
  const ids: number[] = [];
  let within = '';
  await readXml(source, {
    open(name, { numFmtId = '0', formatCode = '' }) {
      if (name === 'cellXfs') within = name;
      if (name === 'numFmt') own.set(Number(numFmtId), formatCode);
      if (name === 'xf' && within === 'cellXfs') ids.push(Number(numFmtId));
    },
    close(name) {
      if (name === within) within = '';
    },
  });
  const asks = (ofOwn: (format: string) => boolean, ofBuiltIn: (id: number) => boolean) => {
    const answers = ids.map((id) => (own.has(id) ? ofOwn(own.get(id)!) : ofBuiltIn(id)));
    return (style: number) => answers[style] ?? false;
  };
  return { isDate: asks(showsDate, isBuiltInDate), isPercent: asks(showsPercent, (id) => id === 9 || id === 10) };
}

const showsPercent = (format: string): boolean => format.replace(/"[^"]*"|\\./g, '').includes('%');

/** A format shows a date where a letter of year, month, day or time stands outside quotes, brackets and escapes. */
function showsDate(format: string): boolean {
  return /[ymdhs]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, '').replace(/General/i, ''));
}
