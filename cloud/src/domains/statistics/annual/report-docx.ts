import { AlignmentType, Bookmark, BorderStyle, Document, Footer, InternalHyperlink, LineRuleType, Packer, PageBreak, PageNumber, Paragraph, ShadingType, Table, TableCell, TableRow, TextRun, VerticalAlign, WidthType } from 'docx';
import type { ReportRun, ReportSection } from '@yongche/contract/annual-reports';
import { appendixGroups, author, computedLine, type PrintedReport, printable, printedParagraphs, stateLine } from './printed';

/** Type of official documents (GB/T 9704), by name: every Chinese office suite has them. Sizes in half points: 22 points 二号, 16 points 三号. */
const [song, hei, kai, fang] = ['宋体', '黑体', '楷体', '仿宋'];
const [titleSize, textSize, smallSize, tableSize] = [44, 32, 28, 21];
/** Twentieths of a point: 28 points from line to line, two characters of 三号 at the beginning of a paragraph. */
const [lineSpacing, indent] = [560, 640];
const gapColour = 'B42318';

/** The hint makes “ ” — … Chinese signs, as wide as the others. */
const font = (name: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: name, cs: 'Times New Roman', hint: 'eastAsia' });
const words = (text: string, name: string, size: number, more: { bold?: boolean; color?: string } = {}) => new TextRun({ text: printable(text), font: font(name), size, ...more });
const exactly = { line: lineSpacing, lineRule: LineRuleType.EXACT, before: 0, after: 0 };

/** 年度报告 as a Word file: an official document, its gaps in red, and as its appendix every metric with value and definition, to which the numbers in the text lead. */
export async function reportDocx(report: PrintedReport): Promise<Buffer> {
  const document = new Document({
    title: report.title,
    creator: author,
    styles: { default: { document: { run: { font: font(fang!), size: textSize, language: { value: 'zh-CN', eastAsia: 'zh-CN' } } } } },
    sections: [
      {
        // A4 with the margins of an official document: 37, 35, 28 and 26 mm.
        properties: { page: { size: { width: 11_906, height: 16_838 }, margin: { top: 2098, bottom: 1984, left: 1588, right: 1474, footer: 1400 } } },
        footers: { default: pageNumber() },
        children: [...head(report), ...report.sections.flatMap(section), ...appendix(report)],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function head(report: PrintedReport): Paragraph[] {
  const [first, second] = report.title.startsWith(author) ? [author, report.title.slice(author.length)] : [report.title, ''];
  const centred = (text: string, name: string, size: number, more: { bold?: boolean } = {}, after = 0) => new Paragraph({ alignment: AlignmentType.CENTER, spacing: { line: 700, lineRule: LineRuleType.EXACT, after }, children: [words(text, name, size, more)] });
  return [centred(first, song!, titleSize, { bold: true }), centred(second, song!, titleSize, { bold: true }), centred(stateLine(report), kai!, textSize, {}, lineSpacing)];
}

function section(part: ReportSection): Paragraph[] {
  const { number, title, level } = part;
  const heading =
    title === ''
      ? []
      : level === 0
        ? [new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, spacing: { ...exactly, before: 280, after: 140 }, children: [words(`${number}${title}`, hei!, textSize)] })]
        : [new Paragraph({ keepNext: true, indent: { firstLine: indent }, spacing: exactly, children: [words(`${number}${title}`, level === 1 ? hei! : kai!, textSize)] })];
  return [...heading, ...printedParagraphs(part).map((paragraph) => body('gap' in paragraph ? [words(paragraph.gap, fang!, textSize, { color: gapColour })] : paragraph.runs.map(textRun)))];
}

const body = (children: (TextRun | InternalHyperlink)[]) => new Paragraph({ alignment: AlignmentType.BOTH, indent: { firstLine: indent }, spacing: exactly, children });

function textRun({ text, metric }: ReportRun): TextRun | InternalHyperlink {
  const run = words(text, fang!, textSize);
  return metric === null ? run : new InternalHyperlink({ anchor: metric, children: [run] });
}

function appendix(report: PrintedReport): (Paragraph | Table)[] {
  const line = (text: string, name: string, more: { color?: string } = {}) => new Paragraph({ spacing: { line: 440, lineRule: LineRuleType.EXACT, after: 60 }, children: [words(text, name, smallSize, more)] });
  const warnings = report.warnings.length === 0 ? [line('各项数据之间没有发现矛盾。', fang!)] : report.warnings.map(({ sentence }, at) => line(`${at + 1}．${sentence}`, fang!, { color: gapColour }));
  return [
    new Paragraph({ children: [new PageBreak()] }),
    new Paragraph({ spacing: exactly, children: [words('附件', hei!, textSize)] }),
    new Paragraph({ alignment: AlignmentType.CENTER, spacing: { line: 700, lineRule: LineRuleType.EXACT, after: 200 }, children: [words('指标、定义与核对提示', song!, 36, { bold: true })] }),
    line(computedLine(report), fang!),
    line('一、核对提示', hei!),
    ...warnings,
    line('二、指标一览', hei!),
    metricTable(report),
  ];
}

const widths = [2100, 1900, 4844];
const border = { style: BorderStyle.SINGLE, size: 4, color: '808080' };

function metricTable({ metrics }: PrintedReport): Table {
  const rows = appendixGroups(metrics).flatMap(({ name, rows: ofGroup }) => [
    new TableRow({ cantSplit: true, children: [cell([words(name, hei!, tableSize)], 0, { span: 3, tint: 'F2F2F2' })] }),
    ...ofGroup.map(({ metric, value, note }) =>
      new TableRow({
        cantSplit: true,
        children: [cell([new Bookmark({ id: metric.code, children: [words(metric.name, fang!, tableSize)] })], 0), cell([words(value, fang!, tableSize)], 1, { right: true }), cell([words(note, fang!, tableSize)], 2)],
      }),
    ),
  ]);
  const heads = new TableRow({ tableHeader: true, children: ['指标', '数值', '定义'].map((title, at) => cell([words(title, hei!, tableSize)], at, { tint: 'E4E4E4' })) });
  return new Table({ width: { size: 8844, type: WidthType.DXA }, columnWidths: widths, rows: [heads, ...rows] });
}

function cell(children: (TextRun | Bookmark)[], at: number, { span, right, tint }: { span?: number; right?: boolean; tint?: string } = {}): TableCell {
  const width = span ? widths.reduce((sum, one) => sum + one, 0) : widths[at]!;
  return new TableCell({
    ...(span ? { columnSpan: span } : {}),
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { top: 50, bottom: 50, left: 90, right: 90 },
    borders: { top: border, bottom: border, left: border, right: border },
    ...(tint ? { shading: { type: ShadingType.CLEAR, fill: tint, color: 'auto' } } : {}),
    children: [new Paragraph({ alignment: right ? AlignmentType.RIGHT : AlignmentType.LEFT, spacing: { line: 300, lineRule: LineRuleType.AT_LEAST }, children })],
  });
}

/** — 1 —, in 四号 as official documents have it. */
function pageNumber(): Footer {
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ font: font(song!), size: smallSize, children: ['— ', PageNumber.CURRENT, ' —'] })] })] });
}
