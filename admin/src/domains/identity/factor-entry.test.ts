import { factorProblem, normalizeFactor } from './factor-entry';
import { waitInWords } from './use-countdown';

it('keeps of an entry what belongs to a code', () => {
  expect(normalizeFactor('totp', ' １２3 456x7')).toBe('123456');
  expect(normalizeFactor('recoveryCode', 'abcd-efgh jk2m')).toBe('ABCD-EFGHJK2M');
});

it('says what is missing', () => {
  expect(factorProblem('totp', '12345')).toMatch('6位数字');
  expect(factorProblem('totp', '123456')).toBeUndefined();
  expect(factorProblem('recoveryCode', 'ABCD-EFGH')).toMatch('12位');
  expect(factorProblem('recoveryCode', 'ABCDEFGHJKLM')).toBeUndefined();
});

it('tells a wait in words', () => {
  expect([waitInWords(872), waitInWords(60), waitInWords(8)]).toEqual(['14分32秒', '1分00秒', '8秒']);
});
