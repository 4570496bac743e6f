import { creditCodeCheck, idNumberCheck, plateKind, vinProblem } from '@yongche/contract/standards';
import type { Random } from './random';

const surnames = [...'甄贾范尤安时古管余虞柳祝邵郝顾孟白秦江史'];
const givenNames = ['示范', '样例', '样本', '测试', '演练', '模拟', '虚构', '举例', '试用', '练习', '假设', '彩排', '甲', '乙', '丙'];
const regions = ['330203', '330205', '330206', '330211', '330212', '330282', '330225', '110105', '310115', '320106'];
const places = ['示范', '样板', '试点', '模范', '演练'];
const trades = ['贸易', '运输', '机械', '建材', '汽车服务', '电子商务', '（虚构）实业'];
/** Makers' codes of made-up makers: L is China, 9 a small maker, the rest is free. */
const makers = ['LYB', 'LSF', 'LMF', 'LYS', 'LJY'];
const vinSigns = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
const codeSigns = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const plateSigns = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A name that nobody bears. */
export const madeName = (random: Random) => random.pick(surnames) + random.pick(givenNames);
export const madeUnit = (random: Random) => `${random.pick(places)}${random.pick(['甲', '乙', '丙', '丁', '戊', ''])}${random.pick(trades)}有限公司`;
export const madeAddress = (random: Random) => `浙江省示范市${random.pick(places)}区虚构街道${random.pick(places)}路${random.integer(1, 400)}号${random.integer(1, 30)}幢${random.integer(101, 2904)}室`;

/** A number with its valid check character; the region is real, the rest is chance. */
export function madeIdNumber(random: Random): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  const first17 = `${random.pick(regions)}${random.integer(1955, 2001)}${pad(random.integer(1, 12))}${pad(random.integer(1, 28))}${random.text('0123456789', 3)}`;
  return first17 + idNumberCheck(first17);
}

export function madeCreditCode(random: Random): string {
  const first17 = `913302${random.text('0123456789', 2)}MA${random.text(codeSigns, 7)}`;
  return first17 + creditCodeCheck(first17);
}

/** A Chinese VIN with its valid check digit. */
export function madeVin(random: Random): string {
  return withVinCheck(`${random.pick(makers)}${random.text(vinSigns, 5)}0${random.text('9ABCDEFGHJKLMNPR', 1)}${random.text(vinSigns, 1)}${random.text('0123456789', 6)}`);
}

function withVinCheck(vin: string): string {
  const tried = [...'0123456789X'].map((check) => vin.slice(0, 8) + check + vin.slice(9));
  return tried.find((candidate) => vinProblem(candidate) === undefined)!;
}

/** A plate of Ningbo; green ones for cars that run on electricity. */
export function madePlate(random: Random, energy: string, prefix = '浙B'): string {
  for (;;) {
    const plate = energy === '汽油' || energy === '柴油' ? `${prefix}${random.text(plateSigns, 5)}` : `${prefix}${energy === '纯电动' ? 'D' : 'F'}${random.text('0123456789', 5)}`;
    if (plateKind(plate)) return plate;
  }
}

/** Another sign in one place of a number, as a slip of the pen or a forger would write it; digits stay digits, letters letters. */
export function withOneSignChanged(text: string, random: Random, from = 0): string {
  const digits = '0123456789';
  const letters = 'ACEFHJKMNPRTUVWXY';
  const places = [...text].map((_, at) => at).filter((at) => at >= from && /[0-9A-Z]/.test(text[at]!));
  const at = random.pick(places);
  const other = random.pick([...(/\d/.test(text[at]!) ? digits : letters)].filter((sign) => sign !== text[at]));
  return text.slice(0, at) + other + text.slice(at + 1);
}
