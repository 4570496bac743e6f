import PDFDocument from 'pdfkit';
import { businesses } from '@yongche/contract';
import type { Voucher } from './voucher';

const fonts = { regular: fontPath('400Regular', 'NotoSansSC_400Regular'), bold: fontPath('700Bold', 'NotoSansSC_700Bold') };
const ink = '#10312f';
const faint = '#5d7674';
const brand = '#0b5c57';

function fontPath(folder: string, file: string): string {
  return require.resolve(`@expo-google-fonts/noto-sans-sc/${folder}/${file}.ttf`);
}

/** The voucher as one A4 page, for the vehicle office and the parties; carries no personal data. */
export function voucherPdf(voucher: Voucher): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margin: 56, info: { Title: `核对凭证 ${voucher.serial}`, Author: '宁波市二手车流通协会' } });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<Buffer>((resolve, reject) => pdf.on('error', reject).on('end', () => resolve(Buffer.concat(chunks))));

  pdf.rect(0, 0, pdf.page.width, 8).fill(brand);
  pdf.font(fonts.bold).fontSize(24).fillColor(ink).text('二手车交易影像核对凭证', 56, 64);
  pdf.font(fonts.regular).fontSize(11).fillColor(faint).text('宁波市二手车流通协会', 56, 100);
  drawRows(pdf, voucher);
  pdf.image(Buffer.from(voucher.qr.split(',')[1]!, 'base64'), 56, 470, { width: 150 });
  pdf.font(fonts.bold).fontSize(13).fillColor(ink).text('扫码核验真伪', 226, 486);
  pdf.font(fonts.regular).fontSize(10).fillColor(faint).text('二维码带有协会的数字签名。扫码后页面显示的流水号、车辆和完成时间应与本凭证一致；不一致的，请勿采信并向协会反映。', 226, 510, { width: 300, lineGap: 4 });
  pdf.fontSize(9).fillColor(faint).text('本凭证证明该交易的证件与车辆影像已在市场与原件核对，并以影像指纹固定。不替代机动车登记证书、行驶证和发票。', 56, 660, { width: 480, lineGap: 4 });
  pdf.end();
  return finished;
}

function drawRows(pdf: PDFKit.PDFDocument, voucher: Voucher): void {
  const completedAt = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'medium' }).format(voucher.completedAt);
  const rows: [string, string][] = [
    ['业务流水号', voucher.serial],
    ['业务类型', businesses[voucher.business]],
    ['车牌号', voucher.plate],
    ['车辆识别代号', voucher.vin],
    ['办理市场', voucher.marketName],
    ['代理企业', voucher.companyName],
    ['核对完成时间', completedAt],
    ['核对影像', `${voucher.imageCount} 张`],
    ['影像指纹', voucher.imagesDigest.replace(/(.{32})/, '$1\n')],
  ];
  let y = 140;
  for (const [label, value] of rows) {
    pdf.font(fonts.regular).fontSize(11).fillColor(faint).text(label, 56, y, { width: 110 });
    pdf.font(fonts.bold).fontSize(11).fillColor(ink).text(value, 170, y, { width: 370 });
    y += value.includes('\n') ? 44 : 30;
    pdf.moveTo(56, y - 8).lineTo(540, y - 8).lineWidth(0.5).strokeColor('#d5e2e0').stroke();
  }
}
