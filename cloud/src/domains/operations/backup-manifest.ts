import { createHash } from 'node:crypto';
import { businesses, channels } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { csvOf } from '../../spreadsheets/write-table';
import type { DealContent, PackedPicture } from '../evidence/package-content';
import type { Market } from '../registry/market.entity';
import type { Transaction } from '../transactions/transaction.entity';

/** What a manifest begins with: a market's backup, or a volume of the association's archive of a month; with the first and last day of completion, in Shanghai. */
export type Heading = ({ format: 'yongche market backup 1'; market: Pick<Market, 'code' | 'name'> } | { format: 'yongche archive volume 1'; month: string; volume: number }) & { from: string; to: string };

/** What `manifest.json` says: everything in the archive but itself, and what is not in it. */
export type Manifest = Heading & {
  madeAt: string;
  totals: { deals: number; pictures: number; picturesLeftOut: number; files: number; bytes: number };
  /** Verifier key of the evidence log, and its latest checkpoint at the end; null before there was any. */
  log: { key: string; checkpoint: { note: string; at: string } } | null;
  /** Serials of deals that no checkpoint covered yet: their proof is missing, everything else is there. */
  withoutProof: string[];
  picturesLeftOut: { file: string; reason: NonNullable<PackedPicture['left']> }[];
  files: { name: string; bytes: number; sha256: string }[];
};

/** One line of `deals.csv`. */
export interface DealLine {
  deal: Transaction;
  company: string;
  certificate: string;
  operator: string | null;
  pictures: number;
  picturesLeftOut: number;
  isProven: boolean;
  /** SHA-256 of `record.json`. */
  recordDigest: string;
}

/** What the line of a deal needs besides its content. */
export async function dealLine(tx: EntityManager, { deal, proof, record }: DealContent, packed: PackedPicture[]): Promise<DealLine> {
  const [{ company, certificate, operator }]: [Pick<DealLine, 'company' | 'certificate' | 'operator'>] = await tx.query(
    `SELECT c.name AS company, a.number AS certificate, s.name AS operator
     FROM transactions t JOIN companies c ON c.id = t.company_id JOIN certificates a ON a.id = t.certificate_id LEFT JOIN staff s ON s.id = t.completed_by WHERE t.id = ?`,
    [deal.id],
  );
  const left = packed.filter((picture) => picture.left).length;
  return { deal, company, certificate, operator, pictures: packed.length - left, picturesLeftOut: left, isProven: proof !== null, recordDigest: createHash('sha256').update(record.record).digest('hex') };
}

const minute = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

/** The deals as a table for Excel. It names neither seller nor buyer, because such a table is passed on: they stand in each deal's `parties.json`. */
export function dealsTable(rows: DealLine[]): Buffer {
  return csvOf<DealLine>({
    rows,
    columns: [
      { title: '交易流水号', cell: ({ deal }) => deal.serial },
      { title: '业务', cell: ({ deal }) => businesses[deal.business] },
      { title: '采集渠道', cell: ({ deal }) => channels[deal.channel] },
      { title: '车牌', cell: ({ deal }) => deal.plate },
      { title: '车辆识别代号', cell: ({ deal }) => deal.vin },
      { title: '经纪企业', cell: ({ company }) => company },
      { title: '代理证号', cell: ({ certificate }) => certificate },
      { title: '提交时间', cell: ({ deal }) => deal.submittedAt && minute.format(deal.submittedAt) },
      { title: '核对完成时间', cell: ({ deal }) => deal.completedAt && minute.format(deal.completedAt) },
      { title: '操作员', cell: ({ operator }) => operator },
      { title: '照片', cell: ({ pictures }) => pictures },
      { title: '未包含的照片', cell: ({ picturesLeftOut }) => picturesLeftOut },
      { title: '日志证明', cell: ({ isProven }) => (isProven ? '有' : '还没有') },
      { title: '文件夹', cell: ({ deal }) => folderOf(deal) },
    ],
  });
}

export const folderOf = ({ serial }: Pick<Transaction, 'serial'>) => `deals/${serial}/`;

/** What an archive says of itself to the one who opens it. */
export interface Words {
  title: string;
  /** Which deals are in it. */
  deals: string;
  /** What the program that checks it is called with. */
  files: string;
  /** How it is to be kept. */
  care: string;
}

/** What the file is and how to check it. */
export function backupReadme({ title, deals, files, care }: Words, { lines, madeAt }: { lines: DealLine[]; madeAt: Date }): Buffer {
  const [withoutProof, withoutPictures] = [lines.filter(({ isProven }) => !isProven), lines.filter(({ picturesLeftOut }) => picturesLeftOut > 0)];
  const text = [
    title,
    `${deals}，共 ${lines.length} 笔；制作于 ${minute.format(madeAt)}`,
    '',
    '一、里面有什么',
    '  deals.csv         全部交易的清单，可用 Excel 打开（不含买卖双方的姓名）',
    '  deals/流水号/     每笔交易一个文件夹：',
    '    record.json     存证记录：核对完成时固定的内容，一个字节都不能改',
    '    parties.json    当事人的姓名和证件号（个人信息，请妥善保管）',
    '    checks.json     核对完成时的预检结论和人工决定（做过预检的交易才有）',
    '    proof.json      存证日志的证明',
    '    pictures/       原始照片',
    '  manifest.json     每个文件的大小和 SHA-256，以及没有包含的内容和原因',
    '',
    '二、没有包含什么',
    withoutProof.length === 0 ? '  每笔交易都有存证日志的证明。' : `  下列 ${withoutProof.length} 笔在制作时还没有日志证明（检查点每天签一次，次日再做一份备份即有）：`,
    ...withoutProof.map(({ deal }) => `    ${deal.serial}`),
    withoutPictures.length === 0 ? '  每张照片都在。' : `  下列 ${withoutPictures.length} 笔有照片没有包含（保存期满已依法销毁、当事人信息已依法删除，或存储中的文件已损坏；原因逐张写在 manifest.json 中）：`,
    ...withoutPictures.map(({ deal, picturesLeftOut }) => `    ${deal.serial}　${picturesLeftOut} 张`),
    '',
    '三、怎样验证（不需要网络，也不需要协会的服务器）',
    '  1. 安装 Node.js 20 或更新的版本。',
    '  2. 从协会的公示页或协会通知取得验证公钥（不要从备份里取）。',
    `  3. 运行：npx yongche-verify ${files} --key "验证公钥"`,
    '',
    '四、怎样保管',
    `  里面有证件照片和个人信息。${care}`,
  ];
  return Buffer.from(`\ufeff${text.join('\r\n')}\r\n`);
}
