import type { ScoreCard } from './discipline';
import { cardStateOf, changeOf, countWords, gravestFirst, intervalWord, rateWord } from './score-wording';

const share = (value: number, low = value, high = value) => ({ share: value, low, high });

it('tells a rate with its interval, and nothing of nothing', () => {
  expect(rateWord(share(0.0489))).toBe('4.9%');
  expect(rateWord(null)).toBe('—');
  expect(intervalWord(share(0.0489, 0.0461, 0.0517))).toBe('4.6%–5.2%');
});

it('compares with the month before', () => {
  expect(changeOf({ problemRate: share(0.05), before: share(0.03) })).toEqual({ words: '比上月高 2.0 个百分点', tone: 'bad' });
  expect(changeOf({ problemRate: share(0.03), before: share(0.05) })).toEqual({ words: '比上月低 2.0 个百分点', tone: 'good' });
  expect(changeOf({ problemRate: share(0.0301), before: share(0.03) })?.words).toBe('与上月相同');
  expect(changeOf({ problemRate: share(0.03), before: null })).toBeUndefined();
});

it('puts the gravest first', () => {
  const card = (name: string, colour: ScoreCard['colour'], low: number | null, points = 0) =>
    ({ name, colour, points, problemRate: low === null ? null : share(low + 0.01, low) }) as ScoreCard;
  const cards = [card('绿', 'green', 0.01), card('黄', 'amber', 0.03), card('红一', 'red', 0.06), card('红二', 'red', 0.09), card('没查', 'green', null, 3)];
  expect(gravestFirst(cards).map(({ name }) => name)).toEqual(['红二', '红一', '黄', '绿', '没查']);
});

it('calls nobody good who was not inspected', () => {
  const card = (colour: ScoreCard['colour'], rate: number | null) => ({ colour, problemRate: rate === null ? null : share(rate) });
  expect(cardStateOf(card('green', null))).toEqual({ label: '没有核查', tone: 'plain' });
  expect(cardStateOf(card('red', 0.2))).toEqual({ label: '重点监管', tone: 'bad' });
  expect(countWords([card('green', 0.01), card('green', null), card('red', 0.2), card('green', 0.02)])).toBe('重点监管 1，良好 2，没有核查 1');
});
