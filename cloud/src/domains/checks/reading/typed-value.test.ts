import { fieldsToType, mayStandOn } from './fields-of-kinds';
import type { StoredReading } from './stored-readings';
import { typedValue } from './typed-value';

describe('代理人填写的栏位', () => {
  it.each([
    ['vin', ' lsgpc52u6af102554', 'LSGPC52U6AF102554'],
    ['plate', '浙b·12345', '浙B12345'],
    ['idNumber', '11010519491231002x', '11010519491231002X'],
    ['buyerNumber', '91330200ma2ab10670', '91330200MA2AB10670'],
    ['registeredOn', '2019年6月8日', '2019-06-08'],
    ['inspectionValidUntil', '2026年6月', '2026-06-30'],
    ['validUntil', '长期', 'long'],
    ['totalInFigures', '￥128,000', '128000.00'],
    ['totalInWords', '壹拾贰万 捌仟元整', '壹拾贰万捌仟元整'],
    ['kilometres', '86 420', '86420'],
    ['mortgage', '无', 'no'],
    ['direction', '反向', 'reverse'],
    ['owner', '样板贸易有限公司', '样板贸易有限公司'],
  ] as const)('%s: %s is kept as %s', (field, text, value) => expect(typedValue(field, text)).toEqual({ value }));

  it.each([
    ['vin', 'LSGPC52U6AF102555', '车架号'],
    ['plate', '浙BI2345', '浙B12345'],
    ['idNumber', '110105194912310021', '身份证号'],
    ['sellerNumber', '123', '18位'],
    ['registeredOn', '2019-02-30', '2026-01-31'],
    ['registeredOn', '长期', '2026-01-31'],
    ['totalInFigures', '0', '128000.00'],
    ['totalInWords', '十二万八', '壹拾贰万捌仟元整'],
    ['kilometres', '八万', '数字'],
    ['mortgage', '不清楚', '有'],
    ['owner', '', '请填写'],
  ] as const)('%s: %s is refused, with what to write instead', (field, text, hint) => expect(typedValue(field, text)).toEqual({ problem: expect.stringContaining(hint) }));

  it('stand on the paper that the slot is for; a seal cannot be typed', () => {
    expect([mayStandOn('P22', 'vin'), mayStandOn('P01', 'vin'), mayStandOn('P05', 'seal'), mayStandOn('P03', 'name')]).toEqual([true, false, false, false]);
  });

  it('are asked for where a rule needs them and the machine is not sure', () => {
    const reading: StoredReading = { imageId: '', state: 'done', failure: null, kind: 'vin_plate', kindConfidence: 0.9, fields: [], look: null };
    const read = (confidence: number, source: 'read' | 'typed' = 'read') => ({ ...reading, fields: [{ field: 'vin' as const, value: 'LSGPC52U6AF102554', confidence, box: null, source }] });
    const asked = (of: StoredReading) => fieldsToType('P26', of, 0.8).map(({ field, value }) => [field, value]);
    expect(asked(reading)).toEqual([['vin', null]]);
    expect(asked(read(0.6))).toEqual([['vin', 'LSGPC52U6AF102554']]);
    expect(asked(read(0.9))).toEqual([]);
    expect(asked(read(0.6, 'typed'))).toEqual([]);
    expect(asked({ ...reading, state: 'failed' })).toEqual([['vin', null]]);
    expect(asked({ ...reading, state: 'waiting' })).toEqual([]);
    expect(asked({ ...reading, kind: 'vehicle_licence' })).toEqual([]);
  });
});
