import type { ruleCodes } from '@yongche/contract';
import { type DealPaper, daysAfter, type MadeDeal } from './deal';
import { madeCreditCode, madeIdNumber, madeName, madePlate, madeUnit, madeVin, withOneSignChanged } from './made-up';
import { moneyInWords } from './money-words';
import { randomOf } from './random';
import type { PaperValues } from './sheet';

/** One thing that is wrong with a deal's papers, and the rule that has to find it. */
export interface Inconsistency {
  rule: keyof typeof ruleCodes;
  title: string;
  /** Whether such a deal can have it. */
  applies(deal: MadeDeal): boolean;
  /** The papers with it; those that did not change are the same objects. */
  change(papers: DealPaper[], deal: MadeDeal): DealPaper[];
}

type Change = (values: PaperValues, random: ReturnType<typeof randomOf>, deal: MadeDeal) => PaperValues;
const always = () => true;
const hasUnitSeller = ({ seller }: MadeDeal) => seller.kind === 'unit';

/** Changes what stands on the papers of some slots; all of them get the same other value. */
function on(slots: string[], change: Change): Inconsistency['change'] {
  return (papers, deal) =>
    papers.map((paper) => {
      if (!slots.includes(paper.slot)) return paper;
      return { ...paper, values: { ...paper.values, ...change(paper.values, randomOf(`wrong ${deal.seed}`), deal) } };
    });
}
const without = (slot: string): Inconsistency['change'] => (papers) => papers.filter((paper) => paper.slot !== slot);
const otherName = (name: string, random: ReturnType<typeof randomOf>) => {
  const other = madeName(random);
  return other === name ? `${other}二` : other;
};
const otherParty = (deal: MadeDeal, side: 'seller' | 'buyer', random: ReturnType<typeof randomOf>) =>
  deal[side].kind === 'unit' ? { name: madeUnit(random), number: madeCreditCode(random) } : { name: otherName(deal[side].name, random), number: madeIdNumber(random) };

/** One inconsistency per rule that compares papers, some rules with several. */
export const inconsistencies: Inconsistency[] = [
  { rule: 'T-01', title: '缺发票', applies: always, change: without('P30') },
  { rule: 'T-04', title: '发票车架号差一位', applies: always, change: on(['P30'], ({ vin }, random) => ({ vin: withOneSignChanged(vin!, random, 11) })) },
  { rule: 'T-04', title: '实拍车架号是另一辆车', applies: always, change: on(['P26'], (_, random) => ({ vin: madeVin(random) })) },
  { rule: 'T-04', title: '登记证书车架号是另一辆车', applies: always, change: on(['P20'], (_, random) => ({ vin: madeVin(random) })) },
  { rule: 'T-05', title: '发票车牌号差一位', applies: always, change: on(['P30'], ({ plate }, random) => ({ plate: withOneSignChanged(plate!, random, 2) })) },
  { rule: 'T-05', title: '照片上是另一副号牌', applies: always, change: on(['P24', 'P25'], (_, random, { energy }) => ({ plate: madePlate(random, energy) })) },
  { rule: 'T-06', title: '所有人不是卖方', applies: always, change: on(['P20', 'P22'], (values, random, deal) => {
    const { name, number } = otherParty(deal, 'seller', random);
    return 'ownerNumber' in values ? { owner: name, ownerNumber: number } : { owner: name };
  }) },
  { rule: 'T-06', title: '发票上是另一个卖方', applies: always, change: on(['P30'], (_, random, deal) => {
    const { name, number } = otherParty(deal, 'seller', random);
    return { sellerName: name, sellerNumber: number };
  }) },
  { rule: 'T-07', title: '发票上是另一个买方', applies: always, change: on(['P30'], (_, random, deal) => {
    const { name, number } = otherParty(deal, 'buyer', random);
    return { buyerName: name, buyerNumber: number };
  }) },
  { rule: 'T-07', title: '发票买方代码差一位', applies: always, change: on(['P30'], ({ buyerNumber }, random) => ({ buyerNumber: withOneSignChanged(buyerNumber!, random, 6) })) },
  { rule: 'T-09', title: '委托书没有公章', applies: hasUnitSeller, change: on(['P05'], () => ({ seal: 'no' })) },
  { rule: 'T-09', title: '委托书是另一家单位的', applies: hasUnitSeller, change: on(['P05'], (_, random) => ({ principal: madeUnit(random), principalNumber: madeCreditCode(random) })) },
  { rule: 'T-09', title: '委托书过期', applies: hasUnitSeller, change: on(['P05'], (_, __, deal) => ({ issuedOn: daysAfter(deal.on, -90), validUntil: daysAfter(deal.on, -30) })) },
  { rule: 'T-10', title: '卖方身份证过期', applies: always, change: on(['P02'], (_, __, { on }) => ({ validFrom: daysAfter(on, -3690), validUntil: daysAfter(on, -40) })) },
  { rule: 'T-10', title: '营业执照过期', applies: hasUnitSeller, change: on(['P04'], (_, __, { on }) => ({ validUntil: daysAfter(on, -12) })) },
  { rule: 'T-12', title: '有抵押，没有抵押权人同意书', applies: ({ mortgage }) => mortgage !== 'consented', change: on(['P21'], (_, __, { registeredOn }) => ({ registeredOn, mortgage: 'yes' })) },
  { rule: 'T-18', title: '车价大小写不一致', applies: always, change: on(['P30'], ({ totalInFigures }) => ({ totalInWords: moneyInWords(`${Number(totalInFigures) - 10_000}`) })) },
  { rule: 'T-19', title: '转入地与业务类型不符', applies: ({ business }) => business !== 'moved_out', change: on(['P30'], () => ({ destinationOffice: '江苏省南京市车辆管理所' })) },
  { rule: 'T-22', title: '燃油车用新能源号牌', applies: ({ energy }) => energy === '汽油', change: on(['P20', 'P23'], () => ({ energy: '纯电动' })) },
  { rule: 'T-23', title: '检验过期', applies: always, change: on(['P23'], (_, __, deal) => ({ inspectionValidUntil: `${Number(deal.on.slice(0, 4)) - 1}-10-31` })) },
]; // prettier-ignore
