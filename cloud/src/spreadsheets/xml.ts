import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { UnreadableFile } from './cells';

export type Attributes = Record<string, string>;

/** What is done with the elements of a document, by their names without prefix. */
export interface Visitor {
  open(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * Walks a document piece by piece, never holding it whole; yields after each piece, so that the reader can hand on what
 * it has found. There is no document type in a workbook, so one that declares it (and with it entities, outside files,
 * endless expansions) is refused; nothing is ever fetched.
 * @throws UnreadableFile where it is not well-formed UTF-8 XML.
 */
export async function* walkXml(source: AsyncIterable<Buffer>, visitor: Visitor): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: false });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  parser.on('error', () => {
    throw new UnreadableFile('spreadsheet.damaged');
  });
  parser.on('doctype', () => {
    throw new UnreadableFile('spreadsheet.too_large');
  });
  parser.on('opentag', ({ name, attributes }) => visitor.open(withoutPrefix(name), attributes as Attributes));
  parser.on('closetag', ({ name }) => visitor.close?.(withoutPrefix(name)));
  if (visitor.text) {
    parser.on('text', (text) => visitor.text!(text));
    parser.on('cdata', (text) => visitor.text!(text));
  }
  for await (const piece of source) {
    parser.write(decode(decoder, piece));
    yield;
  }
  parser.write(decode(decoder));
  parser.close();
  yield;
}

/** Walks a small document to its end. */
export async function readXml(source: AsyncIterable<Buffer>, visitor: Visitor): Promise<void> {
  const walk = walkXml(source, visitor);
  while (!(await walk.next()).done);
}

function decode(decoder: TextDecoder, piece?: Buffer): string {
  try {
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
  } catch {
    throw new UnreadableFile('spreadsheet.damaged');
  }
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
