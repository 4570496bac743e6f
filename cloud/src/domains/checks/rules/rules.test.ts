import type { RulePackContent } from '@yongche/contract/checks';
import { buyerFacts, type Change, factsWith, goodPapers, readPicture, sellerFacts, suspicious, unitFacts, unitPapers } from '../../../../test/deal-facts';
import content from '../rule-pack.2026-1.json';
import { judge } from './judge';
import type { RuleCode, Severity, Verdict } from './rule';

const pack = content as unknown as RulePackContent;
const resultOf = (rule: RuleCode, change: Change, by = pack) => judge(factsWith(change), by).find((result) => result.rule === rule);

type Story = [what: string, verdict: Verdict | null, change: Change, severity?: Severity];
const stories: Partial<Record<RuleCode, Story[]>> = {
  'T-01': [
    ['everything is there', 'consistent', {}],
    ['no 发票', 'inconsistent', { papers: { P30: null } }, 'block'],
    ['an ID card where 行驶证 belongs', 'inconsistent', { pictures: [readPicture('P22', {}, { kind: 'id_front' })] }],
    ['perhaps an ID card', 'consistent', { pictures: [readPicture('P22', {}, { kind: 'id_front', kindConfidence: 0.5 })] }],
    ['both pages of 行驶证 on one picture', 'consistent', { pictures: [readPicture('P23', {}, { kind: 'vehicle_licence' })] }],
  ],
  'T-02': [
    ['a blurred picture', 'inconsistent', { pictures: [suspicious('P22', { detector: 'blur', score: 0.97, box: null })] }, 'block'],
    ['a little glare', 'inconsistent', { pictures: [suspicious('P22', { detector: 'glare', score: 0.99, box: null })] }, 'flag'],
    ['hardly anything', 'consistent', { pictures: [suspicious('P22', { detector: 'blur', score: 0.3, box: null })] }],
    ['not looked at yet', 'uncertain', { pictures: [readPicture('P22', {}, { look: null })] }],
  ],
  'T-03': [
    ['taken from a screen, perhaps', 'inconsistent', { pictures: [suspicious('P22', { detector: 'recapture', score: 0.99, box: null })] }, 'flag'],
    ['a screenshot', 'inconsistent', { pictures: [suspicious('P22', { detector: 'screenshot', score: 1, box: null })] }, 'block'],
  ],
  'T-04': [
    ['the same everywhere', 'consistent', {}],
    ['one digit differs on 发票', 'inconsistent', { papers: { P30: { vin: 'LSGPC52U6AF102564' } } }, 'block'],
    ['O read for 0, I for 1', 'consistent', { papers: { P26: { vin: 'LSGPC52U6AFIO2554' } } }],
    ['5 read as S: the check digit is the judge', 'consistent', { papers: { P26: { vin: 'L5GPC52U6AF102554' } } }],
    ['hardly read', 'uncertain', { papers: { P26: { vin: 'LSGPC52U6AF102557' } }, confidence: { P26: 0.3 } }],
    ['typed by the agent: it counts', 'inconsistent', { pictures: [readPicture('P26', { vin: 'LSGPC52U6AF102557' }, { source: 'typed', confidence: 0.3 })] }],
    ['not read on the car', 'uncertain', { papers: { P26: { vin: '' } } }],
    ['the plate of the maker differs', 'inconsistent', { pictures: [readPicture('P27', { vin: 'LSVAA49J132047371' })] }],
  ],
  'T-05': [
    ['浙B·12345', 'consistent', { papers: { P24: { plate: '浙B·12345' } } }],
    ['another plate on the car', 'inconsistent', { papers: { P24: { plate: '浙B67890' } } }],
    ['8 or B: nobody knows', 'uncertain', { papers: { P22: { plate: '浙B82345' }, P24: { plate: '浙BB2345' }, P25: { plate: '' }, P30: { plate: '浙B82345' } }, facts: { plate: '浙B82345' } }],
    ['half a plate', 'uncertain', { papers: { P24: { plate: '浙B123' } } }],
  ],
  'T-06': [
    ['owner and seller are one', 'consistent', {}],
    ['somebody else owns the car', 'inconsistent', { papers: { P20: { owner: '车主丁' } } }],
    ['another number on 发票', 'inconsistent', { papers: { P30: { sellerNumber: '330206199202290031' } } }],
    ['a unit, with （） of any width', 'consistent', { papers: { ...unitPapers, P20: { owner: '样板(宁波)贸易有限公司', ownerNumber: unitFacts.number }, P22: { owner: '样板（宁波）贸易 有限公司' }, P04: { unitName: '样板(宁波)贸易有限公司' }, P30: { sellerName: '样板（宁波）贸易有限公司', sellerNumber: unitFacts.number } }, facts: { parties: [{ ...unitFacts, name: '样板（宁波）贸易有限公司' }, buyerFacts] } }],
    ['a rare character that 发票 could not print', 'uncertain', { papers: { P30: { sellerName: '卖?甲' } } }],
    ['a name of which a sign was misread: the number vouches for it', 'uncertain', { papers: { P30: { sellerName: '卖万甲' } } }],
    ['a number that was changed by a digit: no check digit holds', 'inconsistent', { pictures: [withConfidence('P30', { ...goodPapers.P30, sellerNumber: '330203199001010015' }, { sellerNumber: 0.58 })] }],
    ['the owner was not read', 'uncertain', { papers: { P22: { owner: '' } } }],
    ['one of two owners (共有)', 'consistent', { facts: { parties: [sellerFacts, { ...sellerFacts, name: '共有丁', number: '330206199202290031' }, buyerFacts] } }],
  ],
  'T-07': [
    ['the buyer of 发票 is the buyer', 'consistent', {}],
    ['发票 names another', 'inconsistent', { papers: { P30: { buyerName: '别人己' } } }],
    ['a name with a dot', 'consistent', { papers: { P07: { name: '买方·乙' } } }],
  ],
  'T-08': [
    ['in force', 'consistent', {}],
    ['at the counter', 'consistent', { facts: { channel: 'fixed' } }],
    ['the company may not work', 'inconsistent', { facts: { agent: { certificateInForce: true, companyInForce: false, isHolder: true } } }],
    ['somebody else’s certificate', 'inconsistent', { facts: { agent: { certificateInForce: true, companyInForce: true, isHolder: false } } }],
  ],
  'T-09': [
    ['no unit', null, {}],
    ['sealed, names match', 'consistent', { papers: unitPapers, facts: { parties: [unitFacts, buyerFacts] } }],
    ['no seal', 'inconsistent', { papers: { ...unitPapers, P05: { ...unitPapers.P05, seal: 'no' } }, facts: { parties: [unitFacts, buyerFacts] } }],
    ['no letter at all', 'inconsistent', { papers: { ...unitPapers, P05: null }, facts: { parties: [unitFacts, buyerFacts] } }],
    ['somebody else is authorised', 'inconsistent', { papers: { ...unitPapers, P05: { ...unitPapers.P05, delegate: '别人己' } }, facts: { parties: [unitFacts, buyerFacts] } }],
    ['it has run out', 'inconsistent', { papers: { ...unitPapers, P05: { ...unitPapers.P05, validUntil: '2026-11-19' } }, facts: { parties: [unitFacts, buyerFacts] } }],
    ['the seal was not found', 'uncertain', { papers: { ...unitPapers, P05: { ...unitPapers.P05, seal: '' } }, facts: { parties: [unitFacts, buyerFacts] } }],
  ],
  'T-10': [
    ['all valid', 'consistent', {}],
    ['the ID card ran out yesterday', 'inconsistent', { papers: { P02: { validUntil: '2026-11-19' } } }],
    ['it runs out today', 'consistent', { papers: { P02: { validUntil: '2026-11-20' } } }],
    ['2026年11月19日, hardly read', 'uncertain', { papers: { P02: { validUntil: '2026年11月19日' } }, confidence: { P02: 0.4 } }],
    ['not read', 'uncertain', { papers: { P08: { validUntil: '' } } }],
  ],
  'T-11': [
    ['the second one', 'consistent', { facts: { parties: [{ ...sellerFacts, shortHoldingSales: 2 }, buyerFacts] } }],
    ['three already', 'inconsistent', { facts: { parties: [{ ...sellerFacts, shortHoldingSales: 3 }, buyerFacts] } }, 'flag'],
    ['a unit sells', null, { papers: unitPapers, facts: { parties: [unitFacts, buyerFacts] } }],
  ],
  'T-12': [
    ['no mortgage', 'consistent', {}],
    ['a mortgage, no consent', 'inconsistent', { papers: { P21: { mortgage: 'yes' } } }],
    ['a mortgage with consent', 'consistent', { papers: { P21: { mortgage: 'yes' }, P32: {} } }],
    ['lifted on the last page', 'consistent', { pictures: [readPicture('P21', { mortgage: 'yes' }), readPicture('P21', { mortgage: 'no' })] }],
    ['not read', 'uncertain', { papers: { P21: { mortgage: '' } } }],
  ],
  'T-13': [
    ['a private car', 'consistent', {}],
    ['a taxi of seven years and a half', 'inconsistent', { papers: { P22: { useNature: '出租客运' }, P20: { useNature: '出租客运' } } }, 'flag'],
    ['a lorry of seven years', 'consistent', { papers: { P22: { useNature: '货运', vehicleType: '重型普通货车' } } }],
    ['use not read', 'uncertain', { papers: { P22: { useNature: '' }, P20: { useNature: '' } } }],
  ],
  'T-14': [
    ['never seen', 'consistent', {}],
    ['sold three weeks ago', 'inconsistent', { facts: { history: { deals: [{ serial: '202610300001010001', completedOn: '2026-10-30', kilometres: null }] } } }, 'flag'],
    ['sold last spring', 'consistent', { facts: { history: { deals: [{ serial: '202604300001010001', completedOn: '2026-04-30', kilometres: null }] } } }],
    ['three times since January', 'inconsistent', { facts: { history: { deals: ['2026-08-01', '2026-05-01', '2026-02-01'].map((completedOn) => ({ serial: '1', completedOn, kilometres: null })) } } }],
  ],
  'T-15': [
    ['last week’s picture again', 'inconsistent', { pictures: [suspicious('P22', { detector: 'duplicate', score: 0.99, box: null, otherImageId: 'x' })] }, 'block'],
    ['perhaps', 'inconsistent', { pictures: [suspicious('P22', { detector: 'duplicate', score: 0.6, box: null, otherImageId: 'x' })] }, 'flag'],
    ['new ones', 'consistent', {}],
  ],
  'T-16': [
    ['in the market', 'consistent', { pictures: [taken({ position: { latitude: 29.8701, longitude: 121.5501, accuracyMetres: 20 } })] }],
    ['two kilometres away', 'inconsistent', { pictures: [taken({ position: { latitude: 29.89, longitude: 121.55, accuracyMetres: 20 } })] }, 'flag'],
    ['uploaded an hour later, without a network', 'consistent', { pictures: [readPicture('P22', goodPapers.P22!, { receivedAt: new Date('2026-11-20T03:00:00Z') })] }],
    ['a picture from the future', 'inconsistent', { pictures: [readPicture('P22', goodPapers.P22!, { receivedAt: new Date('2026-11-20T01:00:00Z') })] }],
    ['at a counter that got its 采集码 after an outage', 'consistent', { pictures: [taken({ nonceIssuedAt: new Date('2026-11-20T08:10:00Z'), method: 'document_camera' })], facts: { channel: 'fixed' } }],
    ['at a counter whose clock is ahead', 'inconsistent', { pictures: [readPicture('P22', goodPapers.P22!, { receivedAt: new Date('2026-11-20T01:00:00Z') })], facts: { channel: 'fixed' } }],
    ['older than its 采集码', 'inconsistent', { pictures: [taken({ nonceIssuedAt: new Date('2026-11-20T02:10:00Z') })] }],
    ['nothing told', 'uncertain', { papers: Object.fromEntries(Object.keys(goodPapers).map((slot) => [slot, null])), pictures: [readPicture('P22', {}, { capture: null })] }],
  ],
  'T-17': [
    ['all by the mini-program', 'consistent', {}],
    ['from the album', 'inconsistent', { pictures: [taken({ method: 'album' })] }, 'flag'],
    ['by the scanner of a counter, without 采集码', 'consistent', { pictures: [taken({ method: 'scanner', nonceIssuedAt: null })] }],
    ['a file at the counter', 'inconsistent', { pictures: [taken({ method: 'album', nonceIssuedAt: null })], facts: { channel: 'fixed' } }, 'flag'],
    ['without 采集码', 'inconsistent', { pictures: [taken({ nonceIssuedAt: null })] }],
    ['an emulator', 'inconsistent', { pictures: [taken({ device: 'Google sdk_gphone64 / Android 14' })] }],
  ],
  'T-18': [
    ['words and figures agree', 'consistent', {}],
    ['they do not', 'inconsistent', { papers: { P30: { totalInWords: '壹拾叁万捌仟元整' } } }, 'flag'],
    ['nothing', 'inconsistent', { papers: { P30: { totalInWords: '零元整', totalInFigures: '0.00' } } }],
    ['12.8万', 'consistent', { papers: { P30: { totalInFigures: '12.8万' } } }],
    ['words not read', 'uncertain', { papers: { P30: { totalInWords: '壹拾贰X' } } }],
  ],
  'T-19': [
    ['a transfer in the city', 'consistent', {}],
    ['发票 says 杭州', 'inconsistent', { papers: { P30: { destinationOffice: '杭州市公安局车辆管理所' } } }],
    ['moved out to 杭州', 'consistent', { papers: { P30: { destinationOffice: '杭州市公安局车辆管理所' } }, facts: { business: 'moved_out' } }],
    ['reversed between two persons', 'inconsistent', { papers: { P30: { direction: 'reverse' } } }],
    ['office not read', 'uncertain', { papers: { P30: { destinationOffice: '' } } }],
  ],
  'T-20': [
    ['both came themselves', null, {}],
    ['one agent for both', 'inconsistent', { facts: { parties: [{ ...sellerFacts, attendance: 'agent' }, { ...buyerFacts, attendance: 'agent' }] } }, 'flag'],
    ['the market allows it', 'consistent', { facts: { parties: [{ ...sellerFacts, attendance: 'agent' }, { ...buyerFacts, attendance: 'agent' }], market: { allowsAgentForBothSides: true, position: null } } }],
  ],
  'T-21': [
    ['never measured', null, { pictures: [readPicture('P28', { kilometres: '80000' })] }],
    ['went backwards', 'inconsistent', { pictures: [readPicture('P28', { kilometres: '60000' })], facts: driven(80_000) }, 'flag'],
    ['went on', 'consistent', { pictures: [readPicture('P28', { kilometres: '81000' })], facts: driven(80_000) }],
    ['not read', 'uncertain', { pictures: [readPicture('P28', {})], facts: driven(80_000) }],
  ],
  'T-22': [
    ['petrol on a blue plate', 'consistent', {}],
    ['电 on a blue plate', 'inconsistent', { papers: { P20: { energy: '电' } } }, 'warn'],
    ['petrol on a green plate', 'inconsistent', { facts: { plate: '浙BD12345' } }],
    ['汽油/电混合动力 may have either', 'consistent', { papers: { P20: { energy: '汽油/电混合动力' } } }],
    ['not read', 'uncertain', { papers: { P20: { energy: '' } } }],
  ],
  'T-23': [
    ['valid', 'consistent', {}],
    ['over', 'inconsistent', { papers: { P23: { inspectionValidUntil: '2026-10' } } }, 'block'],
    ['over, with the proof of a new one', 'consistent', { papers: { P23: { inspectionValidUntil: '2026-10' }, P35: {} } }],
    ['not read', 'uncertain', { papers: { P23: { inspectionValidUntil: '' } } }],
  ],
  'T-24': [
    ['all agreed', 'consistent', {}],
    ['the buyer did not', 'inconsistent', { facts: { parties: [sellerFacts, { ...buyerFacts, notified: false }] } }, 'block'],
  ],
};

function taken(capture: object) {
  const picture = readPicture('P22', goodPapers.P22!);
  return { ...picture, capture: { ...picture.capture!, ...capture } };
}
function withConfidence(slot: string, fields: Parameters<typeof readPicture>[1], confidence: Record<string, number>) {
  const picture = readPicture(slot, fields);
  return { ...picture, values: picture.values.map((value) => ({ ...value, confidence: confidence[value.field] ?? value.confidence })) };
}
function driven(kilometres: number) {
  return { history: { deals: [{ serial: '202511200001010001', completedOn: '2025-11-20', kilometres }] } };
}

describe.each(Object.entries(stories) as [RuleCode, Story[]][])('%s', (rule, told) => {
  it.each(told.map(([what, verdict, change, severity]) => ({ what, verdict, change, severity })))('$what', ({ verdict, change, severity }) => {
    const result = resultOf(rule, change);
    expect(result?.verdict ?? null).toBe(verdict);
    if (severity) expect(result?.severity).toBe(severity);
    if (result?.verdict === 'inconsistent' || result?.verdict === 'uncertain') expect(result.fix).not.toBeNull();
  });
});

describe('the catalogue', () => {
  it('has a story for each of its 24 rules', () => expect(Object.keys(stories)).toHaveLength(24));
  it('finds nothing wrong with a good deal', () => {
    expect(judge(factsWith(), pack).filter(({ verdict }) => verdict !== 'consistent')).toEqual([]);
  });
  it('names no person in a sentence or a fix', () => {
    const broken = factsWith({ papers: { P20: { owner: '车主丁' }, P30: { buyerName: '买方戊', sellerNumber: '330206199202290031' } } });
    const said = judge(broken, pack).map(({ sentence, fix }) => `${sentence}${fix}`).join('\n');
    for (const secret of ['卖方甲', '买方乙', '车主丁', '买方戊', '330203199001010014', '330206199202290031']) expect(said).not.toContain(secret);
  });
  it('frames what differs, and says which values the agent typed', () => {
    const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.1 };
    const typed = readPicture('P30', { ...goodPapers.P30, vin: 'LSGPC52U6AF102564' }, { source: 'typed' });
    const { values, sentence } = resultOf('T-04', { pictures: [{ ...typed, values: typed.values.map((value) => ({ ...value, box })) }] })!;
    expect(values.filter(({ differs }) => differs)).toMatchObject([{ slot: 'P30', box, source: 'typed' }]);
    expect(sentence).toBe('发票上的车架号与其他材料不同。其中发票的内容由代理人填写，请对照原件。');
  });
  it('costs what the pack says, and in the shadow nothing', () => {
    const shadow = { ...pack, rules: { ...pack.rules, 'T-04': { ...pack.rules['T-04'], severity: 'shadow' as const } } };
    expect(resultOf('T-04', { papers: { P30: { vin: 'LSGPC52U6AF102564' } } }, shadow)?.severity).toBe('shadow');
  });
});
