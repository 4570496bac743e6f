import { best, type Found, partyNumberIn, plateIn, vinIn } from '../codes';
import type { Row, Sign } from '../page';
import { dayIn, digitsIn, matchIn, nameIn, serialIn, textIn, wideBrackets } from '../values';
import { anywhere, type Draft, labelled, lessSure } from './draft';

const labels = {
  certificate: ['机动车登记证书编号', '登记证书编号', '编号'],
  owner: ['机动车所有人/身份证明名称/号码', '机动车所有人/身份证明名称', '机动车所有人', '姓名/名称'],
  office: ['登记机关'],
  transferredOn: ['转移登记日期'],
  registeredOn: ['登记日期'],
  plate: ['机动车登记编号'],
  type: ['车辆类型'], brand: ['车辆品牌'], model: ['车辆型号'], colour: ['车身颜色'],
  vin: ['车辆识别代号/车架号', '车辆识别代号', '车架号'],
  origin: ['国产/进口'], engine: ['发动机号'], engineType: ['发动机型号'], energy: ['燃料种类', '能源种类'], power: ['排量/功率'],
  maker: ['制造厂名称'], steering: ['转向形式'], track: ['轮距'], tyres: ['轮胎数'], tyreSize: ['轮胎规格'], springs: ['钢板弹簧片数'], wheelbase: ['轴距'], axles: ['轴数'],
  size: ['外廓尺寸'], hold: ['货厢内部尺寸'], mass: ['总质量'], load: ['核定载质量'], seats: ['核定载客'], towed: ['准牵引总质量'], cab: ['驾驶室载客'],
  use: ['使用性质'], gained: ['车辆获得方式'], made: ['车辆出厂日期'], issuedOn: ['发证日期'], issuer: ['发证机关'],
} as const; // prettier-ignore

/** 机动车登记证书第1–2页. */
export function registrationCertificate(rows: Row[]): Draft {
  const book = labelled(rows, labels);
  return {
    ...certificateNumber(rows, book.value('certificate')),
    ...ownerOf(book.value('owner')),
    plate: plateIn(book.value('plate')) ?? lessSure(anywhere(rows, plateIn)),
    vin: vinIn(book.value('vin')) ?? lessSure(anywhere(rows, vinIn)),
    engineNumber: serialIn(book.value('engine')),
    model: joinedModel(textIn(book.value('brand')), textIn(book.value('model'))),
    vehicleType: nameIn(book.value('type')),
    useNature: nameIn(book.value('use')),
    energy: nameIn(book.value('energy')),
    registeredOn: dayIn(book.value('registeredOn')),
  };
}

/** The licence states brand and type as one (大众牌SVW7167BSD). */
function joinedModel(brand: Found | undefined, model: Found | undefined): Found | undefined {
  if (!brand || !model) return model && { ...model, confidence: 0.7 * model.confidence };
  return { value: brand.value + model.value, confidence: Math.min(brand.confidence, model.confidence), signs: [...brand.signs, ...model.signs] };
}

const numberKinds = '居民身份证|统一社会信用代码证?书?|营业执照|组织机构代码证?书?|临时居民身份证|军官证|士兵证|护照|港澳居民来往内地通行证|台湾居民来往大陆通行证|居住证|身份证';

/** 甄示范/居民身份证/330206…: the strokes between are often read as 1, l or nothing. */
export function ownerOf(signs: Sign[]): Draft {
  const name = matchIn(signs, new RegExp(`^(.+?)[/1lI|丨,，]?(?:${numberKinds})`), ([, owner]) => wideBrackets(/[\p{Script=Han}A-Za-z0-9·()]+/u.exec(owner!)?.[0] ?? ''));
  const kind = matchIn(signs, new RegExp(numberKinds));
  const behind = kind ? signs.slice(signs.indexOf(kind.signs[kind.signs.length - 1]!) + 1) : signs;
  return { owner: name ? { ...name, signs: name.signs.slice(0, name.value.length) } : nameIn(signs), ownerNumber: partyNumberIn(behind) ?? partyNumberIn(signs) };
}

/** 登记证书编号: twelve digits behind 编号, or printed by themselves at the top. */
export function certificateNumber(rows: Row[], labelledSigns: Sign[]): Draft {
  return { certificateNumber: best([digitsIn(labelledSigns, 12), lessSure(anywhere(rows.slice(0, 6), (signs) => digitsIn(signs, 12)))]) };
}
