import { areaUnderRoc, rocPoints, thresholdFor } from './statistics';

describe('scores', () => {
  it('are ranked: the area is the share of pairs in the right order, ties half', () => {
    expect(areaUnderRoc([0.1, 0.2], [0.8, 0.9])).toBe(1);
    expect(areaUnderRoc([0.8, 0.9], [0.1, 0.2])).toBe(0);
    expect(areaUnderRoc([0.5, 0.5], [0.5, 0.5])).toBe(0.5);
    expect(areaUnderRoc([0.1, 0.4], [0.3, 0.4])).toBe(0.625);
  });
  it('give the points of the curve', () => expect(rocPoints([0.1, 0.6], [0.4, 0.9], [0.5])).toEqual([{ threshold: 0.5, caught: 0.5, falseAlarms: 0.5 }]));
  it('give the threshold that costs no more false alarms than allowed', () => {
    const good = [...Array<number>(98).fill(0.1), 0.62, 0.9];
    expect(thresholdFor(good, 0.02)).toBe(0.15);
    expect(thresholdFor(good, 0.01)).toBe(0.65);
    expect(thresholdFor(good, 0)).toBe(0.95);
  });
});
