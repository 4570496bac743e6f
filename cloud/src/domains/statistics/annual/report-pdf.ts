import PDFDocument from 'pdfkit';
import type { ReportRun, ReportSection } from '@yongche/contract/annual-reports';
import { appendixGroups, author, computedLine, type PrintedReport, printable, printedParagraphs, stateLine } from './printed';
import { breakLines, type Stretch } from './typeset';

const fonts = { regular: fontPath('400Regular', 'NotoSansSC_400Regular'), bold: fontPath('700Bold', 'NotoSansSC_700Bold') };
const [ink, number, warning, faint, rule, tint] = ['#111111', '#0b5c57', '#b42318', '#595959', '#a6a6a6', '#f2f2f2'];
/** A4 in points with the margins of an official document. */
const page = { left: 79, width: 442, top: 100, bottom: 742 };
/** 三号 is 16 points; Noto Sans looks larger than 仿宋, so that 14.5 fill as many lines. */
const [textSize, lineHeight] = [14.5, 27];
const columns = [{ title: '指标', x: 0, width: 112 }, { title: '数值', x: 112, width: 92 }, { title: '定义', x: 204, width: 238 }] as const;

function fontPath(folder: string, file: string): string {
  return require.resolve(`@expo-google-fonts/noto-sans-sc/${folder}/${file}.ttf`);
}

/** 年度报告 as a PDF: the same document as the Word file. A number in the text leads to its row in the appendix. */
export async function reportPdf(report: PrintedReport): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margins: { top: page.top, bottom: 0, left: page.left, right: page.left }, bufferPages: true, info: { Title: report.title, Author: author } });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<Buffer>((resolve, reject) => pdf.on('error', reject).on('end', () => resolve(Buffer.concat(chunks))));
  pdf.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);

  drawHead(pdf, report);
  for (const section of report.sections) {
    drawSection(pdf, section);
    // Others are served between two sections.
    await new Promise((resolve) => setImmediate(resolve));
  }
  drawAppendix(pdf, report);
  numberPages(pdf);
  pdf.end();
  return finished;
}

/** Widths in the type that is set now: a paragraph has few different signs, and shaping one takes long. */
function widthsOf(pdf: PDFKit.PDFDocument): (text: string) => number {
  const known = new Map<string, number>();
  return (text) => {
    const width = known.get(text) ?? pdf.widthOfString(text);
    known.set(text, width);
    return width;
  };
}

function drawHead(pdf: PDFKit.PDFDocument, report: PrintedReport): void {
  const lines = report.title.startsWith(author) ? [author, report.title.slice(author.length)] : [report.title];
  pdf.y = page.top;
  for (const line of lines) centred(pdf, line, 'bold', 20, 34, ink!);
  centred(pdf, stateLine(report), 'regular', 14, 44, faint!);
}

function centred(pdf: PDFKit.PDFDocument, text: string, font: string, size: number, height: number, colour: string): void {
  const { y } = pdf;
  pdf.font(font).fontSize(size).fillColor(colour).text(text, page.left, y, { width: page.width, align: 'center', lineBreak: false });
  pdf.y = y + height;
}

function drawSection(pdf: PDFKit.PDFDocument, section: ReportSection): void {
  const { number: count, title, level } = section;
  if (title !== '') {
    ensureRoom(pdf, 3 * lineHeight);
    if (level === 0) {
      pdf.y += 10;
      centred(pdf, `${count}${title}`, 'bold', 16, lineHeight + 6, ink!);
    } else paragraph(pdf, [{ text: `${count}${title}`, metric: null }], { font: level === 1 ? 'bold' : 'regular', colour: ink!, isHeading: true });
  }
  for (const one of printedParagraphs(section)) {
    if ('gap' in one) paragraph(pdf, [{ text: printable(one.gap), metric: null }], { font: 'regular', colour: warning! });
    else paragraph(pdf, one.runs, { font: 'regular', colour: ink! });
  }
}

/** Two characters in, and at least two lines of it together. */
function paragraph(pdf: PDFKit.PDFDocument, runs: readonly ReportRun[], { font, colour, isHeading = false }: { font: string; colour: string; isHeading?: boolean }): void {
  pdf.font(font).fontSize(textSize);
  const lines = breakLines(runs, { width: page.width, indent: 2 * textSize, measure: widthsOf(pdf) });
  ensureRoom(pdf, Math.min(isHeading ? 3 : 2, lines.length + (isHeading ? 2 : 0)) * lineHeight);
  for (const [at, line] of lines.entries()) {
    ensureRoom(pdf, lineHeight);
    const { y } = pdf;
    pdf.font(font).fontSize(textSize);
    const spacing = at < lines.length - 1 ? spacingOf(pdf, line) : 0;
    let before = 0;
    for (const { text, x, metric } of line) {
      pdf.fillColor(metric ? number! : colour).text(text, page.left + x + before * spacing, y, { lineBreak: false, characterSpacing: spacing, ...(metric ? { goTo: metric } : {}) });
      before += text.length;
    }
    pdf.y = y + lineHeight;
  }
}

/** What each sign of a full line takes more, so that it ends at the margin. */
function spacingOf(pdf: PDFKit.PDFDocument, line: Stretch[]): number {
  const last = line.at(-1)!;
  const signs = line.reduce((sum, { text }) => sum + text.length, 0);
  return Math.max(0, page.width - last.x - pdf.widthOfString(last.text)) / Math.max(1, signs - 1);
}

function drawAppendix(pdf: PDFKit.PDFDocument, report: PrintedReport): void {
  pdf.addPage();
  pdf.y = page.top;
  pdf.font('bold').fontSize(textSize).fillColor(ink!).text('附件', page.left, pdf.y, { lineBreak: false });
  pdf.y = page.top + 30;
  centred(pdf, '指标、定义与核对提示', 'bold', 17, 36, ink!);
  note(pdf, computedLine(report), faint!);
  heading(pdf, '一、核对提示');
  if (report.warnings.length === 0) note(pdf, '各项数据之间没有发现矛盾。', ink!);
  for (const [at, { sentence }] of report.warnings.entries()) note(pdf, `${at + 1}．${sentence}`, warning!);
  heading(pdf, '二、指标一览');
  row(pdf, columns.map(({ title }) => title), { bold: true, shaded: true, isHead: true });
  for (const { name, rows } of appendixGroups(report.metrics)) {
    ensureRoom(pdf, 50);
    row(pdf, [name, '', ''], { bold: true, shaded: true });
    for (const { metric, value, note: words } of rows) row(pdf, [metric.name, value, words], { destination: metric.code });
  }
}

function heading(pdf: PDFKit.PDFDocument, text: string): void {
  ensureRoom(pdf, 60);
  const y = pdf.y + 8;
  pdf.font('bold').fontSize(12).fillColor(ink!).text(text, page.left, y, { lineBreak: false });
  pdf.y = y + 24;
}

function note(pdf: PDFKit.PDFDocument, text: string, colour: string): void {
  pdf.font('regular').fontSize(11);
  for (const line of breakLines([{ text: printable(text), metric: null }], { width: page.width, indent: 0, measure: widthsOf(pdf) })) {
    ensureRoom(pdf, 19);
    const { y } = pdf;
    pdf.font('regular').fontSize(11).fillColor(colour).text(line.map((stretch) => stretch.text).join(''), page.left, y, { lineBreak: false });
    pdf.y = y + 19;
  }
}

function row(pdf: PDFKit.PDFDocument, cells: string[], { bold = false, shaded = false, isHead = false, destination }: { bold?: boolean; shaded?: boolean; isHead?: boolean; destination?: string }): void {
  const [font, size, leading, space] = [bold ? 'bold' : 'regular', 9.5, 14, 10];
  pdf.font(font).fontSize(size);
  const measure = widthsOf(pdf);
  const broken = columns.map(({ width }, at) => breakLines([{ text: cells[at]!, metric: null }], { width: shaded && !isHead && at === 0 ? page.width : width - 10, indent: 0, measure }));
  const height = Math.max(1, ...broken.map(({ length }) => length)) * leading + space;
  ensureRoom(pdf, height);
  const { y } = pdf;
  if (shaded) pdf.rect(page.left, y, page.width, height).fill(tint!);
  if (destination) pdf.addNamedDestination(destination, 'XYZ', null, y, null);
  for (const [at, { x, width }] of columns.entries()) {
    for (const [line, stretches] of broken[at]!.entries()) {
      const text = stretches.map((stretch) => stretch.text).join('');
      const left = at === 1 && (isHead || !shaded) ? page.left + x + width - 10 - pdf.widthOfString(text) : page.left + x + 5;
      pdf.font(font).fontSize(size).fillColor(ink!).text(text, left, y + space / 2 + line * leading, { lineBreak: false });
    }
  }
  pdf.moveTo(page.left, y + height).lineTo(page.left + page.width, y + height).lineWidth(0.5).strokeColor(rule!).stroke();
  pdf.y = y + height;
}

function ensureRoom(pdf: PDFKit.PDFDocument, height: number): void {
  if (pdf.y + height <= page.bottom) return;
  pdf.addPage();
  pdf.y = page.top;
}

/** — 1 —. */
function numberPages(pdf: PDFKit.PDFDocument): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let at = start; at < start + count; at++) {
    pdf.switchToPage(at);
    pdf.font('regular').fontSize(11).fillColor(ink!).text(`— ${at + 1} —`, page.left, 776, { width: page.width, align: 'center', lineBreak: false });
  }
}
