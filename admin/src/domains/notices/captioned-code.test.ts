import { linesOf } from './captioned-code';

it('breaks a long title under the code into lines that fit, and loses no sign of it', () => {
  const fits = (line: string) => [...line].length <= 6;
  expect(linesOf('二〇一九年十月通报', fits)).toEqual(['二〇一九年十', '月通报']);
  expect(linesOf('十月通报', fits)).toEqual(['十月通报']);
  expect(linesOf('', fits)).toEqual([]);
});
