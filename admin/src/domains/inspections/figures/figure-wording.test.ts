import { agreementText, barsOf, intervalText, kappaText, kappaWord, shareText } from './figure-wording';

const drawn = { red: 0, sample: 0, control: 0, requested: 0 };

describe('the figures in words', () => {
  it('give a share with its interval, as the report of 2019 would', () => {
    const share = { share: 1_119 / 22_893, low: 0.0461, high: 0.0517 };
    expect([shareText(share), intervalText(share, '有问题 1,119 笔')]).toEqual(['4.9%', '95%区间 4.6%–5.2%，有问题 1,119 笔']);
    expect([shareText(null), intervalText(null, '还没有核查过')]).toEqual(['—', '还没有核查过']);
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

  it('say how far two people agree, once there are enough pairs', () => {
    expect(agreementText({ pairs: 40, kappa: 0.72 })).toBe('双盲 40 对，κ 0.72（高度一致）');
    expect(agreementText({ pairs: 3, kappa: null })).toBe('双盲 3 对，还算不出 κ');
  });

  it('draw each day by the highest one, the days without a deal too', () => {
    const bars = barsOf([{ on: '2026-11-02', completed: 40, drawn, inspected: 10, problems: 2 }], '2026-10-31', '2026-11-03');
    expect(bars.map(({ on, completed }) => [on, completed])).toEqual([
      ['2026-10-31', 0],
      ['2026-11-01', 0],
      ['2026-11-02', 1],
      ['2026-11-03', 0],
    ]);
    expect(bars[2]).toMatchObject({ inspected: 0.25, problems: 0.05, sentence: '2026-11-02：完成40笔，核查10笔（25.0%），有问题2笔' });
    expect(bars[3]!.sentence).toBe('2026-11-03：没有完成的交易');
  });
});
