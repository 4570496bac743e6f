import type { RuleEffect } from './check';
import { effectSentences, hasEffect, nextVersion, packState, shareWord } from './pack-wording';

it('names the state of a pack as people do', () => {
  const today = '2026-11-24';
  const adopted = (effectiveOn: string, inForce = false) => packState({ state: 'adopted', inForce, effectiveOn }, today).label;
  expect(adopted('2026-01-01', true)).toBe('现行');
  expect(adopted('2026-12-01')).toBe('待生效');
  expect(adopted('2025-12-01')).toBe('已被取代');
  expect(packState({ state: 'shadow', inForce: false, effectiveOn: null }, today).label).toBe('影子运行');
});

it('proposes the next number of the year', () => {
  expect(nextVersion('2026-1', ['2026-1', '2026-2'], '2026')).toBe('2026-3');
  expect(nextVersion('2026-4', ['2026-4'], '2027')).toBe('2027-1');
  expect(nextVersion('demo', [], '2026')).toBe('2026-1');
});

describe('the effect of a rule', () => {
  const effect: RuleEffect = {
    rule: 'T-13',
    title: '临近报废',
    severity: 'block',
    severityInForce: 'flag',
    deals: 200,
    hits: 12,
    hitsInForce: 8,
    uncertain: 3,
    uncertainInForce: 3,
    agreed: 9,
    disagreed: 3,
    missed: 2,
  };

  it('is told in plain words', () => {
    expect(effectSentences(effect)).toEqual([
      '后果由“标记”改为“拦截”',
      '命中12笔，比现行多4笔',
      '其中9笔人工也退回，3笔人工照样办理（符合75.0%）',
      '人工退回而它没有命中的有2笔',
    ]);
    expect(effectSentences({ ...effect, severity: 'flag', hits: 0, hitsInForce: 8, agreed: 0, disagreed: 0, missed: 0 })).toEqual(['命中0笔，比现行少8笔']);
  });

  it('is none where both packs say the same', () => {
    expect(hasEffect(effect)).toBe(true);
    expect(hasEffect({ ...effect, severity: 'flag', hits: 8 })).toBe(false);
  });
});

it('shares of nothing are no percentage', () => {
  expect(shareWord(1, 3)).toBe('33.3%');
  expect(shareWord(0, 0)).toBe('—');
});
