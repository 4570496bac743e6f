import type { SamplingContent } from '@yongche/contract/inspections.shapes';
import { chanceOf, drawBy, findingOf, isDrawn, riskOf, type Sampled, stratumOf } from './sampling';
import standard from './sampling-plan.2026-1.json';

const plan: SamplingContent = { ...standard, days: [{ on: '2026-10-01', rate: 1 }], markets: [{ marketId: 'busy', rate: 0.5 }], agents: [{ certificateNumber: '甬代20260007', rate: 0.9 }] };
const deal: Sampled = { day: '2026-10-01', marketId: 'busy', certificateId: 'held', certificateNumber: '甬代20260007', issuedOn: '2026-09-20', problems: 2 };

describe('风险', () => {
  it('is one less what is left when every finding takes its share', () => {
    const weights = { block: 0.9, flag: 0.5, warn: 0.2, uncertain: 0.1, overridden: 0.4, disputed: 0.3 };
    expect(riskOf(weights, [])).toBe(0);
    expect(riskOf(weights, ['flag', 'warn'])).toBeCloseTo(1 - 0.5 * 0.8, 12);
    expect(riskOf(weights, ['block', 'overridden', 'uncertain'])).toBeCloseTo(1 - 0.1 * 0.6 * 0.9, 12);
  });
  it('counts what differs by its severity, and what could not be told as such; the shadow counts nothing', () => {
    expect(findingOf({ severity: 'flag', verdict: 'inconsistent' })).toBe('flag');
    expect(findingOf({ severity: 'block', verdict: 'uncertain' })).toBe('uncertain');
    expect(findingOf({ severity: 'block', verdict: 'consistent' })).toBeUndefined();
    expect(findingOf({ severity: 'shadow', verdict: 'inconsistent' })).toBeUndefined();
  });
  it('is high for one flag of the standard plan, and low for a warning or some fields that could not be read', () => {
    const { weights, redFrom } = standard;
    expect(riskOf(weights, ['flag'])).toBeGreaterThanOrEqual(redFrom);
    expect(riskOf(weights, ['block', 'overridden'])).toBeGreaterThanOrEqual(redFrom);
    expect(riskOf(weights, ['warn', 'uncertain', 'uncertain', 'uncertain'])).toBeLessThan(redFrom);
  });
});

describe('分层', () => {
  it('takes the first rule that applies, always within the market', () => {
    const steps: [Partial<Sampled>, string, number][] = [
      [{}, 'agent:held|busy', 0.9],
      [{ certificateNumber: '甬代20260008' }, 'repeat|busy', 1],
      [{ problems: 1 }, 'new|busy', 1],
      [{ issuedOn: '2026-09-01' }, 'market|busy', 0.5],
      [{ marketId: 'calm' }, 'day|calm', 1],
      [{ day: '2026-10-02', issuedOn: null }, 'base|calm', 1 / 3],
    ];
    let now = deal;
    for (const [change, stratum, rate] of steps) {
      now = { ...now, ...change };
      expect(stratumOf(plan, now)).toMatchObject({ stratum, rate });
    }
  });
  it('an agent is new for thirty days', () => {
    const kindOn = (day: string) => stratumOf(plan, { ...deal, certificateNumber: 'x', problems: 0, marketId: 'calm', issuedOn: '2026-08-01', day }).kind;
    expect([kindOn('2026-08-01'), kindOn('2026-08-30'), kindOn('2026-08-31')]).toEqual(['new', 'new', 'base']);
  });
});

describe('系统抽样', () => {
  it.each([0, 0.03, 0.1, 0.25, 1 / 3, 0.4999, 2 / 3, 1])('of the first n deals of a stratum the share %d is drawn, exactly where that is whole', (rate) => {
    let [drawn, furthest] = [0, 0];
    for (let place = 1; place <= 600; place++) {
      if (isDrawn('seed', { day: '2026-11-01', stratum: 'base|m', rate }, place)) drawn += 1;
      furthest = Math.max(furthest, Math.abs(drawn - place * rate));
    }
    expect(furthest).toBeLessThan(1);
  });
  it('begins elsewhere in another stratum, on another day, by another seed; and by the same it is the same again', () => {
    const starts = [['a', '2026-11-01', 'base|m'], ['a', '2026-11-01', 'base|n'], ['a', '2026-11-02', 'base|m'], ['b', '2026-11-01', 'base|m']].map(([seed, ...about]) => chanceOf(seed!, ...about));
    expect(new Set(starts).size).toBe(4);
    expect(chanceOf('a', '2026-11-01', 'base|m')).toBe(starts[0]);
    for (const start of starts) expect(start >= 0 && start < 1).toBe(true);
  });
  it('chances lie evenly over [0, 1)', () => {
    const tenths = Array<number>(10).fill(0);
    for (let n = 0; n < 10_000; n++) tenths[Math.floor(chanceOf('seed', String(n)) * 10)]! += 1;
    expect(Math.min(...tenths)).toBeGreaterThan(880);
  });
});

describe('抽取', () => {
  const counter = () => {
    const places = new Map<string, number>();
    return { places, nextPlace: (stratum: string) => Promise.resolve(places.set(stratum, (places.get(stratum) ?? 0) + 1).get(stratum)!) };
  };
  it('red comes up in any case and takes no place; what neither risk nor sample brings up is counted for the control', async () => {
    const { places, nextPlace } = counter();
    const content = { ...plan, rate: 0.5, control: 0.5 };
    const calm = { ...deal, certificateNumber: 'x', problems: 0, issuedOn: null, marketId: 'calm', day: '2026-11-05' };
    expect(await drawBy(content, calm, ['block'], nextPlace)).toMatchObject({ origin: 'red', risk: 0.9, stratum: null, place: null });
    const origins: (string | null)[] = [];
    for (let n = 0; n < 40; n++) origins.push((await drawBy(content, calm, [], nextPlace)).origin);
    expect([...places]).toEqual([['base|calm', 40], ['control|calm', 20]]);
    expect(['sample', 'control', null].map((origin) => origins.filter((of) => of === origin).length)).toEqual([20, 10, 10]);
  });
});
