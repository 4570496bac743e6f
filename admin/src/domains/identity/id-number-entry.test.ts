import { idNumberSentence, normalizeIdNumber } from './id-number-entry';

it('writes an entry as the standard does', () => {
  expect(normalizeIdNumber(' １１０１０５ 19491231-002x9 ')).toBe('11010519491231002X');
});

it.each([
  ['11010519491231002X', true, undefined],
  ['330203', false, undefined],
  ['330203', true, '还差12位，身份证号共18位。'],
  ['33020A', false, '前17位只能是数字，最后一位是数字或 X。'],
  ['003203199001010014', false, '前两位不是有效的地区代码，请核对。'],
  ['330203199002300014', false, '第7到14位不是真实的出生日期，请核对。'],
  ['330203199001010015', false, '最后一位与前17位对不上，说明有数字输错，请逐位核对。'],
])('says of %s (finished: %s): %s', (entry, isFinished, sentence) => {
  expect(idNumberSentence(entry, isFinished)).toBe(sentence);
});
