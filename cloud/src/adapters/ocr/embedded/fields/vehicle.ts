import { type Found, plateIn, vinIn } from '../codes';
import type { Row } from '../page';
import { matchIn, textIn } from '../values';
import { anywhere, type Draft, labelled } from './draft';

/** 号牌 on a photographed car: of several the largest, for the car that is sold stands in front; one of like size makes it doubtful. */
export function carPlate(rows: Row[]): Draft {
  const plates = rows.flatMap(({ signs }) => plateIn(signs) ?? []);
  const weight = ({ confidence, signs }: Found) => confidence * Math.sqrt(signs[0]!.size);
  const [first, second] = plates.sort((a, b) => weight(b) - weight(a));
  return { plate: second && second.value !== first!.value && weight(second) > 0.7 * weight(first!) ? { ...first!, confidence: 0.7 * first!.confidence } : first };
}

/** 车架号: struck into the body, or printed on the maker's plate. */
export function vinPlate(rows: Row[]): Draft {
  const plate = labelled(rows, { vin: ['车辆识别代号', '车辆识别代码', 'VIN'], brand: ['品牌'], model: ['整车型号', '车辆型号'], made: ['制造年月'], seats: ['乘坐人数'], engine: ['发动机型号'], mass: ['最大允许总质量', '最大设计总质量'] });
  return { vin: vinIn(plate.value('vin')) ?? anywhere(rows, vinIn), model: textIn(plate.value('model')) };
}

/** 里程表: the number at 总里程 or ODO, or else the longest one with its unit; trips and speeds are shorter. */
export function odometer(rows: Row[]): Draft {
  const panel = labelled(rows, { total: ['ODO', '总里程', 'TOTAL'], trip: ['TRIP', '小计里程', '单程'], unit: ['km/h', 'KM/H'] });
  const number = (signs: Row['signs']) => matchIn(signs, /\d{1,3}(?:[,，]\d{3})+|\d{1,7}/, ([digits]) => String(Number(digits.replace(/[,，]/g, ''))));
  const labelledNumber = number(panel.value('total'));
  const withUnit = rows.flatMap(({ signs }) => matchIn(signs, /(\d{1,3}(?:[,，]\d{3})+|\d{1,7})(?:\.\d)?(?:km|KM|Km|公里)(?!\/)/, ([, digits]) => String(Number(digits!.replace(/[,，]/g, '')))) ?? []);
  const bare = rows.flatMap(({ signs }) => matchIn(signs, /(?<!\d)\d{4,6}(?!\d)/, ([digits]) => String(Number(digits))) ?? []).map((found) => ({ ...found, confidence: 0.6 * found.confidence }));
  const longest = [...withUnit, ...bare].sort((a, b) => b.confidence * b.value.length - a.confidence * a.value.length)[0];
  return { kilometres: labelledNumber && labelledNumber.value.length > 2 ? labelledNumber : longest };
}
