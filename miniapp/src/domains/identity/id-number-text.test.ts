import { idNumberError, idNumberHint, isIdNumber } from './id-number-text';

it('says nothing while the number is being typed, but how much is missing', () => {
  expect(idNumberError('3302031990')).toBeUndefined();
  expect(idNumberHint('3302031990')).toBe('还差8位');
});

it('accepts a number with its check character in either case', () => {
  expect(isIdNumber('11010519491231002x')).toBe(true);
  expect(idNumberError('11010519491231002X')).toBeUndefined();
});

it.each([
  ['990203199005120018', '前2位'],
  ['330203199013120018', '“19901312”'],
  ['330203199005120019', '校验码'],
  ['33020A', '只能是数字'],
  ['3302031990051200181', '多填了1位'],
])('says which part of %s is wrong', (number, part) => {
  expect(idNumberError(number)).toContain(part);
});
