import PDFDocument from 'pdfkit';
import { billLineKinds, billStates, payees } from '@yongche/contract';
import { dayInShanghai } from '../../clock';
import { yuan } from '../../yuan';
import { daysOf } from '../ledger/calendar-month';
import type { PresentedBill } from './present-bills';

/** What stands on the paper beside the bill itself. */
export interface Printing {
  /** 收款账户; null while none is registered. */
  account: { payeeName: string; bankName: string; bankNumber: string } | null;
  /** The tariff and the resolution on which it rests, such as 《服务费收费标准》（2026-1版），甬二车协决〔2026〕3号. */
  basis: string;
  printedAt: Date;
}

type Line = PresentedBill['lines'][number];

const fonts = { regular: fontPath('400Regular', 'NotoSansSC_400Regular'), bold: fontPath('700Bold', 'NotoSansSC_700Bold') };
const [ink, faint, brand, rule, tint, warning] = ['#10312f', '#5d7674', '#0b5c57', '#d5e2e0', '#f1f6f5', '#b42318'];
/** A4 in points. */
const page = { left: 56, width: 483, bottom: 770 };
/** Left edge and width of each column; figures stand at the right. */
const columns = [
  { title: '项目', x: 0, width: 203 },
  { title: '单价', x: 203, width: 62 },
  { title: '辆数', x: 265, width: 58 },
  { title: '数据量', x: 323, width: 70 },
  { title: '金额', x: 393, width: 90 },
];

function fontPath(folder: string, file: string): string {
  return require.resolve(`@expo-google-fonts/noto-sans-sc/${folder}/${file}.ttf`);
}

/** 账单 on A4: what is to be paid by when, line by line, to which account and with which code. One that is not published says so. */
export function billPdf(bill: PresentedBill, { account, basis, printedAt }: Printing): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margins: { top: 64, bottom: 60, left: page.left, right: page.left }, bufferPages: true, info: { Title: `服务费账单 ${bill.number}`, Author: account?.payeeName ?? '宁波市二手车流通协会' } });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<Buffer>((resolve, reject) => pdf.on('error', reject).on('end', () => resolve(Buffer.concat(chunks))));
  pdf.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);

  drawHead(pdf, bill, account);
  drawDue(pdf, bill);
  drawLines(pdf, bill);
  drawPayments(pdf, bill);
  drawAccount(pdf, bill, account);
  drawNotes(pdf, basis);
  numberPages(pdf, bill, printedAt);
  pdf.end();
  return finished;
}

function drawHead(pdf: PDFKit.PDFDocument, { number, marketName, month, contractNumber, state }: PresentedBill, account: Printing['account']): void {
  pdf.rect(0, 0, pdf.page.width, 8).fill(brand);
  pdf.font('regular').fontSize(11).fillColor(faint).text(account?.payeeName ?? `宁波市二手车流通协会 · ${payees.service_fee}`, page.left, 56);
  pdf.font('bold').fontSize(24).fillColor(ink).text('影像系统服务费账单', page.left, pdf.y + 4);
  if (state !== 'published') pdf.font('bold').fontSize(12).fillColor(warning).text(state === 'void' ? '已作废，请不要按此付款' : `${billStates[state]}，不作付款依据`, page.left, pdf.y + 2);
  pdf.y += 12;
  const { first, last } = daysOf(month);
  pairs(pdf, [
    ['付款单位', marketName],
    ['账单号', number],
    ['计费期间', `${dayInWords(first)}至${dayInWords(last)}`],
    ['服务合同', contractNumber ?? '—'],
  ]);
}

/** The one figure for which the paper is opened. */
function drawDue(pdf: PDFKit.PDFDocument, { fen, outstandingFen, dueOn, state, carriedFen }: PresentedBill): void {
  const y = pdf.y + 8;
  pdf.rect(page.left, y, page.width, 66).fill(tint);
  pdf.rect(page.left, y, 4, 66).fill(brand);
  const isOpen = state === 'published' && outstandingFen > 0;
  pdf.font('regular').fontSize(11).fillColor(faint).text(state === 'published' && !isOpen && fen > 0 ? '本期应缴（已缴清）' : '本期应缴', page.left + 20, y + 12);
  pdf.font('bold').fontSize(24).fillColor(ink).text(yuan(fen), page.left + 20, y + 27);
  const told = [...(isOpen && outstandingFen < fen ? [['尚未缴纳', yuan(outstandingFen)]] : []), ...(isOpen && dueOn ? [['请在此日前缴清', dayInWords(dueOn)]] : []), ...(carriedFen < 0 ? [['结转下期抵减', yuan(-carriedFen)]] : [])].slice(0, 2);
  for (const [at, [label, value]] of told.reverse().entries()) {
    pdf.font('regular').fontSize(10.5).fillColor(faint).text(label!, page.left + 340 - at * 120, y + 14, { width: 120 });
    pdf.font('bold').fontSize(13).fillColor(ink).text(value!, page.left + 340 - at * 120, y + 32, { width: 125 });
  }
  pdf.y = y + 82;
}

function drawLines(pdf: PDFKit.PDFDocument, { lines, vehicles, fen, carriedFen, storedBytes }: PresentedBill): void {
  row(pdf, columns.map(({ title }) => title), { font: 'regular', colour: faint, size: 10 });
  for (const line of lines) row(pdf, cellsOf(line), { font: 'regular', colour: ink, size: 11 });
  if (lines.length === 0) row(pdf, ['本期没有计费的车辆', '', '0', '', yuan(0)], { font: 'regular', colour: ink, size: 11 });
  row(pdf, ['合计', '', String(vehicles), bytesInWords(storedBytes), yuan(fen + carriedFen)], { font: 'bold', colour: ink, size: 11 });
}

function cellsOf({ kind, member, unitFen, vehicles, fen, month, storedBytes }: Line): string[] {
  if (kind === 'carried') return [billLineKinds.carried, '', '', '', yuan(fen)];
  const price = member ? '会员市场价' : '非会员市场价';
  return [`${billLineKinds[kind]}（${month ? `${monthInWords(month)}，` : ''}${price}）`, yuan(unitFen!), String(kind === 'reversal' ? -vehicles : vehicles), bytesInWords(storedBytes), yuan(fen)];
}

function row(pdf: PDFKit.PDFDocument, cells: string[], { font, colour, size }: { font: string; colour: string; size: number }): void {
  if (pdf.y + 26 > page.bottom) pdf.addPage();
  const { y } = pdf;
  pdf.font(font).fontSize(size).fillColor(colour);
  for (const [at, { x, width }] of columns.entries()) pdf.text(cells[at]!, page.left + x, y, { width, align: at === 0 ? 'left' : 'right', lineBreak: false });
  pdf.y = y + 26;
  line(pdf, pdf.y - 7);
}

function drawPayments(pdf: PDFKit.PDFDocument, { payments, outstandingFen }: PresentedBill): void {
  if (payments.length === 0) return;
  heading(pdf, '已收款项');
  for (const { on, fen, reference } of payments) pair(pdf, dayInWords(on), `${yuan(fen)}　${reference}`);
  pair(pdf, '尚未缴纳', yuan(outstandingFen));
}

function drawAccount(pdf: PDFKit.PDFDocument, { remittanceCode, state, outstandingFen }: PresentedBill, account: Printing['account']): void {
  if (state !== 'published' || outstandingFen === 0) return;
  heading(pdf, '付款方式');
  if (account) pairs(pdf, [['户名', account.payeeName], ['开户银行', account.bankName], ['账号', account.bankNumber], ['汇款附言', remittanceCode]]);
  else pair(pdf, '汇款附言', remittanceCode);
  pdf.font('regular').fontSize(10.5).fillColor(faint).text('转账时请在附言中写明以上8位附言码，款项到账后自动核销。关联企业的负责人也可在小程序“会籍与缴费”中支付。', page.left, pdf.y + 2, { width: page.width, lineGap: 3 });
}

function drawNotes(pdf: PDFKit.PDFDocument, basis: string): void {
  heading(pdf, '说明');
  const notes = [`收费依据：${basis}。`, '按完成核对的车辆计量：往期漏计的列为“往期补计”，误计的列为“冲减”。每一行的车辆可在账单页面逐辆查看。', '数据量为这些车辆上传影像的存储量，作为成本依据列示，不另计费。'];
  for (const note of notes) pdf.font('regular').fontSize(10.5).fillColor(faint).text(note, page.left, pdf.y + 2, { width: page.width, lineGap: 3 });
}

function heading(pdf: PDFKit.PDFDocument, title: string): void {
  if (pdf.y + 90 > page.bottom) pdf.addPage();
  pdf.font('bold').fontSize(13).fillColor(brand).text(title, page.left, pdf.y + 14, { width: page.width });
  pdf.y += 6;
}

function pairs(pdf: PDFKit.PDFDocument, list: [label: string, value: string][]): void {
  for (const [label, value] of list) pair(pdf, label, value);
}

function pair(pdf: PDFKit.PDFDocument, label: string, value: string): void {
  if (pdf.y + 24 > page.bottom) pdf.addPage();
  const { y } = pdf;
  pdf.font('regular').fontSize(11).fillColor(faint).text(label, page.left, y, { width: 84 });
  pdf.font('bold').fillColor(ink).text(value, page.left + 90, y, { width: page.width - 90 });
  pdf.y = Math.max(pdf.y, y + 16) + 8;
  line(pdf, pdf.y - 4);
}

const line = (pdf: PDFKit.PDFDocument, y: number) => pdf.moveTo(page.left, y).lineTo(page.left + page.width, y).lineWidth(0.5).strokeColor(rule).stroke();

function numberPages(pdf: PDFKit.PDFDocument, { number }: PresentedBill, printedAt: Date): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let at = start; at < start + count; at++) {
    pdf.switchToPage(at);
    pdf.page.margins.bottom = 0;
    pdf.font('regular').fontSize(9).fillColor(faint).text(`账单${number}　${dayInWords(dayInShanghai(printedAt))}打印　第 ${at + 1} 页，共 ${count} 页`, page.left, 800, { width: page.width, align: 'center' });
  }
}

/** 1,234,567,890 bytes as 1.2 GB. */
function bytesInWords(bytes: number): string {
  const unit = Math.abs(bytes) >= 1e9 ? { by: 1e9, name: 'GB' } : { by: 1e6, name: 'MB' };
  return `${(bytes / unit.by).toFixed(1)} ${unit.name}`;
}

function monthInWords(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return `${year}年${number}月`;
}

/** 2026-01-31 as 2026年1月31日. */
function dayInWords(day: string): string {
  return `${monthInWords(day.slice(0, 7))}${Number(day.slice(8))}日`;
}
