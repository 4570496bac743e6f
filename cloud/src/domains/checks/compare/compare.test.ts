import { dayOf, isOver, yearsLater } from './days';
import { alikeNumbers } from './likeness';
import { fenOfFigures, fenOfWords } from './money';
import { alikeNames, alikeUnitNames } from './names';
import { alikePlates, alikeVins, vinOf } from './vehicle';

describe('money', () => {
  it.each([
    ['壹拾贰万捌仟元整', 128_000_00],
    ['人民币壹拾贰万捌仟圆正', 128_000_00],
    ['拾万元整', 100_000_00],
    ['壹佰零伍万零叁拾元伍角', 1_050_030_50],
    ['贰仟零壹元零伍分', 2_001_05],
    ['叁角', 30],
    ['壹亿贰仟万元', 120_000_000_00],
    ['零元整', 0],
    ['十二万八千元整', 128_000_00],
    ['壹拾贰X元', undefined],
    ['', undefined],
  ])('in words: %s', (words, fen) => expect(fenOfWords(words)).toBe(fen));
  it.each([
    ['128000', 128_000_00],
    ['¥128,000.00', 128_000_00],
    ['￥１２８０００．５', 128_000_50],
    ['12.8万', 128_000_00],
    ['abc', undefined],
  ])('in figures: %s', (figures, fen) => expect(fenOfFigures(figures)).toBe(fen));
});

describe('days', () => {
  it.each([
    ['2023年2月1日', '2023-02-01'],
    ['2023.02.01', '2023-02-01'],
    ['20230201', '2023-02-01'],
    ['2026年10月', '2026-10-31'],
    ['2024-02', '2024-02-29'],
    ['长期', 'long'],
    ['long', 'long'],
    ['2023-02-30', undefined],
    ['有效', undefined],
  ])('%s', (text, day) => expect(dayOf(text)).toBe(day));
  it('are valid to their end', () => {
    expect([isOver('2026-11-20', '2026-11-20'), isOver('2026-11-19', '2026-11-20'), isOver('long', '2026-11-20')]).toEqual([false, true, false]);
    expect(yearsLater('2024-02-29', 1)).toBe('2025-02-28');
  });
});

describe('names', () => {
  it.each([
    ['卖方甲', '卖 方 甲', 'same'],
    ['阿卜杜·样例', '阿卜杜样例', 'same'],
    ['阿卜杜·样例', '阿卜杜•样例', 'same'],
    ['卖方甲', '卖方乙', 'different'],
    ['范䶮', '范?', 'unsure'],
    ['范䶮', '范YAN', 'unsure'],
    ['范喆', '范哲', 'unsure'],
    ['范样本', '', 'unsure'],
  ])('%s and %s', (one, other, likeness) => expect(alikeNames(one, other)).toBe(likeness));
  it.each([
    ['样板（宁波）贸易有限公司', '样板(宁波)贸易有限公司', 'same'],
    ['样板贸易有限公司', '样板汽车有限公司', 'different'],
  ])('of units: %s and %s', (one, other, likeness) => expect(alikeUnitNames(one, other)).toBe(likeness));
});

describe('numbers of the car', () => {
  it.each([
    ['LSGPC52U6AF102554', 'lsgpc52u6afio2554', 'same'],
    ['LSGPC52U6AF102554', 'LSGPC52U6AF10255A', 'different'],
    // Both fail the check digit, so it cannot choose.
    ['LSGPC52U7AF102554', 'LSGPCS2U7AF102554', 'unsure'],
    ['LSGPC52U6AF102554', 'LSGPC52U6AF1025', 'unsure'],
    // Other makers carry no check digit: what looks alike stays open.
    ['WVWZZZ1JZXW000008', 'WVWZZZ1JZXW00000B', 'unsure'],
  ])('VIN %s and %s', (one, other, likeness) => expect(alikeVins(one, other)).toBe(likeness));
  it('VINs have no O, I and Q', () => expect(vinOf('lsgpc52u6af 1O2 554')).toBe('LSGPC52U6AF102554'));
  it.each([
    ['浙B12345', '浙Ｂ·12345', 'same'],
    ['浙B12345', '浙B12346', 'different'],
    ['浙B8234S', '浙BB2345', 'unsure'],
    ['浙B12345', '浙BD12345', 'different'],
    ['浙B12345', 'B12345', 'unsure'],
  ])('plate %s and %s', (one, other, likeness) => expect(alikePlates(one, other)).toBe(likeness));
  it('certificates', () => expect([alikeNumbers('3302 0319', '33020319'), alikeNumbers('33020319', '3302****'), alikeNumbers('1', '2')]).toEqual(['same', 'unsure', 'different']));
});
