import { type Cell, dateCell, lastLine, numberCell, percentCell, type RawRow, textCell, UnreadableFile, widestTable } from './cells';
import type { Workbook } from './workbook';
import { readXml, walkXml } from './xml';

/** 100,000 rows of ten columns, empty cells with a format included. */
const mostCells = 1_000_000;
const mostSpills = 1_000;

/** The lines of a workbook's first visible sheet that hold something, as they come. @throws UnreadableFile */
export async function* sheetRows(workbook: Workbook): AsyncGenerator<RawRow> {
  const texts = await readSharedStrings(workbook.sharedStrings());
  yield* rowsOf(workbook, workbook.sheet(), texts, false);
}

/** The lines of every visible sheet, one sheet after the other; a number that is shown as a percentage comes with its sign. @throws UnreadableFile */
export async function* allSheetRows(workbook: Workbook): AsyncGenerator<{ sheet: string; row: RawRow }> {
  const texts = await readSharedStrings(workbook.sharedStrings());
  for (const { name, open } of workbook.sheets) for await (const row of rowsOf(workbook, open(), texts, true)) yield { sheet: name, row };
}

async function* rowsOf(workbook: Workbook, source: AsyncIterable<Buffer>, texts: string[], withPercents: boolean): AsyncGenerator<RawRow> {
  const rows: RawRow[] = [];
  const { open, close, text } = rowCollector(rows, texts, workbook, withPercents);
  for await (const _ of walkXml(source, { open, close, text })) yield* rows.splice(0);
}

async function readSharedStrings(source: AsyncIterable<Buffer> | undefined): Promise<string[]> {
  const texts: string[] = [];
  if (!source) return texts;
  let text: string | undefined;
  let collecting = false;
  let phonetic = false;
  await readXml(source, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic = true;
      collecting = name === 't' && !phonetic;
    },
    text(piece) {
      if (collecting) text += piece;
    },
    close(name) {
      collecting = false;
      if (name === 'rPh') phonetic = false;
      if (name !== 'si') return;
      if (texts.push(unescape(text ?? '')) > mostCells) throw new UnreadableFile('spreadsheet.too_large');
    },
  });
  return texts;
}

interface Spill {
  fromLine: number;
  toLine: number;
  from: number;
  to: number;
}

/** Collects rows out of a sheet's elements. What a formula has computed is never taken, also where it spilled over its neighbours. */
function rowCollector(rows: RawRow[], texts: string[], { isDate, isPercent, epoch1904 }: Workbook, withPercents: boolean) {
  const spills: Spill[] = [];
  let count = 0;
  let row: RawRow = { line: 0, cells: [] };
  let column = -1;
  let type = 'n';
  let style = 0;
  let value = '';
  let formula = false;
  let collecting = false;
  let phonetic = false;

  function read(): Cell | undefined {
    const spilled = spills.some(({ fromLine, toLine, from, to }) => row.line >= fromLine && row.line <= toLine && column >= from && column <= to);
    if (formula || spilled) return { fault: 'formula' };
    if (type === 's') return value === '' ? undefined : textCell(texts[Number(value)] ?? missing());
    if (type === 'inlineStr' || type === 'str') return textCell(unescape(value));
    if (value === '') return undefined;
    if (type === 'e') return { fault: 'error', shown: value };
    if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    if (type === 'd') return value.slice(0, 10);
    if (isDate(style)) return dateCell(Number(value), epoch1904);
    return withPercents && isPercent(style) ? percentCell(Number(value)) : numberCell(Number(value));
  }

  return {
    open(name: string, attributes: Record<string, string>) {
      if (name === 'c') {
        if (++count > mostCells) throw new UnreadableFile('spreadsheet.too_large');
        column = attributes.r === undefined ? column + 1 : placeOf(attributes.r).column;
        type = attributes.t ?? 'n';
        style = Number(attributes.s ?? 0);
        value = '';
        formula = false;
      } else if (name === 'row') {
        row = { line: attributes.r === undefined ? row.line + 1 : Number(attributes.r), cells: [] };
        column = -1;
      } else if (name === 'f') {
        formula = true;
        if (attributes.ref && attributes.t !== 'shared') spills.push(spillOf(attributes.ref));
        if (spills.length > mostSpills) throw new UnreadableFile('spreadsheet.too_large');
      } else if (name === 'rPh') phonetic = true;
      collecting = name === 'v' || (name === 't' && !phonetic);
    },
    text(piece: string) {
      if (collecting) value += piece;
    },
    close(name: string) {
      collecting = false;
      if (name === 'rPh') phonetic = false;
      if (name === 'c') {
        const cell = read();
        if (cell !== undefined && row.line > lastLine) throw new UnreadableFile('spreadsheet.too_many_rows');
        if (cell !== undefined && column < widestTable) row.cells[column] = cell;
      }
      if (name === 'row' && row.cells.length > 0) rows.push(row);
    },
  };
}

function missing(): never {
  throw new UnreadableFile('spreadsheet.damaged');
}

/** `AB12` as line 12 and column 27. */
function placeOf(reference: string): { line: number; column: number } {
  const [, letters = '', digits = '0'] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? missing();
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return { line: Number(digits), column: column - 1 };
}

function spillOf(reference: string): Spill {
  const [first = '', last = first] = reference.split(':');
  const [from, to] = [placeOf(first), placeOf(last)];
  return { fromLine: from.line, toLine: to.line, from: from.column, to: to.column };
}

/** Characters that XML cannot hold are written `_x000D_` in a workbook. */
function unescape(text: string): string {
  return text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : text;
}
