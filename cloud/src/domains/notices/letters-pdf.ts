import PDFDocument from 'pdfkit';

/** 告知函: a letter of the association to a company or a market. */
export interface Letter {
  /** 文号, such as 甬二车协函〔2026〕12号. */
  number: string;
  /** 主送, without the colon. */
  addressee: string;
  /** Such as 关于限期办理注销手续的告知函. */
  title: string;
  paragraphs: string[];
  /** The last day to act, YYYY-MM-DD; set off from the paragraphs. */
  deadlineOn: string | null;
  /** Who answers questions, such as 秘书处，电话 0574-00000000，地址 …. */
  contact: string;
  /** Day of the letter, YYYY-MM-DD. */
  datedOn: string;
}

const fonts = { regular: fontPath('400Regular', 'NotoSansSC_400Regular'), bold: fontPath('700Bold', 'NotoSansSC_700Bold') };
const association = '宁波市二手车流通协会';
const ink = '#111111';
const red = '#c8141d';

/** A4 in points; the text block of an official letter (GB/T 9704: 156 mm wide, 37 mm above, 28 mm at the binding edge). */
const page = { width: 595.28, height: 841.89, left: 79.4, text: 442.2, bottom: 758 };
/** 三号 and what a long letter may be set in, so that it keeps to one page. */
const sizes = [15, 14, 13.5, 13, 12.5];
const smallest = 12;
/** Room for the association's name, the date and the seal. */
const endHeight = 120;

function fontPath(folder: string, file: string): string {
  return require.resolve(`@expo-google-fonts/noto-sans-sc/${folder}/${file}.ttf`);
}

/** The letters as one PDF for printing and sealing, each on a page of its own; one that is too long even in a smaller size goes on on the next. */
export async function lettersPdf(letters: Letter[]): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margins: { top: 105, bottom: page.height - page.bottom, left: page.left, right: page.left }, autoFirstPage: false, info: { Title: letters[0]?.title ?? '函', Author: association } });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<Buffer>((resolve, reject) => pdf.on('error', reject).on('end', () => resolve(Buffer.concat(chunks))));
  pdf.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
  for (const letter of letters) {
    pdf.addPage();
    drawHead(pdf, letter);
    drawEnd(pdf, letter, drawText(pdf, letter));
    // Others are served between two letters.
    await new Promise((resolve) => setImmediate(resolve));
  }
  pdf.end();
  return finished;
}

/** 发文机关标志 with its red double line, 文号, 标题 in lines of like length. */
function drawHead(pdf: PDFKit.PDFDocument, { number, title }: Letter): void {
  pdf.font('bold').fontSize(34).fillColor(red).text(association, page.left, 74, { width: page.text, align: 'center', characterSpacing: 4 });
  drawRedLines(pdf, 132);
  pdf.font('regular').fontSize(13).fillColor(ink).text(number, page.left, 152, { width: page.text, align: 'right' });
  pdf.font('bold').fontSize(20);
  const lines = Math.ceil(pdf.widthOfString(title) / page.text);
  inLines(title, lines).forEach((line, index) => pdf.text(line, page.left, 200 + 37 * index, { width: page.text, align: 'center' }));
  pdf.moveDown(0.9);
}

const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** A text in so many lines of like length, none of which cuts a word. */
function inLines(text: string, lines: number): string[] {
  if (lines <= 1) return [text];
  const ends = [...words.segment(text)].map(({ index, segment }) => index + segment.length);
  const wish = text.length / lines;
  const end = ends.reduce((best, candidate) => (Math.abs(candidate - wish) < Math.abs(best - wish) ? candidate : best));
  return [text.slice(0, end), ...inLines(text.slice(end), lines - 1)];
}

interface Block {
  font: 'regular' | 'bold';
  text: string;
  indent: boolean;
}

/** 主送, the paragraphs, the deadline, the contact. */
function blocksOf({ addressee, paragraphs, deadlineOn, contact }: Letter): Block[] {
  return [
    { font: 'bold', text: `${addressee}：`, indent: false },
    ...paragraphs.map((text): Block => ({ font: 'regular', text, indent: true })),
    ...(deadlineOn ? [{ font: 'bold', text: `办理期限：${dayInWords(deadlineOn)}前。`, indent: true } as const] : []),
    { font: 'regular', text: `联系方式：${contact}`, indent: true },
  ];
}

/** A paragraph begins by two characters; gives the size that was taken. */
function drawText(pdf: PDFKit.PDFDocument, letter: Letter): number {
  const blocks = blocksOf(letter);
  const optionsOf = (size: number, { indent }: Block) => ({ width: page.text, indent: indent ? 2 * size : 0, lineGap: size * 0.5, paragraphGap: 2 });
  const heightIn = (size: number) => blocks.reduce((sum, block) => sum + pdf.font(block.font).fontSize(size).heightOfString(block.text, optionsOf(size, block)), 0);
  const size = sizes.find((candidate) => pdf.y + heightIn(candidate) + endHeight <= page.bottom) ?? smallest;
  for (const block of blocks) pdf.font(block.font).fontSize(size).text(block.text, page.left, pdf.y, optionsOf(size, block));
  return size;
}

/** 落款 with room for the seal, never apart from its date, and the red line at the foot of the page. */
function drawEnd(pdf: PDFKit.PDFDocument, { datedOn }: Letter, size: number): void {
  if (pdf.y + endHeight > page.bottom) pdf.addPage();
  const y = pdf.y + 56;
  const [width, left] = [240, page.left + page.text - 240 - 2 * size];
  pdf.font('regular').fontSize(size).fillColor(ink).text(association, left, y, { width, align: 'center' });
  pdf.text(dayInWords(datedOn), left, y + 28, { width, align: 'center' });
  const { bottom } = pdf.page.margins;
  pdf.page.margins.bottom = 0;
  pdf.font('regular').fontSize(9).fillColor('#777777').text('（加盖印章后有效）', left, y + 54, { width, align: 'center' });
  drawRedLines(pdf, 786);
  pdf.page.margins.bottom = bottom;
}

function drawRedLines(pdf: PDFKit.PDFDocument, y: number): void {
  pdf.moveTo(page.left - 10, y).lineTo(page.left + page.text + 10, y).lineWidth(2.4).strokeColor(red).stroke();
  pdf.moveTo(page.left - 10, y + 4).lineTo(page.left + page.text + 10, y + 4).lineWidth(0.8).strokeColor(red).stroke();
}

/** 2026-01-31 as 2026年1月31日. */
function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
