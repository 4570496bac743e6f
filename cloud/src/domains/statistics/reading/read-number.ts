/** What a cell holds: a whole number in the item's unit, nothing, or why neither. */
export type ReadNumber = { value: number; step: number } | { blank: true } | { fault: string };
/** A growth rate in hundredths of a percent. */
export type ReadRate = { hundredths: number; step: number } | { blank: true } | { fault: string };

/** Above this no figure of a city is. */
const most = 1_000_000_000_000;

/** A cell's text in half-width signs, without blanks. */
const plainOf = (text: string): string => text.normalize('NFKC').replace(/[−–]/g, '-').replace(/\s/g, '');

/** A lone dash, 无 and the like: nothing stands there. */
const isBlank = (plain: string): boolean => /^([-—_/.…*]*|无|暂无|无数据|N\/?A)$/i.test(plain);

/**
 * A count as it is written: `1,234`, `30.3468万辆`, full-width digits. `power` is that of the heading (4 for 万辆); the cell's own 万
 * or 亿 goes before it. A fraction of a vehicle is a fault, and so is what is no unit: 3千辆, 300余辆; `2019年` and `10月` are headings.
 */
export function readNumber(text: string, power: number): ReadNumber {
  const plain = plainOf(text);
  if (isBlank(plain)) return { blank: true };
  const [, sign, whole, part = '', multiple] = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(万|亿)?(?:辆\(次\)|[^\P{Script=Han}年月日岁十百千万亿多余几半]{1,3})?$/u.exec(plain) ?? [];
  if (whole === undefined) return { fault: /^[+-]?[\d,]+(\.\d+)?$/.test(plain) ? '千位分隔的位置不对，请核对数字' : '不是数字，请改正；没有数据请留空' };
  const places = multiple === '万' ? 4 : multiple === '亿' ? 8 : power;
  const digits = part.replace(/0+$/, '').length > places ? part : part.slice(0, places);
  if (digits.length > places) return { fault: places > 0 ? '换算成基本单位后不是整数，请核对数字和单位' : '不是整数，请核对数字和单位' };
  const value = Number(whole.replaceAll(',', '') + digits.padEnd(places, '0'));
  if (!(value <= most)) return { fault: '数字太大，请核对' };
  return { value: sign === '-' ? 0 - value : value, step: 10 ** (places - digits.length) };
}

/** A growth rate as it is written: `15.64%`, `15.64`, `-3.5％`, `下降3.5%`, `增长7 %`. From the third decimal on it is rounded half up. */
export function readRate(text: string): ReadRate {
  const plain = plainOf(text);
  if (isBlank(plain)) return { blank: true };
  const [, word = '', sign, whole, part = ''] = /^(增长|上升|提高|↑|下降|减少|降低|↓)?([+-]?)(\d{1,7})(?:\.(\d+))?%?$/.exec(plain) ?? [];
  if (whole === undefined) return { fault: '不是百分数，请写成 12.4% 的样子；没有数据请留空' };
  const magnitude = Number(whole + part.slice(0, 2).padEnd(2, '0')) + (Number(part[2] ?? 0) >= 5 ? 1 : 0);
  const isFall = /下降|减少|降低|↓/.test(word) !== (sign === '-');
  return { hundredths: isFall ? 0 - magnitude : magnitude, step: part.length === 0 ? 100 : part.length === 1 ? 10 : 1 };
}

/** Whether a cell holds a count or a rate. */
export function isNumeric(text: string): boolean {
  const [number, rate] = [readNumber(text, 4), readRate(text)];
  return 'value' in number || 'hundredths' in rate;
}
