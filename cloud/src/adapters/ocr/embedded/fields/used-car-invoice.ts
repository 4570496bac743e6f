import { type Found, partyNumberIn, plateIn, vinIn } from '../codes';
import type { Row, Sign } from '../page';
import { dayIn, digitsIn, matchIn, moneyIn, moneyWordsIn, nameIn, textIn } from '../values';
import { anywhere, type Draft, labelled, lessSure } from './draft';

const labels = {
  title: ['二手车销售统一发票'], code: ['发票代码'], number: ['发票号码'], issuedOn: ['开票日期'], machineCode: ['机打代码'], machineNumber: ['机打号码'], machine: ['机器编号'],
  buyer: ['买方单位/个人', '买方单位(个人)', '买方名称', '买方'], seller: ['卖方单位/个人', '卖方单位(个人)', '卖方名称', '卖方'],
  buyerAddress: ['买方单位/个人住址', '买方单位/个人地址'], sellerAddress: ['卖方单位/个人住址', '卖方单位/个人地址'],
  partyNumber: ['单位代码/身份证号码', '单位代码/身份证号', '组织机构代码/身份证号码', '身份证号码'], phone: ['电话'],
  plate: ['车牌照号', '车牌号'], certificate: ['登记证号'], type: ['车辆类型'], vin: ['车架号/车辆识别代码', '车辆识别代号/车架号码', '车架号', '车辆识别代码'], model: ['厂牌型号'],
  office: ['转入地车辆管理所名称', '转入地车辆管理所'], special: ['特定要素'], words: ['车价合计(大写)', '车价合计大写', '车价合计'], figures: ['小写'],
  agency: ['经营、拍卖单位', '经营拍卖单位'], agencyAddress: ['经营、拍卖单位地址'], taxNumber: ['纳税人识别号'], bank: ['开户银行、账号', '开户银行及账号', '开户银行'],
  market: ['二手车市场'], marketAddress: ['二手车市场地址'], remark: ['备注'], issuer: ['开票人'], issuing: ['开票单位'], address: ['地址'],
} as const; // prettier-ignore

/** 二手车销售统一发票, paper or fully electronic. */
export function usedCarInvoice(rows: Row[]): Draft {
  const sheet = labelled(rows, labels);
  // Both parties' numbers stand behind the same label: the one in a party's row is that party's.
  const numberBeside = (party: 'buyer' | 'seller'): Found | undefined => {
    const row = sheet.entries(party)[0]?.row;
    const entry = row === undefined ? undefined : sheet.entries('partyNumber').find((number) => number.row === row);
    return entry && partyNumberIn(entry.value);
  };
  const inOrder = sheet.entries('partyNumber').map(({ value }) => partyNumberIn(value));
  return {
    invoiceCode: serial(sheet.value('code'), [10, 12]),
    invoiceNumber: serial(sheet.value('number'), [8, 20]),
    issuedOn: dayIn(sheet.value('issuedOn')),
    buyerName: nameIn(sheet.value('buyer')),
    buyerNumber: numberBeside('buyer') ?? inOrder[0],
    sellerName: nameIn(sheet.value('seller')),
    sellerNumber: numberBeside('seller') ?? inOrder[1],
    plate: plateIn(sheet.value('plate')) ?? lessSure(anywhere(rows, plateIn)),
    certificateNumber: digitsIn(sheet.value('certificate'), 12),
    vehicleType: nameIn(sheet.value('type')),
    vin: vinIn(sheet.value('vin')) ?? lessSure(anywhere(rows, vinIn)),
    model: textIn(sheet.value('model')),
    destinationOffice: nameIn(sheet.value('office')),
    totalInWords: moneyWordsIn(sheet.value('words')),
    totalInFigures: moneyIn(sheet.value('figures')),
    marketName: nameIn(sheet.value('market')),
    direction: directionOf(rows),
  };
}

/** A number of one of the given lengths behind its label. */
function serial(signs: Sign[], lengths: number[]): Found | undefined {
  return lengths.map((length) => digitsIn(signs, length)).find((found) => found !== undefined);
}

/** 反向开票 is printed on the invoice; where it is not, the title speaks for the usual direction. */
function directionOf(rows: Row[]): Found | undefined {
  const reverse = rows.flatMap(({ signs }) => matchIn(signs, /反向开|收购/, () => 'reverse') ?? [])[0];
  const title = rows.flatMap(({ signs }) => matchIn(signs, /二手车销售统一发票|二手车/, () => 'normal') ?? [])[0];
  return reverse ?? lessSure(title);
}
