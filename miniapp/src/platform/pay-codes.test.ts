import { returnOfCode } from './pay-codes';

it('takes no code of Alipay for a payment: 9000 is only what the phone says', () => {
  expect(returnOfCode('9000')).toBe('done');
  expect(returnOfCode('6001')).toBe('cancelled');
  expect(returnOfCode('99')).toBe('cancelled');
  expect(returnOfCode('4000')).toBe('failed');
});

it('leaves open what nobody knows: under way, no network, unknown, and codes that are new', () => {
  for (const code of ['8000', '6002', '6004', '7777', undefined]) expect(returnOfCode(code)).toBe('unclear');
});
