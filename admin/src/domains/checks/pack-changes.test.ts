import { detectors } from '@yongche/contract/vocabulary';
import type { RulePackContent } from './check';
import { isChanged, packProblems, withSetting, withSeverity, withThreshold } from './pack-changes';

const content = {
  rules: { 'T-13': { severity: 'flag', settings: { days: 365 } } },
  detectors: { blur: { flag: 0.5, block: 0.9 }, glare: { flag: 0.5, block: null } },
  minConfidence: 0.9,
  waitsForReadingSeconds: 60,
} as unknown as RulePackContent;

it('changes one thing of a pack and leaves the pack it came from', () => {
  const changed = withThreshold(withSetting(withSeverity(content, 'T-13', 'block'), 'T-13', 'days', 180), 'glare', 'block', 0.8);
  expect(changed.rules['T-13']).toEqual({ severity: 'block', settings: { days: 180 } });
  expect(changed.detectors.glare).toEqual({ flag: 0.5, block: 0.8 });
  expect(content.rules['T-13'].severity).toBe('flag');
  expect(isChanged(content.rules['T-13'], changed.rules['T-13'])).toBe(true);
  expect(isChanged(content.detectors.blur, changed.detectors.blur)).toBe(false);
});

it('names a detector that would stop before it marks', () => {
  expect(packProblems(content, detectors)).toEqual([]);
  expect(packProblems(withThreshold(content, 'blur', 'block', 0.4), detectors)).toEqual(['“模糊”的拦截分数低于标记分数，请调高拦截分数。']);
});
