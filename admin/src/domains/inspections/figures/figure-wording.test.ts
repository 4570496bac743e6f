import { barsOf, intervalText, kappaText, kappaWord, shareText } from './figure-wording';

const drawn = { red: 0, sample: 0, control: 0, requested: 0 };

describe('the figures in words', () => {
  it('give a share with its interval, as the report of 2019 would', () => {
    const share = { share: 1_119 / 22_893, low: 0.0461, high: 0.0517 };
    expect([shareText(share), intervalText(share)]).toEqual(['4.9%', '95%区间 4.6%–5.2%']);
    expect([shareText(null), intervalText(null)]).toEqual(['—', '还没有核查过']);
  });

  it.each([
    [0.85, '0.85', '几乎一致'],
    [0.61, '0.61', '高度一致'],
    [0.41, '0.41', '中等一致'],
    [0.21, '0.21', '一致较弱'],
    [-0.1, '-0.10', '很不一致'],
    [null, '—', '双盲不足10对，或结论全同'],
  ])('read a kappa of %p', (kappa, text, word) => {
    expect([kappaText(kappa), kappaWord(kappa)]).toEqual([text, word]);
  });

  it('draw each day by the highest one, a day without deals too', () => {
    const bars = barsOf([
      { on: '2026-11-02', completed: 40, drawn, inspected: 10, problems: 2 },
      { on: '2026-11-03', completed: 0, drawn, inspected: 0, problems: 0 },
    ]);
    expect(bars[0]).toEqual({ on: '2026-11-02', completed: 1, inspected: 0.25, problems: 0.05, sentence: '2026-11-02：完成40笔，核查10笔（25.0%），有问题2笔' });
    expect(bars[1]).toMatchObject({ completed: 0, sentence: '2026-11-03：完成0笔，核查0笔（—），有问题0笔' });
  });
});
