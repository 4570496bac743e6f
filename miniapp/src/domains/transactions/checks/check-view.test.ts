import { placeOf, queueText, readingText, slotsOf, viewOfCheck, type ReadPicture, type RuleResult } from './check-view';

const value = (slot: string | null, differs: boolean): RuleResult['values'][number] => ({
  field: 'vin',
  label: '车架号',
  value: 'LSGPC52U6AF102554',
  source: slot ? 'read' : 'entered',
  confidence: null,
  imageId: slot && `picture-${slot}`,
  slot,
  box: null,
  differs,
});

const result = (fields: Partial<RuleResult>): RuleResult => ({
  rule: 'T-04',
  title: '车架号一致',
  version: 1,
  severity: 'block',
  verdict: 'inconsistent',
  sentence: '发票上的车架号与其他证件不一致。',
  fix: '请核对发票。',
  values: [value('P22', false), value('P30', true)],
  areas: [],
  dispute: null,
  override: null,
  may: { dispute: true, override: false },
  ...fields,
});

const picture = (state: ReadPicture['state'], toType: ReadPicture['toType'] = []): ReadPicture => ({
  imageId: 'picture',
  slot: 'P22',
  title: '行驶证主页',
  state,
  why: null,
  kind: null,
  toType,
});

it('stops at a blocking difference until the agent has asked for a person', () => {
  expect(viewOfCheck({ results: [result({})] }).stops).toHaveLength(1);
  const asked = viewOfCheck({ results: [result({ dispute: { at: '2026-11-24T01:00:00.000Z', note: '看错了' } })] });
  expect([asked.stops.length, asked.hints.length]).toEqual([0, 1]);
});

it('keeps flags, doubts and shadow rules apart from what stops', () => {
  const { stops, hints, unsure, agreed } = viewOfCheck({
    results: [
      result({ severity: 'flag' }),
      result({ verdict: 'uncertain' }),
      result({ verdict: 'consistent' }),
      result({ severity: 'shadow' }),
    ],
  });
  expect([stops.length, hints.length, unsure.length, agreed]).toEqual([0, 1, 1, 1]);
});

it('leaves a missing photo to the photo list', () => {
  expect(viewOfCheck({ results: [result({ rule: 'T-01', values: [] })] }).stops).toEqual([]);
});

it('leads to the picture that differs, and to all where none stands out', () => {
  expect(slotsOf(result({}))).toEqual(['P30']);
  expect(slotsOf(result({ values: [value('P22', false), value(null, false), value('P30', false)] }))).toEqual(['P22', 'P30']);
});

it('tells the place in the queue in words', () => {
  const pictures = [picture('waiting'), picture('running'), picture('done')];
  expect(queueText({ queue: { ahead: 3, seconds: 5 }, pictures })).toBe('本交易还有2张照片在读取，前面排着3张，约5秒。');
  expect(queueText({ queue: null, pictures })).toBe('本交易还有2张照片在读取，请稍候。');
});

it('says of a place what the machine does with it', () => {
  const unread = { field: 'vin', label: '车架号', value: null, hint: '' } as const;
  expect(readingText([picture('done', [unread])])).toContain('请核对填写');
  expect(readingText([picture('running')])).toBe('机器读取中…');
  expect(readingText([picture('failed')])).toContain('人工核对');
  expect(readingText([picture('done')])).toBeUndefined();
});

it('frames a place with a little room, inside the picture', () => {
  expect(placeOf({ x: 0.2, y: 0.5, width: 0.3, height: 0.1 })).toEqual({ left: '18.8%', top: '48.8%', width: '32.4%', height: '12.4%' });
  expect(placeOf({ x: 0, y: 0.95, width: 1, height: 0.05 })).toMatchObject({ left: '0%', width: '100%', height: '6.2%' });
});
