import type { PhotoRules } from '@yongche/contract/standards/photo-list';
import type { CounterDeal, KeptPicture, ServerDeal } from '../counter-deal';
import { nextOpen, noticeBefore, placesOf, progressOf, whatIsMissing } from './checklist';

const document = { hint: '平放', subject: 'document', aspect: 1.58, budgetBytes: 300_000, longSide: 2000, max: 1 } as const;
const always = [{ when: {}, status: 'required', reason: '每笔交易都需要' }] as const;
const ofSide = (side: 'seller' | 'buyer') => [{ when: { side, kind: 'person' }, status: 'required', reason: '为个人' }] as const;
const quality = { minLongSide: 1000, minSharpness: 1200, minBrightness: 50, maxSaturated: 0.5 };
/** A short table of the same form as the one in force. */
const rules = {
  quality: { document: quality, person: quality, vehicle: quality },
  photos: [
    { ...document, code: 'P01', title: '卖方身份证人像面', perParty: true, requirements: ofSide('seller') },
    { ...document, code: 'P02', title: '卖方身份证国徽面', perParty: true, requirements: ofSide('seller') },
    { ...document, code: 'P36', title: '买方居住证', requirements: [{ when: {}, status: 'optional', reason: '可以补充' }] },
    { ...document, code: 'P07', title: '买方身份证人像面', perParty: true, requirements: ofSide('buyer') },
    { ...document, code: 'P22', title: '行驶证主页', requirements: always },
    { ...document, code: 'P23', title: '行驶证副页', requirements: always },
    { ...document, code: 'P26', title: '车架号实拍', requirements: always },
    { ...document, code: 'P30', title: '二手车销售统一发票', requirements: always },
    { ...document, code: 'P32', title: '抵押权人同意书', requirements: [{ when: { mortgaged: true }, status: 'required', reason: '车辆在抵押中' }] },
  ],
} as unknown as PhotoRules;
const seller = { side: 'seller', kind: 'person', name: '卖方甲', idNumber: '330203199001010014', attendance: 'present' } as const;
const buyer = { side: 'buyer', kind: 'person', name: '买方乙', idNumber: '11010519491231002X', attendance: 'present' } as const;

const dealWith = (change: Partial<CounterDeal> = {}): CounterDeal => ({
  id: 'deal', batchId: null, staffId: 'staff', agent: { number: 'NB2026000012', holderName: '甄*范', companyName: '示例经纪', isInForce: true, sentence: null },
  input: { business: 'city_transfer', vin: 'LSGPC52U6AF102554', plate: '浙B12345', mortgaged: false, parties: [seller, buyer] },
  notifiedAt: ['2026-11-23T01:00:00Z', '2026-11-23T01:00:05Z'], pictures: [], begunAt: '2026-11-23T01:00:00Z', intent: 'capture', cancelReason: null, stage: 'open', matters: [], serial: null, completedAt: null,
  ...change,
}); // prettier-ignore

let count = 0;
const picture = (slot: string, change: Partial<KeptPicture> = {}): KeptPicture => ({
  id: `picture-${++count}`, slot, sha256: 'a'.repeat(64), width: 2000, height: 1400, capturedAt: '2026-11-23T01:01:00Z', source: 'document_camera', problems: [], bytes: 1, state: 'waiting', image: null, refusal: null, replaces: null, marked: null,
  ...change,
}); // prettier-ignore
const verdict = (state: string, more: object = {}) => ({ state, problems: [], returned: null, ...more }) as unknown as KeptPicture['image'];
const required = (deal: CounterDeal) => placesOf(rules, deal, null).filter((place) => place.required);
const placeIn = (deal: CounterDeal, code: string, server: ServerDeal | null = null) => placesOf(rules, deal, server).find((place) => place.code === code)!;

describe('the list of a deal at the counter', () => {
  it('is the same as the server’s, without a network, required types first', () => {
    const places = placesOf(rules, dealWith(), null);
    expect(places.map(({ code }) => code)).toEqual(['P01', 'P02', 'P07', 'P22', 'P23', 'P26', 'P30', 'P36']);
    expect(places.map(({ label }) => label)).toEqual([...Array<string>(7).fill('待拍'), '可不拍']);
    expect(progressOf(places)).toEqual({ done: 0, of: 7 });
  });

  it('goes through what is open, and round again to what was passed over', () => {
    const deal = dealWith({ pictures: [picture('P01'), picture('P07')] });
    expect(nextOpen(placesOf(rules, deal, null), 'P01')?.code).toBe('P02');
    expect(nextOpen(placesOf(rules, deal, null), 'P02')?.code).toBe('P22');
    expect(nextOpen(placesOf(rules, deal, null), 'P30')?.code).toBe('P02');
    expect(nextOpen(placesOf(rules, deal, null), null)?.code).toBe('P02');
  });

  it('asks for one picture of each of two sellers', () => {
    const two = dealWith({ input: { ...dealWith().input, parties: [seller, { ...seller, name: '卖方丙' }, buyer] } });
    expect(placeIn(two, 'P01')).toMatchObject({ min: 2, max: 2, label: '待拍' });
    const one = { ...two, pictures: [picture('P01')] };
    expect(placeIn(one, 'P01')).toMatchObject({ label: '还差1张', isOpen: true, mayAdd: true, gives: null });
    const both = { ...two, pictures: [picture('P01'), picture('P01')] };
    expect(placeIn(both, 'P01')).toMatchObject({ label: '已拍 2张', isOpen: false, mayAdd: false });
  });

  it('asks again for what the operator, the machine or the counter sent back, and says why', () => {
    const marked = picture('P22', { marked: 'R02' });
    expect(placeIn(dealWith({ pictures: [marked] }), 'P22')).toMatchObject({ tone: 'bad', isOpen: true, gives: marked.id, sentences: ['R02 不清楚（模糊、反光），请重拍。'] });
    const rejected = picture('P22', { state: 'arrived', image: verdict('rejected', { problems: [{ code: 'blurred', sentence: '照片模糊。' }] }) });
    expect(placeIn(dealWith({ pictures: [rejected] }), 'P22')).toMatchObject({ label: '需重拍', sentences: ['照片模糊。'] });
    const again = picture('P22', { replaces: rejected.id });
    expect(placeIn(dealWith({ pictures: [rejected, again] }), 'P22')).toMatchObject({ tone: 'waiting', label: '已拍', isOpen: false });
    expect(placeIn(dealWith({ pictures: [picture('P22', { state: 'refused', refusal: '这种照片已拍够。' })] }), 'P22')).toMatchObject({ label: '未收下', isOpen: true });
  });

  it('shows what the pre-check says of a place until a new picture lies there', () => {
    const matters = [{ sentence: '车架号与行驶证不一致。', slot: 'P26' }];
    const arrived = picture('P26', { state: 'arrived', image: verdict('accepted') });
    expect(placeIn(dealWith({ stage: 'attention', matters, pictures: [arrived] }), 'P26')).toMatchObject({ tone: 'bad', label: '需处理', sentences: ['车架号与行驶证不一致。'] });
    const again = [arrived, picture('P26', { replaces: arrived.id })];
    expect(placeIn(dealWith({ stage: 'attention', matters, pictures: again }), 'P26')).toMatchObject({ tone: 'waiting', isOpen: false });
  });

  it('believes the server’s list once it knows the deal as it was entered last', () => {
    const deal = dealWith();
    const slots = [{ ...placeIn(deal, 'P22'), title: '行驶证（新版）', images: [] }];
    const server = { business: 'city_transfer', mortgaged: false, parties: [seller, buyer], slots, gate: [{ code: 'rule_blocks', slot: 'P22', partyId: null, sentence: '车牌不一致。' }] } as unknown as ServerDeal;
    expect(placesOf(rules, deal, server).map(({ title }) => title)).toEqual(['行驶证（新版）']);
    const taken = dealWith({ pictures: [picture('P22', { state: 'arrived', image: verdict('accepted') })] });
    expect(placesOf(rules, taken, server)[0]).toMatchObject({ tone: 'bad', sentences: ['车牌不一致。'] });
    const changed = { ...deal, input: { ...deal.input, mortgaged: true } };
    expect(placesOf(rules, changed, server).map(({ code }) => code)).toContain('P32');
  });
});

describe('completing', () => {
  const whole = (change: Partial<CounterDeal> = {}) => dealWith({ pictures: required(dealWith()).map(({ code }) => picture(code)), ...change });

  it('is possible when all that is required is taken, though it has not arrived', () => {
    expect(whatIsMissing(whole(), placesOf(rules, whole(), null))).toBeUndefined();
  });

  it('names what is missing and goes there', () => {
    const deal = whole();
    const without = { ...deal, pictures: deal.pictures.filter(({ slot }) => slot !== 'P23' && slot !== 'P30') };
    expect(whatIsMissing(without, placesOf(rules, without, null))).toEqual({ sentence: '还不能完成：还缺“行驶证副页”（共2项）。', slot: 'P23', notice: null });
    const unread = whole({ notifiedAt: ['2026-11-23T01:00:00Z', null] });
    expect(whatIsMissing(unread, placesOf(rules, unread, null))).toMatchObject({ notice: 1 });
  });

  it('may be tried again where only the server’s check stood in the way', () => {
    const deal = whole({ stage: 'attention', matters: [{ sentence: '车牌不一致。', slot: 'P22' }] });
    const arrived = { ...deal, pictures: deal.pictures.map((each) => ({ ...each, state: 'arrived' as const, image: verdict('accepted') })) };
    expect(whatIsMissing(arrived, placesOf(rules, arrived, null))).toBeUndefined();
  });
});

it('takes no picture of a person before that side has agreed', () => {
  const deal = dealWith({ notifiedAt: ['2026-11-23T01:00:00Z', null] });
  expect(noticeBefore(deal, 'P01')).toBeUndefined();
  expect(noticeBefore(deal, 'P07')).toBe(1);
  expect(noticeBefore(deal, 'P22')).toBeUndefined();
});
