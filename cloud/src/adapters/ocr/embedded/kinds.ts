import type { DocumentKind } from '../ocr';
import { distance } from './labels';
import type { Row } from './page';

/** Print by which a document is known, with how much it speaks for it; 1 is enough alone. */
const prints: Partial<Record<DocumentKind, Record<string, number>>> = {
  id_front: { 公民身份号码: 0.7, 姓名: 0.2, 性别: 0.2, 民族: 0.2, 出生: 0.1, 住址: 0.2 },
  id_back: { 居民身份证: 0.4, 签发机关: 0.4, 有效期限: 0.4, 中华人民共和国: 0.1 },
  business_licence: { 营业执照: 0.8, 统一社会信用代码: 0.2, 法定代表人: 0.3, 经营范围: 0.4, 注册资本: 0.3, 成立日期: 0.2, 营业期限: 0.2, 登记机关: 0.1 },
  authority_letter: { 委托书: 0.8, 委托人: 0.3, 受托人: 0.4, 被委托人: 0.4, 委托期限: 0.3, 委托事项: 0.3 },
  registration_certificate: { 机动车登记证书: 0.5, 注册登记摘要信息栏: 0.6, 注册登记机动车信息栏: 0.6, 车辆获得方式: 0.2, 车辆出厂日期: 0.2, 制造厂名称: 0.2, 发动机型号: 0.1, 机动车登记编号: 0.2 },
  registration_transfers: { 机动车登记证书: 0.3, 转移登记摘要信息栏: 0.6, 转移登记日期: 0.3, 登记栏: 0.2, 抵押登记: 0.3, 解除抵押: 0.3, 抵押权人: 0.3, 变更登记: 0.2, 转移登记: 0.3, 机动车登记编号: 0.1 },
  vehicle_licence: { 机动车行驶证: 0.6, VehicleLicense: 0.2, 号牌号码: 0.2, 使用性质: 0.2, 品牌型号: 0.2, 车辆识别代号: 0.1, 注册日期: 0.2, 发证日期: 0.2 },
  vehicle_licence_annex: { 行驶证副页: 0.7, 档案编号: 0.4, 核定载人数: 0.3, 整备质量: 0.3, 核定载质量: 0.2, 外廓尺寸: 0.2, 准牵引总质量: 0.2, 检验记录: 0.4, 检验有效期: 0.4 },
  used_car_invoice: { 二手车销售统一发票: 1, 车价合计: 0.3, '买方单位/个人': 0.3, '卖方单位/个人': 0.3, 转入地车辆管理所: 0.4, 登记证号: 0.2, 二手车市场: 0.2 },
  vin_plate: { 整车型号: 0.4, 制造年月: 0.4, 乘坐人数: 0.3, 最大允许总质量: 0.3, 最大设计总质量: 0.3, 发动机型号: 0.1, 发动机最大净功率: 0.3, 车辆识别代号: 0.2 },
  odometer: { ODO: 0.6, km: 0.3, 总里程: 0.6, TRIP: 0.3, RPM: 0.3, '1/min': 0.3, 'km/h': 0.3, '×1000': 0.3, x1000: 0.3 },
}; // prettier-ignore

/** From here a kind is told. */
const enough = 0.55;

export interface ToldKind {
  kind: DocumentKind | null;
  confidence: number;
}

/**
 * Which document a picture shows, by its own print alone. Where two lie on it, it is the one that was asked for.
 * Null where too little stands on it to tell; `other` where much does that belongs to none of them.
 */
export function kindOf(rows: Row[], expected: DocumentKind): ToldKind {
  const scores = (Object.keys(prints) as DocumentKind[]).map((kind) => ({ kind, score: scoreOf(rows, kind) })).sort((a, b) => b.score - a.score);
  const [first, second] = [scores[0]!, scores[1]!];
  const asked = scores.find(({ kind }) => kind === expected);
  if (asked && asked.score >= Math.max(0.8, 0.6 * first.score)) return { kind: expected, confidence: sureness(asked.score) };
  if (first.score >= enough) return { kind: first.kind, confidence: sureness(first.score) * (first.score / (first.score + Math.max(0, second.score - 0.3))) };
  const print = rows.reduce((sum, { signs }) => sum + signs.filter(({ probability }) => probability > 0.9).length, 0);
  return print > 60 ? { kind: 'other', confidence: 0.6 } : { kind: null, confidence: 0 };
}

const sureness = (score: number) => Math.min(0.99, 0.5 + score / 2);

function scoreOf(rows: Row[], kind: DocumentKind): number {
  return Object.entries(prints[kind]!).reduce((sum, [print, weight]) => sum + (rows.some(({ text }) => stands(print, text)) ? weight : 0), 0);
}

/** Whether print stands in a text, a misread sign in five forgiven. */
function stands(print: string, text: string): boolean {
  if (text.includes(print)) return true;
  const most = Math.floor(print.length / 5);
  if (most === 0 || /[A-Za-z]/.test(print) || [...print].filter((sign) => text.includes(sign)).length < print.length - most) return false;
  for (let from = 0; from + print.length - most <= text.length; from++) if (distance(text.slice(from, from + print.length), print, most) <= most) return true;
  return false;
}
