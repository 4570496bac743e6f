import { plateIn, vinIn } from '../codes';
import type { Row } from '../page';
import { dayIn, monthIn, nameIn, serialIn, textIn } from '../values';
import { anywhere, type Draft, labelled, lessSure } from './draft';

const english = {
  plate: ['PlateNo.', 'PlateNo'], type: ['VehicleType'], owner: ['Owner'], address: ['Address'], use: ['UseCharacter'], model: ['Model'], vin: ['VIN'], engine: ['EngineNo.', 'EngineNo'],
  registeredOn: ['RegisterDate'], issuedOn: ['IssueDate'],
} as const; // prettier-ignore

/** 行驶证主页. */
export function vehicleLicence(rows: Row[]): Draft {
  const card = labelled(rows, {
    title: ['中华人民共和国机动车行驶证'], plate: ['号牌号码', ...english.plate], type: ['车辆类型', ...english.type], owner: ['所有人', ...english.owner], address: ['住址', ...english.address],
    use: ['使用性质', ...english.use], model: ['品牌型号', '厂牌型号', ...english.model], vin: ['车辆识别代号', ...english.vin], engine: ['发动机号码', '发动机号', ...english.engine],
    registeredOn: ['注册日期', '注册登记日期', ...english.registeredOn], issuedOn: ['发证日期', ...english.issuedOn],
  }); // prettier-ignore
  return {
    plate: plateIn(card.value('plate')) ?? lessSure(anywhere(rows, plateIn)),
    vehicleType: nameIn(card.value('type')),
    owner: nameIn(card.value('owner')),
    address: textIn(card.value('address')),
    useNature: nameIn(card.value('use')),
    model: textIn(card.value('model')),
    vin: vinIn(card.value('vin')) ?? lessSure(anywhere(rows, vinIn)),
    engineNumber: serialIn(card.value('engine')),
    registeredOn: dayIn(card.value('registeredOn')),
    issuedOn: dayIn(card.value('issuedOn')),
  };
}

/** 行驶证副页: of several inspections the latest counts. */
export function vehicleLicenceAnnex(rows: Row[]): Draft {
  const card = labelled(rows, {
    title: ['行驶证副页'], plate: ['号牌号码'], file: ['档案编号'], seats: ['核定载人数'], mass: ['总质量'], weight: ['整备质量'], load: ['核定载质量'], size: ['外廓尺寸'], towed: ['准牵引总质量'],
    remark: ['备注'], record: ['检验记录'], until: ['检验有效期至', '有效期至'],
  }); // prettier-ignore
  const inspections = card.entries('until').map(({ value }) => monthIn(value)).filter((month) => month !== undefined);
  const noted = nameIn(card.value('remark'));
  return {
    plate: plateIn(card.value('plate')) ?? lessSure(anywhere(rows, plateIn)),
    inspectionValidUntil: inspections.sort((a, b) => b.value.localeCompare(a.value))[0],
    energy: noted && /汽油|柴油|电|混|氢|天然气|燃气|甲醇/.test(noted.value) ? noted : undefined,
  };
}
