import PDFDocument from 'pdfkit';
import { agendaKinds, agendaStates, ballots, meetingKinds, meetingStates, resolutionOutcomes, resolutionStates } from '@yongche/contract';
import { dayInShanghai } from '../../clock';
import type { PresentedMeeting } from './present-meetings';
import { usualBallot } from './votes';

type Item = PresentedMeeting['agenda'][number];
type Row = [label: string, value: string];

const fonts = { regular: fontPath('400Regular', 'NotoSansSC_400Regular'), bold: fontPath('700Bold', 'NotoSansSC_700Bold') };
const [ink, faint, brand, line, tint] = ['#10312f', '#5d7674', '#0b5c57', '#d5e2e0', '#f1f6f5'];
/** A4 in points. */
const page = { left: 56, width: 483, top: 64, bottom: 770 };
/** What the vote's lines take, so that they are not torn from each other. */
const voteHeight = 250;

function fontPath(folder: string, file: string): string {
  return require.resolve(`@expo-google-fonts/noto-sans-sc/${folder}/${file}.ttf`);
}

const moment = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' });

/**
 * 会议材料: a first page with the meeting and its agenda, then a page for each item with its facts, what is proposed, and lines
 * for the vote, or how it was decided. Text 11 points and larger, for a table in a meeting room.
 */
export async function agendaPdf(meeting: PresentedMeeting, printedAt: Date): Promise<Buffer> {
  const margins = { top: page.top, bottom: 60, left: page.left, right: page.left };
  const pdf = new PDFDocument({ size: 'A4', margins, bufferPages: true, info: { Title: `${meeting.title} 会议材料`, Author: '宁波市二手车流通协会' } });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<Buffer>((resolve, reject) => pdf.on('error', reject).on('end', () => resolve(Buffer.concat(chunks))));
  pdf.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);

  drawFront(pdf, meeting, printedAt);
  for (const [at, item] of meeting.agenda.entries()) {
    pdf.addPage();
    drawItem(pdf, item, at, meeting);
    // Others are served between two items.
    await new Promise((resolve) => setImmediate(resolve));
  }
  numberPages(pdf, meeting);
  pdf.end();
  return finished;
}

function drawFront(pdf: PDFKit.PDFDocument, { number, kind, state, title, heldOn, place, attendance, agenda }: PresentedMeeting, printedAt: Date): void {
  pdf.rect(0, 0, pdf.page.width, 8).fill(brand);
  pdf.font('regular').fontSize(11).fillColor(faint).text('宁波市二手车流通协会 · 会议材料', page.left, page.top);
  pdf.font('bold').fontSize(26).fillColor(ink).text(title, page.left, pdf.y + 6, { width: page.width });
  pdf.y += 12;
  rows(pdf, [
    ['会议', `${meetingKinds[kind]}　${number}（${meetingStates[state]}）`],
    ['时间', dayInWords(heldOn)],
    ['地点', place],
    ['应到 / 实到', attendance ? `${attendance.entitled} 人 / ${attendance.present} 人` : '　　　　人 /　　　　人'],
    ['列席', attendance ? attendance.guests || '无' : ''],
  ]);
  heading(pdf, '议程');
  if (agenda.length === 0) return paragraph(pdf, '议程还没有排定。');
  for (const [at, item] of agenda.entries()) {
    const result = item.state === 'withdrawn' ? agendaStates.withdrawn : item.resolution ? resolutionOutcomes[item.resolution.outcome] : '';
    listLine(pdf, `${at + 1}`, item.title, agendaKinds[item.kind], result);
  }
  pdf.font('regular').fontSize(9).fillColor(faint).text(`${moment.format(printedAt)}打印。材料含未公开的处理事项，会后请交回秘书处。`, page.left, pdf.y + 14, { width: page.width });
}

/** One line of the agenda: number, title and kind, and the result where there is one. */
function listLine(pdf: PDFKit.PDFDocument, number: string, title: string, kind: string, result: string): void {
  const width = page.width - 110;
  pdf.font('bold').fontSize(12);
  const height = pdf.heightOfString(title, { width }) + 19;
  ensureRoom(pdf, height + 12);
  const { y } = pdf;
  pdf.fillColor(brand).text(number, page.left, y, { width: 24 });
  pdf.fillColor(ink).text(title, page.left + 26, y, { width });
  pdf.font('regular').fontSize(9.5).fillColor(faint).text(kind, page.left + 26, pdf.y + 1, { width });
  pdf.font('bold').fontSize(11).fillColor(brand).text(result, page.left + page.width - 80, y, { width: 80, align: 'right' });
  pdf.y = y + height + 6;
  rule(pdf, pdf.y - 4);
}

function drawItem(pdf: PDFKit.PDFDocument, item: Item, at: number, { kind }: PresentedMeeting): void {
  pdf.rect(0, 0, pdf.page.width, 8).fill(brand);
  pdf.font('bold').fontSize(12).fillColor(brand).text(`议题 ${at + 1}　${agendaKinds[item.kind]}`, page.left, page.top);
  pdf.font('bold').fontSize(19).fillColor(ink).text(item.title, page.left, pdf.y + 4, { width: page.width, lineGap: 2 });
  pdf.font('regular').fontSize(10).fillColor(faint).text(`${dayInWords(dayInShanghai(item.madeAt))}由${item.madeBy}提出`, page.left, pdf.y + 4);
  if (item.facts.length > 0) {
    heading(pdf, '事实');
    for (const fact of item.facts) bullet(pdf, fact);
  }
  heading(pdf, '建议');
  proposalBox(pdf, item.proposal);
  ensureRoom(pdf, voteHeight);
  if (item.state === 'withdrawn') {
    heading(pdf, '表决');
    return paragraph(pdf, '这个议题已撤回，不再表决。');
  }
  if (item.resolution) drawResolution(pdf, item.resolution);
  else drawBallot(pdf, item, kind);
}

function proposalBox(pdf: PDFKit.PDFDocument, text: string): void {
  pdf.font('regular').fontSize(12);
  const height = pdf.heightOfString(text, { width: page.width - 32, lineGap: 5 }) + 22;
  ensureRoom(pdf, height + 6);
  const { y } = pdf;
  pdf.rect(page.left, y, page.width, height).fill(tint);
  pdf.rect(page.left, y, 3, height).fill(brand);
  pdf.fillColor(ink).text(text, page.left + 18, y + 11, { width: page.width - 32, lineGap: 5 });
  pdf.y = y + height + 6;
}

function drawResolution(pdf: PDFKit.PDFDocument, { number, state, outcome, ballot, inFavour, against, abstained, text, recordedBy, recordedAt, confirmedBy, confirmedAt, executed }: NonNullable<Item['resolution']>): void {
  heading(pdf, '表决与决议');
  rows(pdf, [
    ['决议文号', number],
    ['表决方式', ballots[ballot]],
    ['票数', `赞成 ${inFavour}　反对 ${against}　弃权 ${abstained}`],
    ['结果', resolutionOutcomes[outcome]],
    ['决议内容', text],
    ['记录', `${recordedBy}，${moment.format(recordedAt)}`],
    ['确认', confirmedBy && confirmedAt ? `${confirmedBy}，${moment.format(confirmedAt)}` : resolutionStates[state]],
    ...(executed ? [['执行情况', executed] as Row] : []),
  ]);
}

/** Lines to fill in by hand: how it was voted, with how many votes, and who signs. */
function drawBallot(pdf: PDFKit.PDFDocument, { kind, decidedIn }: Item, meetingKind: keyof typeof meetingKinds): void {
  heading(pdf, '表决');
  const usual = usualBallot(kind);
  const needs = meetingKind === 'general' ? '应到人数三分之二以上出席，实到人数过半数赞成为通过。' : '实到人数过半数赞成为通过。';
  pdf.font('regular').fontSize(10).fillColor(faint).text(`${decidedIn === 'general' ? '须由会员大会决定；' : ''}${needs}${usual === 'secret' ? '建议无记名投票。' : ''}`, page.left, pdf.y, { width: page.width });
  pdf.y += 10;
  boxes(pdf, '表决方式', Object.values(ballots));
  blanks(pdf, [['赞成', '票'], ['反对', '票'], ['弃权', '票']]);
  boxes(pdf, '结　　果', Object.values(resolutionOutcomes));
  pdf.font('regular').fontSize(11).fillColor(faint).text('决议内容', page.left, pdf.y);
  for (const step of [30, 56]) rule(pdf, pdf.y + step - 14, page.left + 70);
  pdf.y += 58;
  blanks(pdf, [['记录人', ''], ['会　长', ''], ['日　期', '']]);
}

/** A label with choices to tick. */
function boxes(pdf: PDFKit.PDFDocument, label: string, choices: string[]): void {
  const { y } = pdf;
  pdf.font('regular').fontSize(11).fillColor(faint).text(label, page.left, y);
  let x = page.left + 70;
  for (const choice of choices) {
    pdf.rect(x, y + 3, 10, 10).lineWidth(0.8).strokeColor(ink).stroke();
    pdf.fontSize(11).fillColor(ink).text(choice, x + 16, y, { lineBreak: false });
    x += 110;
  }
  pdf.y = y + 30;
}

/** Labels each with a line to write on. */
function blanks(pdf: PDFKit.PDFDocument, fields: [label: string, unit: string][]): void {
  const { y } = pdf;
  const width = page.width / fields.length;
  for (const [at, [label, unit]] of fields.entries()) {
    const x = page.left + at * width;
    pdf.font('regular').fontSize(11).fillColor(faint).text(label, x, y, { lineBreak: false });
    pdf.moveTo(x + 44, y + 16).lineTo(x + width - 34, y + 16).lineWidth(0.6).strokeColor(ink).stroke();
    pdf.fillColor(faint).text(unit, x + width - 28, y, { lineBreak: false });
  }
  pdf.y = y + 32;
}

/** Begins a new page where so much no longer fits. */
function ensureRoom(pdf: PDFKit.PDFDocument, height: number): void {
  if (pdf.y + height > page.bottom) pdf.addPage();
}

function heading(pdf: PDFKit.PDFDocument, title: string): void {
  ensureRoom(pdf, 80);
  pdf.font('bold').fontSize(14).fillColor(brand).text(title, page.left, pdf.y + 18, { width: page.width });
  pdf.y += 6;
}

function bullet(pdf: PDFKit.PDFDocument, text: string): void {
  pdf.font('regular').fontSize(11.5);
  ensureRoom(pdf, pdf.heightOfString(text, { width: page.width - 16, lineGap: 4 }) + 5);
  const { y } = pdf;
  pdf.circle(page.left + 4, y + 9, 2).fill(brand);
  pdf.fillColor(ink).text(text, page.left + 16, y, { width: page.width - 16, lineGap: 4 });
  pdf.y += 5;
}

function paragraph(pdf: PDFKit.PDFDocument, text: string): void {
  pdf.font('regular').fontSize(11.5).fillColor(ink).text(text, page.left, pdf.y, { width: page.width, lineGap: 4 });
}

function rows(pdf: PDFKit.PDFDocument, list: Row[]): void {
  for (const [label, value] of list) {
    pdf.font('bold').fontSize(11);
    const height = pdf.heightOfString(value, { width: page.width - 90, lineGap: 3 });
    ensureRoom(pdf, height + 12);
    const { y } = pdf;
    pdf.font('regular').fillColor(faint).text(label, page.left, y, { width: 84 });
    pdf.font('bold').fillColor(ink).text(value, page.left + 90, y, { width: page.width - 90, lineGap: 3 });
    pdf.y = y + Math.max(height, 16) + 11;
    rule(pdf, pdf.y - 6);
  }
}

const rule = (pdf: PDFKit.PDFDocument, y: number, from = page.left) => pdf.moveTo(from, y).lineTo(page.left + page.width, y).lineWidth(0.5).strokeColor(line).stroke();

function numberPages(pdf: PDFKit.PDFDocument, { number, title }: PresentedMeeting): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let at = start; at < start + count; at++) {
    pdf.switchToPage(at);
    pdf.page.margins.bottom = 0;
    pdf.font('regular').fontSize(9).fillColor(faint).text(`${title}　${number}　第 ${at + 1} 页，共 ${count} 页`, page.left, 800, { width: page.width, align: 'center' });
  }
}

/** 2026-01-31 as 2026年1月31日. */
function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
