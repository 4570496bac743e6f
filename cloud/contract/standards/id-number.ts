const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

/** What is wrong with a resident identity number. */
export type IdNumberProblem = 'length' | 'character' | 'region' | 'birth_date' | 'check_digit';

/** 公民身份号码 by GB 11643: 17 digits (region, real birth date, serial) and a check character mod 11-2. */
export function idNumberProblem(idNumber: string): IdNumberProblem | undefined {
  if (idNumber.length !== 18) return 'length';
  if (!/^\d{17}[\dX]$/.test(idNumber)) return 'character';
  if (!provinces.has(idNumber.slice(0, 2))) return 'region';
  if (!isRealDate(idNumber.slice(6, 14))) return 'birth_date';
  return idNumberCheck(idNumber.slice(0, 17)) === idNumber[17] ? undefined : 'check_digit';
}

/** The check character that belongs to the first 17 digits. */
export function idNumberCheck(first17: string): string {
  const remainder = [...first17].reduce((sum, digit, at) => sum + Number(digit) * weights[at]!, 0) % 11;
  return '10X98765432'[remainder]!;
}

function isRealDate(yyyymmdd: string): boolean {
  const [year, month, day] = [yyyymmdd.slice(0, 4), yyyymmdd.slice(4, 6), yyyymmdd.slice(6)].map(Number) as [
    number,
    number,
    number,
  ];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
