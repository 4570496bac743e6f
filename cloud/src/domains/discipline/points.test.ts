import type { RuleBookContent } from '@yongche/contract/discipline.shapes';
import { naiveBooks, type Random, seeded } from '../../../test/points-model';
import { cycleOn, type Period } from './cycles';
import { countPoints, type Credit, type Finding, type Share, stepAfter, stepFor } from './points';
import standard from './rule-book.2026-1.json';

const book = standard as unknown as RuleBookContent;
const year: Period = { from: '2026-01-01', to: '2026-12-31' };
const agent = { type: 'agent', period: year } as const;
const noon = (day: string) => new Date(`${day}T12:00:00+08:00`);

let made = 0;
const finding = (code: string, noticedOn: string, more: Partial<Finding> = {}): Finding => ({
  id: `v${String(++made).padStart(6, '0')}`,
  code,
  bookPoints: book.codes.find((known) => known.code === code)!.points,
  noticedOn,
  decidedAt: noon(noticedOn),
  outcome: 'points',
  decidedPoints: null,
  appealState: null,
  ...more,
});
const sums = (findings: Finding[], more: { credits?: Credit[]; shares?: Share[] } = {}, of: { type: 'agent' | 'company' | 'market'; period: Period } = agent) => {
  const { counted, pending, rolledUp, reduced, peak } = countPoints(book, of, findings, more);
  return { counted, pending, rolledUp, reduced, peak };
};

describe('扣分', () => {
  it('counts from the decision on: nothing before it, pending while nobody has decided or an appeal is open', () => {
    const open = finding('B03', '2026-03-01', { decidedAt: null, outcome: null });
    expect(sums([open])).toMatchObject({ counted: 0, pending: 6, peak: 0 });
    expect(sums([{ ...open, decidedAt: noon('2026-03-12'), outcome: 'points' }])).toMatchObject({ counted: 6, pending: 0, peak: 6 });
    expect(sums([finding('B03', '2026-03-01', { appealState: 'open' })])).toMatchObject({ counted: 0, pending: 6, peak: 0 });
    expect(sums([finding('B03', '2026-03-01', { outcome: 'correction' })])).toMatchObject({ counted: 0, pending: 0 });
    expect(sums([finding('B03', '2026-03-01', { outcome: null })])).toMatchObject({ counted: 0, pending: 0 });
  });

  it('doubles the same code from the third time within 90 days on, by the day of the finding', () => {
    const days = ['2026-02-01', '2026-03-01', '2026-05-02', '2026-05-03'];
    const of = (from: number, to: number) => countPoints(book, agent, days.slice(from, to).map((day) => finding('D02', day))).findings.map(({ points }) => points);
    // From 1 February to 2 May are 90 days, to 3 May 91; but from 1 March on there are three again.
    expect(of(0, 3)).toEqual([3, 3, 6]);
    expect(of(0, 4)).toEqual([3, 3, 6, 6]);
    expect(countPoints(book, agent, [finding('D02', '2026-02-01'), finding('D02', '2026-03-01'), finding('D02', '2026-05-03')]).findings.map(({ multiplier }) => multiplier)).toEqual([1, 1, 1]);
  });

  it('a successful appeal counts everything after it anew: the doubling falls back', () => {
    const [first, second, third] = [finding('D02', '2026-02-01'), finding('D02', '2026-02-10'), finding('D02', '2026-02-20')];
    expect(sums([first, second, third])).toMatchObject({ counted: 12, peak: 12 });
    expect(sums([{ ...first, appealState: 'open' }, second, third])).toMatchObject({ counted: 6, pending: 3, peak: 6 });
    expect(sums([{ ...first, appealState: 'revoked' }, second, third])).toMatchObject({ counted: 6, pending: 0, peak: 6 });
    expect(sums([{ ...first, appealState: 'upheld' }, second, third])).toMatchObject({ counted: 12 });
    expect(sums([{ ...first, appealState: 'changed', decidedPoints: 1 }, second, third])).toMatchObject({ counted: 10 });
    // What an appeal has set is what it costs, however often it happened.
    const changed = countPoints(book, agent, [first, second, { ...third, appealState: 'changed', decidedPoints: 2 }]);
    expect([changed.counted, changed.findings[2]]).toEqual([8, { id: third.id, multiplier: 1, points: 2, standing: 'counted' }]);
  });

  it('is cleared with the cycle', () => {
    expect(countPoints(book, agent, [finding('B03', '2025-12-20')]).findings[0]).toMatchObject({ points: 6, standing: 'cleared' });
    expect(sums([finding('B03', '2025-12-20'), finding('D02', '2026-01-02')])).toMatchObject({ counted: 3 });
    // Found in the old cycle, decided in the new one: it counts in the new one.
    expect(sums([finding('B03', '2025-12-29', { decidedAt: noon('2026-01-15') })])).toMatchObject({ counted: 6 });
  });

  it('learning gives back at most six points in a cycle, never below 0, and does not undo a sum that was reached', () => {
    const credits = (days: string[]) => days.map((day) => ({ points: 1, passedAt: noon(day) }));
    const [three, six] = [finding('D02', '2026-02-01'), finding('B03', '2026-03-01')];
    expect(sums([three], { credits: credits(['2026-02-02']) })).toMatchObject({ counted: 2, reduced: 1, peak: 3 });
    // 3 − 1 + 6 = 8: learnt in time, the ninth point was never reached.
    expect(sums([three, six], { credits: credits(['2026-02-02']) })).toMatchObject({ counted: 8, peak: 8 });
    expect(sums([three, six], { credits: credits(['2026-03-02']) })).toMatchObject({ counted: 8, peak: 9 });
    expect(sums([three], { credits: credits(['2026-02-02', '2026-02-03', '2026-02-04', '2026-02-05']) })).toMatchObject({ counted: 0, reduced: 3 });
    const eight = Array.from({ length: 8 }, (_, at) => `2026-04-0${at + 1}`);
    expect(sums([three, six], { credits: credits(eight) })).toMatchObject({ counted: 3, reduced: 6 });
  });

  it('a third of its agents’ points counts for the company, a fifth of the companies’ for the market, each rounded down', () => {
    const share = (of: Share['of'], companyId: string, points: number): Share => ({ of, companyId, points, decidedAt: noon('2026-05-01') });
    const company = { type: 'company', period: year } as const;
    // Two agents with 4 and 4: together 8, a third of it 2; not 1 and 1.
    expect(sums([finding('A02', '2026-04-01')], { shares: [share('agent', 'c', 4), share('agent', 'c', 4)] }, company)).toMatchObject({ counted: 4, rolledUp: 2 });
    const market = { type: 'market', period: year } as const;
    // One company 12 + ⌊8 / 3⌋ = 14, another ⌊5 / 3⌋ = 1: together 15, a fifth of it 3.
    expect(sums([], { shares: [share('company', 'c', 12), share('agent', 'c', 8), share('agent', 'd', 5)] }, market)).toMatchObject({ counted: 3, rolledUp: 3 });
    expect(sums([], { shares: [share('company', 'c', 12), share('agent', 'c', 8), share('agent', 'd', 2)] }, market)).toMatchObject({ counted: 2 });
  });

  it('the steps of the book: 3 → 警告, 6 → 限期整改, 9 → 暂停, 12 → 取消', () => {
    expect([0, 2, 3, 5, 6, 8, 9, 11, 12, 24].map((sum) => stepFor(book.measures, sum)?.kind ?? null)).toEqual([null, null, 'warning', 'warning', 'rectification', 'rectification', 'suspension', 'suspension', 'cancellation', 'cancellation']);
    expect(stepAfter(book.measures, 4)).toMatchObject({ from: 6, kind: 'rectification' });
    expect(stepAfter(book.measures, 12)).toBeNull();
  });
});

describe('扣分周期', () => {
  it('of an agent is twelve months from the issue of the certificate, of everybody else the year', () => {
    expect(cycleOn('from_issue', '2025-03-15', '2026-03-14')).toEqual({ from: '2025-03-15', to: '2026-03-14' });
    expect(cycleOn('from_issue', '2025-03-15', '2026-03-15')).toEqual({ from: '2026-03-15', to: '2027-03-14' });
    expect(cycleOn('from_issue', '2024-02-29', '2026-02-28')).toEqual({ from: '2025-03-01', to: '2026-02-28' });
    expect(cycleOn('from_issue', '2024-02-29', '2028-02-29')).toEqual({ from: '2028-02-29', to: '2029-02-28' });
    expect(cycleOn('from_issue', null, '2026-07-01')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
    expect(cycleOn('calendar_year', '2025-03-15', '2026-12-31')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
  });
});

describe('any sequence of findings, decisions, appeals, courses and clearings', () => {
  const runs = 500;
  const today = '2026-12-31';
  const codes = ['B01', 'D02', 'B03', 'B06', 'E04', 'C03'];
  const dayOf = (random: Random) => `${random.pick(['2025', '2026', '2026', '2026'])}-${String(1 + random.below(12)).padStart(2, '0')}-${String(1 + random.below(28)).padStart(2, '0')}`;
  const moment = (random: Random, day = dayOf(random)) => new Date(new Date(`${day}T00:00:00+08:00`).getTime() + random.below(24 * 3600) * 1000);

  function sequence(random: Random) {
    // Days on which a repetition just is one, and just is none any more.
    const first = dayOf(random);
    const days = [dayOf(random), ...[0, 1, 45, 89, 90, 91].map((later) => new Date(Date.parse(first) + later * 86_400_000).toISOString().slice(0, 10)).filter((day) => day <= today)];
    const findings = Array.from({ length: random.below(14) }, (): Finding => {
      const noticedOn = random.pick(days);
      const isDecided = random.chance(0.8);
      const outcome = random.pick(['points', 'points', 'points', 'correction', null] as const);
      const appealState = isDecided && outcome === 'points' ? random.pick([null, null, null, 'open', 'upheld', 'changed', 'revoked'] as const) : null;
      return finding(random.pick(codes), noticedOn, {
        decidedAt: isDecided ? moment(random, noticedOn) : null,
        outcome: isDecided ? outcome : null,
        appealState,
        decidedPoints: appealState === 'changed' ? random.below(6) : null,
      });
    });
    const credits = Array.from({ length: random.below(9) }, (): Credit => ({ points: 1 + random.below(2), passedAt: moment(random) }));
    const shares = Array.from({ length: random.below(12) }, (): Share => ({ of: random.pick(['agent', 'company']), companyId: random.pick(['c', 'd', 'e']), points: 1 + random.below(12), decidedAt: moment(random) }));
    const period = cycleOn(random.pick(['from_issue', 'calendar_year']), dayOf(random), today);
    const type = random.pick(['agent', 'company', 'market'] as const);
    const own = { agent: [], company: shares.filter(({ of, companyId }) => of === 'agent' && companyId === 'c'), market: shares }[type];
    return { of: { type, period }, findings, credits: type === 'agent' ? credits : [], shares: own };
  }
  const runsOf = () => Array.from({ length: runs }, (_, at) => ({ random: seeded(20260101 + at), at })).map(({ random, at }) => ({ random, at, ...sequence(random) }));

  it('comes to what a naive bookkeeper makes of it', () => {
    for (const { at, of, findings, credits, shares } of runsOf()) {
      expect({ at, ...sums(findings, { credits, shares }, of) }).toEqual({ at, ...naiveBooks(book, of, findings, credits, shares) });
    }
  });

  it('comes to the same in whatever order it is counted', () => {
    for (const { at, random, of, findings, credits, shares } of runsOf()) {
      const shuffled = countPoints(book, of, random.shuffled(findings), { credits: random.shuffled(credits), shares: random.shuffled(shares) });
      const straight = countPoints(book, of, findings, { credits, shares });
      const byId = (counted: typeof straight.findings) => [...counted].sort((one, other) => (one.id < other.id ? -1 : 1));
      expect({ at, ...shuffled, findings: byId(shuffled.findings) }).toEqual({ at, ...straight, findings: byId(straight.findings) });
    }
  });

  it('a revoked violation leaves no trace', () => {
    for (const { at, of, findings, credits, shares } of runsOf()) {
      const revoked = new Set(findings.filter(({ appealState }) => appealState === 'revoked').map(({ id }) => id));
      const with_ = countPoints(book, of, findings, { credits, shares });
      const without = countPoints(book, of, findings.filter(({ id }) => !revoked.has(id)), { credits, shares });
      expect({ at, ...with_, findings: with_.findings.filter(({ id }) => !revoked.has(id)) }).toEqual({ at, ...without });
    }
  });

  it('holds its bounds: never below 0, never more learnt than the cycle allows, never above the highest sum on the way', () => {
    for (const { at, of, findings, credits, shares } of runsOf()) {
      const { counted, reduced, rolledUp, peak, findings: each } = countPoints(book, of, findings, { credits, shares });
      const own = each.filter(({ standing }) => standing === 'counted').reduce((sum, { points }) => sum + points!, 0);
      expect([at, counted >= 0, reduced <= book.learning.perCycle, counted === own + rolledUp - reduced, counted <= peak]).toEqual([at, true, true, true, true]);
    }
  });
});
