import PDFDocument from 'pdfkit';
import type { EntityManager } from 'typeorm';
import { dayInWords } from '../../../clock';
import { Staff } from '../../identity/staff.entity';
import { keptYears } from '../../privacy/keeping-period';
import { keptDays } from '../backups/retention';
import { sizeWords } from '../space/size-words';
import { sumOf } from './carry-out';
import type { Disposal } from './disposal.entity';

const fonts = { regular: fontPath('400Regular', 'NotoSansSC_400Regular'), bold: fontPath('700Bold', 'NotoSansSC_700Bold') };
const [ink, faint, brand, line] = ['#10312f', '#5d7674', '#0b5c57', '#d5e2e0'];
const page = { left: 56, width: 483 };

function fontPath(folder: string, file: string): string {
  return require.resolve(`@expo-google-fonts/noto-sans-sc/${folder}/${file}.ttf`);
}

const moment = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'medium' });
const count = new Intl.NumberFormat('zh-CN');

/** What a certificate says. */
export interface DisposalCertificate extends Pick<Disposal, 'id' | 'completedUntil' | 'deals' | 'pictures' | 'bytes' | 'heldBack' | 'persons' | 'proposedAt' | 'decidedAt' | 'doneAt' | 'root'> {
  proposer: string;
  decider: string;
  /** First and last day (Shanghai) of the deals' completion. */
  from: string;
  to: string;
  /** Whether the root, made anew from the stored leaves, is still the one that was written down at the end. */
  isSame: boolean;
}

/** What the certificate of a disposal that is done says. */
export async function certificateOf(tx: EntityManager, disposal: Disposal): Promise<DisposalCertificate> {
  const [row]: { fromOn: string | null; toOn: string | null }[] = await tx.query(
    `SELECT DATE_FORMAT(MIN(t.completed_at + INTERVAL 8 HOUR), '%Y-%m-%d') AS fromOn, DATE_FORMAT(MAX(t.completed_at + INTERVAL 8 HOUR), '%Y-%m-%d') AS toOn
     FROM disposed_deals g JOIN transactions t ON t.id = g.transaction_id WHERE g.disposal_id = ?`,
    [disposal.id],
  );
  const nameOf = async (id: string) => (await tx.findOneByOrFail(Staff, { id })).name;
  const isSame = (await sumOf(tx, disposal.id)).root === disposal.root;
  return { ...disposal, isSame, proposer: await nameOf(disposal.proposedBy), decider: await nameOf(disposal.decidedBy!), from: row!.fromOn ?? disposal.completedUntil, to: row!.toOn ?? disposal.completedUntil };
}

/** 销毁证明 as one A4 page: what was destroyed, by whose decision, and the root that stands for all of it. Names no party of a deal. */
export async function certificatePdf(certificate: DisposalCertificate): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margin: page.left, info: { Title: `销毁证明 ${certificate.completedUntil}`, Author: '宁波市二手车流通协会' } });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<Buffer>((resolve, reject) => pdf.on('error', reject).on('end', () => resolve(Buffer.concat(chunks))));
  pdf.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);

  pdf.rect(0, 0, pdf.page.width, 8).fill(brand);
  pdf.font('bold').fontSize(24).fillColor(ink).text('交易影像销毁证明', page.left, 64);
  pdf.font('regular').fontSize(11).fillColor(faint).text('宁波市二手车流通协会', page.left, 100);
  const y = drawRows(pdf, rowsOf(certificate), 136) + 14;
  const notes = [
    '根哈希：每笔销毁的交易在系统中留有一条摘要（流水号、完成时间、影像指纹和每张照片的哈希），按交易编号排列，用 RFC 6962 的方法算出根哈希。任何一条被增删或改动，重新算出的根哈希都与本证明不同。',
    `依据：个人信息保护法第十九条、第四十七条，以及协会的个人信息处理规则：交易影像在交易完成后保存${inHan[keptYears]}年，到期删除。`,
    `销毁的是照片、缩略图和打开它们的密钥。交易记录、存证日志、核对凭证和照片的哈希继续保留，凭证仍可扫码核验。`,
    `系统备份中的副本在销毁后${keptDays}天内随备份到期删除。协会自行保管的月度归档、市场自行取走的备份在系统之外，由保管人在同一期限届满后销毁。存储搬迁以后停用的原存储中如还留有加密的文件，密钥已经销毁，打不开，由技术单位清空。`,
  ];
  pdf.font('regular').fontSize(9.5).fillColor(faint).text(notes.join('\n\n'), page.left, y, { width: page.width, lineGap: 3 });
  pdf.end();
  return finished;
}

const inHan: Record<number, string> = { 1: '一', 2: '两', 3: '三', 4: '四', 5: '五' };

function rowsOf(certificate: DisposalCertificate): [label: string, value: string][] {
  const { id, from, to, deals, pictures, bytes, heldBack, persons, proposer, proposedAt, decider, decidedAt, doneAt, root, isSame } = certificate;
  return [
    ['销毁编号', id],
    ['销毁范围', `${from === to ? dayInWords(from) : `${dayInWords(from)}至${dayInWords(to)}`}核对完成的交易`],
    ['交易', `${count.format(deals)} 笔`],
    ['照片', `${count.format(pictures)} 张，共 ${sizeWords(bytes)}`],
    ['当事人密钥', persons > 0 ? `${count.format(persons)} 人在期内没有其他资料，其密钥一并销毁` : '没有随之销毁的当事人密钥'],
    ['暂不销毁', heldBack > 0 ? `${count.format(heldBack)} 笔有未结的问题、申诉或申请，继续保存` : '没有'],
    ['提出', `${proposer}　${moment.format(proposedAt)}`],
    ['批准', `${decider}　${moment.format(decidedAt!)}`],
    ['销毁完成', moment.format(doneAt!)],
    ['根哈希', root!],
    ['复核', isSame ? '开具本证明时已重新计算，与销毁完成时一致' : '重新计算的结果不一致，请勿采信，并联系技术单位'],
  ];
}

/** @returns where the rows end */
function drawRows(pdf: PDFKit.PDFDocument, rows: [label: string, value: string][], top: number): number {
  let y = top;
  for (const [label, value] of rows) {
    pdf.font('regular').fontSize(11).fillColor(faint).text(label, page.left, y, { width: 100 });
    pdf.font('bold').fontSize(/^[0-9a-f]{64}$/.test(value) ? 9 : 11).fillColor(ink).text(value, page.left + 108, y, { width: page.width - 108 });
    y += 30;
    pdf.moveTo(page.left, y - 8).lineTo(page.left + page.width, y - 8).lineWidth(0.5).strokeColor(line).stroke();
  }
  return y;
}
