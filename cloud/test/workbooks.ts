import { deflateRawSync } from 'node:zlib';

/** One part of a made-up archive; `declaredBytes` is what its table of contents claims instead of the truth. */
export interface ArchivePart {
  name: string;
  content: string | Buffer;
  declaredBytes?: number;
  flags?: number;
}

/** A zip archive, honest or not; the checksums are left out, as nobody reads them. */
export function archiveOf(parts: ArchivePart[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, content, declaredBytes, flags = 0 } of parts) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const path = Buffer.from(name);
    const sizes = [0, packed.length, declaredBytes ?? plain.length];
    const local = Buffer.concat([header(0x04034b50, [20, flags, 8, 0, 0], sizes, [path.length, 0]), path, packed]);
    const central = [header(0x02014b50, [20, 20, flags, 8, 0, 0], sizes, [path.length, 0, 0, 0, 0]), numbers(4, [0, offset]), path];
    locals.push(local);
    centrals.push(...central);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = [header(0x06054b50, [0, 0, parts.length, parts.length], [directory.length, offset], [0])];
  return Buffer.concat([...locals, directory, ...end]);
}

function header(signature: number, shorts: number[], longs: number[], more: number[]): Buffer {
  return Buffer.concat([numbers(4, [signature]), numbers(2, shorts), numbers(4, longs), numbers(2, more)]);
}

function numbers(bytes: 2 | 4, values: number[]): Buffer {
  const buffer = Buffer.alloc(bytes * values.length);
  values.forEach((value, index) => (bytes === 2 ? buffer.writeUInt16LE(value, index * 2) : buffer.writeUInt32LE(value, index * 4)));
  return buffer;
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relationsOf = (...list: [id: string, type: string, target: string][]) =>
  `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

interface Made {
  /** Number formats of the cell styles 1, 2, …; style 0 is General. */
  formats?: string[];
  /** `<si>` elements. */
  texts?: string[];
  workbookProperties?: string;
  more?: ArchivePart[];
}

/** The parts of a workbook with one sheet, made of the XML of its rows. */
export function workbookParts(rows: string, { formats = [], texts, workbookProperties = '', more = [] }: Made = {}): ArchivePart[] {
  const ownFormats = formats.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('');
  const styles = ['<xf numFmtId="0"/>', ...formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`)].join('');
  return [
    { name: '_rels/.rels', content: relationsOf(['rId1', 'officeDocument', 'xl/workbook.xml']) },
    { name: 'xl/workbook.xml', content: `${xml}<workbook ${main} xmlns:r="${relations}">${workbookProperties}<sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>` },
    { name: 'xl/_rels/workbook.xml.rels', content: relationsOf(['rId1', 'worksheet', 'worksheets/sheet1.xml'], ['rId2', 'styles', 'styles.xml'], ['rId3', 'sharedStrings', 'sharedStrings.xml']) },
    { name: 'xl/styles.xml', content: `${xml}<styleSheet ${main}><numFmts>${ownFormats}</numFmts><cellXfs>${styles}</cellXfs></styleSheet>` },
    ...(texts ? [{ name: 'xl/sharedStrings.xml', content: `${xml}<sst ${main}>${texts.join('')}</sst>` }] : []),
    { name: 'xl/worksheets/sheet1.xml', content: `${xml}<worksheet ${main}><sheetData>${rows}</sheetData></worksheet>` },
    ...more,
  ];
}

/** A workbook with one sheet, made of the XML of its rows. */
export const workbookOf = (rows: string, made?: Made): Buffer => archiveOf(workbookParts(rows, made));

/** One row of text cells from column A on; a cell that begins with `<` is XML itself. */
export const textRow = (line: number, cells: string[]): string => `<row r="${line}">${cells.map((cell) => (cell.startsWith('<') ? cell : `<c t="inlineStr"><is><t>${cell}</t></is></c>`)).join('')}</row>`;
