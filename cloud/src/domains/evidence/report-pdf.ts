import PDFDocument from 'pdfkit';
import { businesses, channels, ruleCodes, verdicts } from '@yongche/contract';
import type { PackageContent, PackedPicture } from './package-content';

const fonts = { regular: fontPath('400Regular', 'NotoSansSC_400Regular'), bold: fontPath('700Bold', 'NotoSansSC_700Bold') };
const [ink, faint, brand, line] = ['#10312f', '#5d7674', '#0b5c57', '#d5e2e0'];
/** A4 in points. */
const page = { left: 56, width: 483, top: 64, bottom: 770 };
const pictureHeight = 96;

function fontPath(folder: string, file: string): string {
  return require.resolve(`@expo-google-fonts/noto-sans-sc/${folder}/${file}.ttf`);
}

const moment = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'medium' });
const timeOf = (at: Date | null) => (at ? moment.format(at) : '—');

type Row = [label: string, value: string];

/** 证据报告 for people: what the deal was, each picture with its hash and times, where it stands in the log, how to verify it. */
export async function evidenceReport(content: PackageContent, packed: PackedPicture[]): Promise<Buffer> {
  const { deal, market } = content;
  const margins = { top: page.top, bottom: 60, left: page.left, right: page.left };
  const pdf = new PDFDocument({ size: 'A4', margins, bufferPages: true, info: { Title: `证据报告 ${deal.serial}`, Author: '宁波市二手车流通协会' } });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<Buffer>((resolve, reject) => pdf.on('error', reject).on('end', () => resolve(Buffer.concat(chunks))));
  pdf.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);

  pdf.rect(0, 0, pdf.page.width, 8).fill(brand);
  pdf.font('bold').fontSize(24).fillColor(ink).text('二手车交易证据报告', page.left, page.top);
  pdf.font('regular').fontSize(11).fillColor(faint).text(`宁波市二手车流通协会 · ${timeOf(content.made.at)}导出，用途：${content.made.reason}`, { width: page.width });
  heading(pdf, '一、交易');
  rows(pdf, [
    ['业务流水号', deal.serial],
    ['业务类型', `${businesses[deal.business]}（${channels[deal.channel]}）`],
    ['车牌号', deal.plate],
    ['车辆识别代号', deal.vin],
    ['办理市场', market.name],
    ['建立 / 提交', `${timeOf(deal.createdAt)} / ${timeOf(deal.submittedAt)}`],
    ['核对完成', timeOf(deal.completedAt)],
    ['影像指纹', deal.imagesDigest ?? '—'],
  ]);
  heading(pdf, '二、存证');
  rows(pdf, evidenceRows(content));
  heading(pdf, '三、预检结论');
  drawChecks(pdf, content);
  heading(pdf, '四、影像');
  for (const [at, picture] of packed.entries()) {
    drawPicture(pdf, content, picture, at);
    // Others are served between two pictures.
    await new Promise((resolve) => setImmediate(resolve));
  }
  heading(pdf, '五、怎样验证');
  paragraphs(pdf, [
    '本报告是给人看的摘要，证据是证据包里的原始文件。请在装有 Node.js 20 以上版本的电脑上运行：',
    'npx yongche-verify 证据包.zip --key "协会公示的验证公钥"',
    `公钥从协会公示页 ${content.made.publicUrl}/evidence 或会员通知取得。验证不需要网络，也不需要协会的服务器；自己保存过检查点的，可以一并对照。`,
    '当事人的姓名和证件号不在本报告里，见 parties.json；验证时与存证记录中的承诺值核对。',
    '本报告证明：照片和记录与核对完成时一个字节不差，并已写入不能改写的存证日志。不证明照片里的人、车、证件本身是真的。',
  ]);
  numberPages(pdf, deal.serial);
  pdf.end();
  return finished;
}

function evidenceRows({ leaf, checkpoint, proof }: PackageContent): Row[] {
  const { size, root, at, timestampAt, timestampAuthority } = checkpoint;
  return [
    ['日志位置', `第 ${leaf.leafIndex + 1} 条`],
    ['记录的哈希', leaf.leafHash],
    ['检查点', `${size} 条，${timeOf(at)}签发`],
    ['检查点根哈希', root],
    ['可信时间戳', timestampAt ? `${timeOf(timestampAt)}，${timestampAuthority}` : '没有第三方时间戳'],
    ['一致性', proof.newest ? '已附到最新检查点的一致性证明' : '此检查点就是最新检查点'],
  ];
}

/** Begins a new page where so much no longer fits. */
function ensureRoom(pdf: PDFKit.PDFDocument, height: number): void {
  if (pdf.y + height > page.bottom) pdf.addPage();
}

function heading(pdf: PDFKit.PDFDocument, title: string): void {
  ensureRoom(pdf, 90);
  pdf.font('bold').fontSize(14).fillColor(brand).text(title, page.left, pdf.y + 18, { width: page.width });
  pdf.y += 6;
}

function rows(pdf: PDFKit.PDFDocument, list: Row[]): void {
  for (const [label, value] of list) {
    // A hash of 64 characters keeps to one line.
    const size = /^[0-9a-f]{64}$/.test(value) ? 9 : 10.5;
    pdf.font('bold').fontSize(size);
    const height = pdf.heightOfString(value, { width: page.width - 110 });
    ensureRoom(pdf, height + 10);
    const { y } = pdf;
    pdf.font('regular').fontSize(10.5).fillColor(faint).text(label, page.left, y, { width: 104 });
    pdf.font('bold').fontSize(size).fillColor(ink).text(value, page.left + 110, y, { width: page.width - 110 });
    pdf.y = y + Math.max(height, 15) + 9;
    pdf.moveTo(page.left, pdf.y - 5).lineTo(page.left + page.width, pdf.y - 5).lineWidth(0.5).strokeColor(line).stroke();
  }
}

/** What the machine said, each rule that found something with its sentence, and what people decided. */
function drawChecks(pdf: PDFKit.PDFDocument, { checks }: PackageContent): void {
  if (!checks) return paragraphs(pdf, ['这笔交易核对完成时还没有自动预检。']);
  const consistent = checks.results.filter(({ verdict }) => verdict === 'consistent');
  const told = checks.results.filter(({ verdict }) => verdict !== 'consistent');
  const deciders = { dispute: '代理人请人工核对', override: '市场操作员核对原件后放行' };
  rows(pdf, [
    ['规则包', checks.pack],
    ['一致', `${consistent.length} 条：${consistent.map(({ rule }) => rule).join('、') || '—'}`],
    ...told.map(({ rule, verdict, sentence }): Row => [`${rule} ${verdicts[verdict]}`, `${ruleCodes[rule]}：${sentence}`]),
    ...checks.decisions.map(({ rule, kind, at, note }): Row => [`${rule} 人工决定`, `${deciders[kind]}（${timeOf(new Date(at))}）：${note}`]),
  ]);
}

const leftOut = { disposed: '保存期已满，原图已依法销毁，只保留哈希，见销毁证明。', erased: '当事人信息已依法删除，原图不再提供，只保留哈希。', damaged: '存储中的文件已损坏，原图未能提供。' };

function drawPicture(pdf: PDFKit.PDFDocument, { titleOf }: PackageContent, { image, thumbnail, left }: PackedPicture, at: number): void {
  ensureRoom(pdf, pictureHeight + 14);
  const { y } = pdf;
  if (thumbnail) pdf.image(thumbnail, page.left, y, { fit: [128, pictureHeight], align: 'center', valign: 'center' });
  else pdf.rect(page.left, y, 128, pictureHeight).lineWidth(0.5).strokeColor(line).stroke();
  const column = { x: page.left + 144, width: page.width - 144 };
  pdf.font('bold').fontSize(11).fillColor(ink).text(`${at + 1}. ${titleOf(image.slot)}（${image.slot}）`, column.x, y, { width: column.width });
  const same = image.declaredSha256 === null ? '设备没有先报哈希' : image.declaredSha256 === image.sha256 ? '与设备上传前报的哈希一致' : '与设备上传前报的哈希不同';
  const said = left ? leftOut[left] : `${image.width} × ${image.height} 像素，${Math.round((image.bytes ?? 0) / 1000)} KB，${same}`;
  pdf.font('regular').fontSize(9).fillColor(faint);
  pdf.text(`SHA-256　${image.sha256}`, column.x, pdf.y + 3, { width: column.width, lineGap: 2 });
  pdf.text(`拍摄（设备时间）　${timeOf(image.capturedAt)}`, { width: column.width, lineGap: 2 });
  pdf.text(`收到（服务器时间）　${timeOf(image.receivedAt)}`, { width: column.width, lineGap: 2 });
  pdf.text(said, { width: column.width });
  pdf.y = Math.max(pdf.y, y + pictureHeight) + 14;
}

function paragraphs(pdf: PDFKit.PDFDocument, texts: string[]): void {
  for (const text of texts) {
    pdf.font('regular').fontSize(10.5).fillColor(ink);
    ensureRoom(pdf, pdf.heightOfString(text, { width: page.width, lineGap: 4 }) + 6);
    pdf.text(text, page.left, pdf.y, { width: page.width, lineGap: 4 });
    pdf.y += 6;
  }
}

function numberPages(pdf: PDFKit.PDFDocument, serial: string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let at = start; at < start + count; at++) {
    pdf.switchToPage(at);
    pdf.page.margins.bottom = 0;
    pdf.font('regular').fontSize(9).fillColor(faint).text(`${serial}　第 ${at + 1} 页，共 ${count} 页`, page.left, 800, { width: page.width, align: 'center' });
  }
}
