import type { ComparedValue, RuleResult } from './check';
import { confidenceWord, returnableSpots, spotsOf, suggestedReturn, valueWord } from './check-wording';

const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.1 };
const value = (imageId: string | null, differs = false, more: Partial<ComparedValue> = {}) =>
  ({ field: 'vin', label: '车架号', value: 'X', source: imageId ? 'read' : 'entered', confidence: null, imageId, slot: null, box: imageId ? box : null, differs, ...more }) as ComparedValue;
const result = (rule: RuleResult['rule'], values: ComparedValue[], areas: RuleResult['areas'] = []) =>
  ({ rule, sentence: '车架号不一致。', values, areas }) as RuleResult;

it('writes values as people do', () => {
  expect(valueWord({ field: 'validUntil', value: 'long' })).toBe('长期');
  expect(valueWord({ field: 'name', value: 'long' })).toBe('long');
  expect(valueWord({ field: 'vin', value: null })).toBeNull();
});

it('never says 100 % where the reading is not sure', () => {
  expect(confidenceWord({ source: 'read', confidence: 0.999 })).toBe('99%');
  expect(confidenceWord({ source: 'typed', confidence: 1 })).toBeUndefined();
});

it('names each place once, the areas first, then what differs', () => {
  const spots = spotsOf(result('T-04', [value('a'), value(null), value('b', true), value('b', true)], [{ imageId: 'c', slot: 'P20', box: null, label: '整张' }]));
  expect(spots.map(({ imageId }) => imageId)).toEqual(['c', 'b', 'a']);
});

it('suggests a return of the pictures that differ, or of all where none does', () => {
  expect(returnableSpots(result('T-04', [value('a'), value('b', true), value('b', true, { box: null })])).map(({ imageId }) => imageId)).toEqual(['b']);
  expect(returnableSpots(result('T-04', [value('a'), value(null, true)])).map(({ imageId }) => imageId)).toEqual([]);
  expect(returnableSpots(result('T-10', [value('a')])).map(({ imageId }) => imageId)).toEqual(['a']);
});

it('suggests the code of the rule, or of what was seen on the picture', () => {
  const spot = { imageId: 'a', box: null, label: '复印件' };
  expect(suggestedReturn(result('T-04', []), spot)).toEqual({ code: 'R09', note: '车架号不一致。' });
  expect(suggestedReturn(result('T-03', []), spot).code).toBe('R05');
  expect(suggestedReturn(result('T-17', []), spot).code).toBe('R13');
});
