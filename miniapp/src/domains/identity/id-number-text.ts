import { idNumberProblem } from '@yongche/contract/standards/id-number';

/** What is wrong with an ID number and where to look; undefined where nothing is, or where it is still being typed. */
export function idNumberError(value: string): string | undefined {
  const text = value.trim().toUpperCase();
  if (text === '' || (text.length < 18 && /^\d*$/.test(text))) return undefined;
  if (text.length > 18) return '身份证号是18位，您多填了' + (text.length - 18) + '位。';
  switch (text.length < 18 ? 'character' : idNumberProblem(text)) {
    case undefined:
      return undefined;
    case 'region':
      return '前2位不是省级地区代码，请核对开头。';
    case 'birth_date':
      return `第7到14位“${text.slice(6, 14)}”不是真实的出生日期，请核对。`;
    case 'check_digit':
      return '最后一位校验码对不上，说明其中有一位填错了，请逐位核对。';
    default:
      return '前17位只能是数字，最后一位是数字或 X。';
  }
}

/** How many places are still missing while it is being typed. */
export function idNumberHint(value: string): string | undefined {
  const length = value.trim().length;
  return length > 0 && length < 18 ? `还差${18 - length}位` : undefined;
}

export const isIdNumber = (value: string) => idNumberProblem(value.trim().toUpperCase()) === undefined;
