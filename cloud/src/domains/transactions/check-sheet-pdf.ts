import PDFDocument from 'pdfkit';
import { attendances, businesses, channels, partyKinds, sides } from '@yongche/contract';
import type { CheckSheet } from './check-sheet';

const fonts = { regular: fontPath('400Regular', 'NotoSansSC_400Regular'), bold: fontPath('700Bold', 'NotoSansSC_700Bold') };
const [ink, faint, brand, line, amber] = ['#10312f', '#5d7674', '#0b5c57', '#d5e2e0', '#9a5b00'];
/** A4 in points. */
const page = { left: 48, width: 499, top: 40, bottom: 780 };
const qrSide = 96;
/** Room for the signatures, which never stand apart. */
const endHeight = 118;

function fontPath(folder: string, file: string): string {
  return require.resolve(`@expo-google-fonts/noto-sans-sc/${folder}/${file}.ttf`);
}

const moment = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' });
const timeOf = (at: Date | null) => (at ? moment.format(at) : '—');

/** 核对单 on A4, as a rule one page: what to compare, what the machine found, and where to sign. */
export function checkSheetPdf(sheet: CheckSheet): Promise<Buffer> {
  const margins = { top: page.top, bottom: 40, left: page.left, right: page.left };
  const pdf = new PDFDocument({ size: 'A4', margins, bufferPages: true, info: { Title: `核对单 ${sheet.deal.serial}`, Author: '宁波市二手车流通协会' } });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<Buffer>((resolve, reject) => pdf.on('error', reject).on('end', () => resolve(Buffer.concat(chunks))));
  pdf.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
  drawHead(pdf, sheet);
  drawParties(pdf, sheet);
  drawPictures(pdf, sheet);
  drawFindings(pdf, sheet);
  drawEnd(pdf, sheet);
  numberPages(pdf, sheet);
  pdf.end();
  return finished;
}

/** Title with the mark 待核对 or 已核对, the serial with its QR code, and the car. */
function drawHead(pdf: PDFKit.PDFDocument, { deal, mark, isChecked, checkedBy, qr }: CheckSheet): void {
  pdf.rect(0, 0, pdf.page.width, 8).fill(brand);
  pdf.font('bold').fontSize(22).fillColor(ink).text('影像核对单', page.left, page.top, { lineBreak: false });
  pdf.roundedRect(page.left + 136, page.top + 4, 68, 26, 4).lineWidth(1.6).strokeColor(isChecked ? brand : amber).stroke();
  pdf.fontSize(15).fillColor(isChecked ? brand : amber).text(mark, page.left + 136, page.top + 6, { width: 68, align: 'center' });
  pdf.image(Buffer.from(qr.split(',')[1]!, 'base64'), page.left + page.width - qrSide, page.top - 6, { width: qrSide });
  pdf.font('regular').fontSize(8).fillColor(faint).text('扫码打开这笔交易', page.left + page.width - qrSide, page.top + qrSide - 8, { width: qrSide, align: 'center' });
  const left: [string, string][] = [
    ['流水号', deal.serial],
    ['车牌号', deal.plate],
    ['车架号', deal.vin],
    ['业务', `${businesses[deal.business]}（${channels[deal.channel]}）${deal.mortgaged ? '，抵押中' : ''}`],
    ['市场', deal.marketName],
    ['代理人', `${deal.agentName}　代理证 ${deal.certificateNumber}　${deal.companyName}`],
    ['提交', timeOf(deal.submittedAt)],
    ...(isChecked ? [['核对完成', `${timeOf(deal.completedAt)}　${checkedBy ?? ''}`] as [string, string]] : []),
  ];
  pdf.y = page.top + 42;
  for (const [label, value] of left) {
    const { y } = pdf;
    pdf.font('regular').fontSize(10).fillColor(faint).text(label, page.left, y, { width: 60 });
    pdf.font('bold').fillColor(ink).text(value, page.left + 62, y, { width: page.width - 62 - (y < page.top + qrSide ? qrSide + 12 : 0) });
    pdf.y = Math.max(pdf.y, y + 15) + 2;
  }
}

function drawParties(pdf: PDFKit.PDFDocument, { deal }: CheckSheet): void {
  heading(pdf, '交易双方（姓名、证号已遮盖，请以原件为准）');
  for (const { side, kind, name, number, delegateName, delegateIdNumber, attendance } of deal.parties) {
    const delegate = delegateName ? `；经办人 ${delegateName} ${delegateIdNumber}` : '';
    entry(pdf, `${sides[side]}（${partyKinds[kind]}）`, `${name}　${number}${delegate}　${attendances[attendance]}`);
  }
}

/** Two columns of boxes: empty while the deal waits, ticked once the originals were compared. */
function drawPictures(pdf: PDFKit.PDFDocument, { pictures, isChecked }: CheckSheet): void {
  const count = pictures.reduce((sum, picture) => sum + picture.count, 0);
  heading(pdf, `影像清单（${pictures.length} 种 ${count} 张，${isChecked ? '均已与原件核对' : '与原件核对后打勾'}）`);
  const rows = Math.ceil(pictures.length / 2);
  const height = 19;
  for (let row = 0; row < rows; row++) {
    ensureRoom(pdf, height);
    const { y } = pdf;
    for (const [column, picture] of [pictures[row], pictures[row + rows]].entries()) {
      if (!picture) continue;
      const x = page.left + (column * page.width) / 2;
      pdf.rect(x, y + 3, 10, 10).lineWidth(0.8).strokeColor(ink).stroke();
      if (picture.isSeen) pdf.moveTo(x + 2, y + 8).lineTo(x + 4.5, y + 11).lineTo(x + 9, y + 4).lineWidth(1.4).strokeColor(brand).stroke();
      const times = picture.count > 1 ? `（${picture.count} 张）` : '';
      pdf.font('regular').fontSize(10.5).fillColor(ink).text(`${picture.title}${times}`, x + 16, y, { width: page.width / 2 - 24, height: 15, ellipsis: true });
    }
    pdf.y = y + height;
  }
}

function drawFindings(pdf: PDFKit.PDFDocument, { findings, isReading }: CheckSheet): void {
  heading(pdf, '预检发现');
  if (isReading) note(pdf, '打印时预检还在读取照片，下面可能不全。');
  if (findings.length === 0 && !isReading) note(pdf, '没有需要看的地方。预检只是帮助，仍须逐张与原件核对。');
  for (const { title, verdict, sentence, fix, override } of findings) {
    entry(pdf, verdict, `${title}：${sentence}${fix ? ` ${fix}` : ''}`);
    if (override) entry(pdf, '', override);
  }
}

function drawEnd(pdf: PDFKit.PDFDocument, { isChecked, checkedBy, printedBy, printedAt }: CheckSheet): void {
  ensureRoom(pdf, endHeight);
  const y = Math.max(pdf.y + 18, page.bottom - endHeight);
  const width = page.width / 2;
  const fields = [`核对人${isChecked && checkedBy ? `（${checkedBy}）` : ''}`, '代理人', '卖方', '买方'];
  for (const [at, label] of fields.entries()) {
    const [x, top] = [page.left + (at % 2) * width, y + Math.floor(at / 2) * 34];
    pdf.font('regular').fontSize(11).fillColor(ink).text(label, x, top, { lineBreak: false });
    const from = x + Math.max(52, pdf.widthOfString(label) + 8);
    pdf.moveTo(from, top + 16).lineTo(x + width - 20, top + 16).lineWidth(0.6).strokeColor(ink).stroke();
  }
  pdf.fontSize(11).fillColor(ink).text('日期　　　　　年　　　月　　　日', page.left, y + 70, { lineBreak: false });
  pdf.fontSize(8.5).fillColor(faint).text(`${timeOf(printedAt)}由${printedBy}打印。不含照片和完整证件信息；不代替核对凭证。`, page.left, y + 94, { width: page.width });
}

/** Begins a new page where so much no longer fits. */
function ensureRoom(pdf: PDFKit.PDFDocument, height: number): void {
  if (pdf.y + height > page.bottom) pdf.addPage();
}

function heading(pdf: PDFKit.PDFDocument, title: string): void {
  ensureRoom(pdf, 52);
  const y = pdf.y + 10;
  pdf.font('bold').fontSize(11.5).fillColor(brand).text(title, page.left, y, { width: page.width });
  pdf.moveTo(page.left, pdf.y + 2).lineTo(page.left + page.width, pdf.y + 2).lineWidth(0.6).strokeColor(line).stroke();
  pdf.y += 7;
}

function entry(pdf: PDFKit.PDFDocument, label: string, text: string): void {
  pdf.font('regular').fontSize(10);
  const height = pdf.heightOfString(text, { width: page.width - 76, lineGap: 1.5 });
  ensureRoom(pdf, height + 4);
  const { y } = pdf;
  pdf.fillColor(faint).text(label, page.left, y, { width: 74 });
  pdf.fillColor(ink).text(text, page.left + 76, y, { width: page.width - 76, lineGap: 1.5 });
  pdf.y = y + height + 4;
}

function note(pdf: PDFKit.PDFDocument, text: string): void {
  pdf.font('regular').fontSize(10).fillColor(faint).text(text, page.left, pdf.y, { width: page.width });
  pdf.y += 3;
}

function numberPages(pdf: PDFKit.PDFDocument, { deal }: CheckSheet): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let at = start; at < start + count; at++) {
    pdf.switchToPage(at);
    pdf.page.margins.bottom = 0;
    pdf.font('regular').fontSize(8.5).fillColor(faint).text(`${deal.serial}　第 ${at + 1} 页，共 ${count} 页`, page.left, 806, { width: page.width, align: 'center' });
  }
}
