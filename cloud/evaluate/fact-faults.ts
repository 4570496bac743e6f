import type { ruleCodes } from '@yongche/contract';
import { daysAfter } from '../local/documents/deal';
import type { Detector } from '../src/domains/checks/looking/look';
import type { DealFacts, PartyFacts, PictureFacts } from '../src/domains/checks/rules/rule';

/** Something wrong with a deal that no paper shows, for the rules that need no reading. */
export interface FactFault {
  rule: keyof typeof ruleCodes;
  title: string;
  applies?(facts: DealFacts): boolean;
  change(facts: DealFacts): DealFacts;
}

type Capture = NonNullable<PictureFacts['capture']>;
const picture = (facts: DealFacts, slot: string, change: Partial<PictureFacts>): DealFacts => ({ ...facts, pictures: facts.pictures.map((one) => (one.slot === slot ? { ...one, ...change } : one)) });
const captured = (facts: DealFacts, change: Partial<Capture>) => picture(facts, 'P22', { capture: { ...facts.pictures.find(({ slot }) => slot === 'P22')!.capture!, ...change } });
const parties = (facts: DealFacts, change: Partial<PartyFacts>, side?: 'seller'): DealFacts => ({ ...facts, parties: facts.parties.map((party) => (!side || party.side === side ? { ...party, ...change } : party)) });
const seen = (facts: DealFacts, detector: Detector): DealFacts => picture(facts, 'P22', { look: { findings: [{ detector, score: 1, box: null }], outline: null, exif: { make: null, model: null, software: null, takenAt: null } } });
const earlier = (facts: DealFacts, days: number[], kilometres: number | null = null): DealFacts => ({ ...facts, history: { deals: days.map((ago, at) => ({ serial: `20250101000101000${at}`, completedOn: daysAfter(facts.on, -ago), kilometres })) } });
const read = (facts: DealFacts, slots: string[], values: Record<string, string>): DealFacts => ({
  ...facts,
  pictures: facts.pictures.map((one) => (slots.includes(one.slot) ? { ...one, values: one.values.map((value) => ({ ...value, value: values[value.field] ?? value.value })) } : one)),
});
const minutesAfter = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000);
const soldByPerson = ({ parties }: DealFacts) => parties.some(({ side, kind }) => side === 'seller' && kind === 'person');
const reversible = ({ parties }: DealFacts) => parties.every(({ side, kind }) => (side === 'seller' ? kind === 'person' : kind === 'unit'));

export const factFaults: FactFault[] = [
  { rule: 'T-01', title: '行驶证拍成了身份证', change: (facts) => picture(facts, 'P22', { kind: 'id_front', kindConfidence: 0.97 }) },
  { rule: 'T-02', title: '检测出模糊', change: (facts) => seen(facts, 'blur') },
  { rule: 'T-03', title: '检测出翻拍', change: (facts) => seen(facts, 'recapture') },
  { rule: 'T-08', title: '代理证暂停', change: (facts) => ({ ...facts, agent: { ...facts.agent, certificateInForce: false } }) },
  { rule: 'T-08', title: '企业已注销', change: (facts) => ({ ...facts, agent: { ...facts.agent, companyInForce: false } }) },
  { rule: 'T-08', title: '不是持证人本人', change: (facts) => ({ ...facts, agent: { ...facts.agent, isHolder: false } }) },
  { rule: 'T-11', title: '今年已卖三辆', applies: soldByPerson, change: (facts) => parties(facts, { shortHoldingSales: 3 }, 'seller') },
  { rule: 'T-13', title: '出租车还有半年报废', change: (facts) => read(facts, ['P20', 'P22'], { useNature: '出租客运', registeredOn: daysAfter(facts.on, -2740) }) },
  { rule: 'T-14', title: '一个月前刚交易过', change: (facts) => earlier(facts, [30]) },
  { rule: 'T-14', title: '一年内交易过三次', change: (facts) => earlier(facts, [120, 200, 300]) },
  { rule: 'T-15', title: '照片与另一笔交易相同', change: (facts) => seen(facts, 'duplicate') },
  { rule: 'T-16', title: '离市场五公里', change: (facts) => captured(facts, { position: { latitude: 29.915, longitude: 121.55, accuracyMetres: 30 } }) },
  { rule: 'T-16', title: '手机时间快一小时', change: (facts) => picture(facts, 'P22', { capturedAt: minutesAfter(facts.pictures[0]!.receivedAt, 60) }) },
  { rule: 'T-16', title: '比采集码还早', change: (facts) => captured(facts, { nonceIssuedAt: minutesAfter(facts.pictures[0]!.capturedAt, 30) }) },
  { rule: 'T-17', title: '来自相册', change: (facts) => captured(facts, { method: 'album' }) },
  { rule: 'T-17', title: '没有采集码', change: (facts) => captured(facts, { nonceIssuedAt: null }) },
  { rule: 'T-17', title: '模拟器', change: (facts) => captured(facts, { device: 'Genymotion Nexus / Android 11' }) },
  { rule: 'T-18', title: '车价为零', change: (facts) => read(facts, ['P30'], { totalInFigures: '0.00', totalInWords: '零圆整' }) },
  { rule: 'T-19', title: '不该反向开票', applies: (facts) => !reversible(facts), change: (facts) => read(facts, ['P30'], { direction: 'reverse' }) },
  { rule: 'T-20', title: '一人代办双方', change: (facts) => ({ ...parties(facts, { attendance: 'agent' }), market: { ...facts.market, allowsAgentForBothSides: false } }) },
  { rule: 'T-21', title: '里程比上次少', change: (facts) => earlier(facts, [400], 900_000) },
  { rule: 'T-24', title: '有人没有阅读告知', change: (facts) => parties(facts, { notified: false }, 'seller') },
];
