import type { memberPositions } from '@yongche/contract';
import type { TariffContent } from '@yongche/contract/billing.shapes';
import type { RuleBookContent } from '@yongche/contract/discipline.shapes';
import type { DuesSchemeContent } from '@yongche/contract/members.shapes';
import type { EntityManager } from 'typeorm';
import { startOfDay } from '../../src/clock';
import { recordContract } from '../../src/domains/billing/contracts';
import { adoptTariff, createTariff, keyOfTariff, proposeTariff } from '../../src/domains/billing/tariffs';
import { keyOfBook } from '../../src/domains/discipline/book-proposals';
import standardBook from '../../src/domains/discipline/rule-book.2026-1.json';
import { adoptBook, createBook, proposeBook } from '../../src/domains/discipline/rule-books';
import { proposeItem } from '../../src/domains/governance/agenda';
import { AgendaItem } from '../../src/domains/governance/agenda-item.entity';
import { confirmResolution } from '../../src/domains/governance/confirmations';
import { openMeeting, planMeeting, setAgenda } from '../../src/domains/governance/meetings';
import { Resolution } from '../../src/domains/governance/resolution.entity';
import { recordResolution } from '../../src/domains/governance/resolutions';
import { adoptScheme, createScheme, proposeScheme } from '../../src/domains/members/dues-schemes';
import { enrolMember, moveMember } from '../../src/domains/members/member-moves';
import { Member } from '../../src/domains/members/member.entity';
import { keyOfScheme } from '../../src/domains/members/scheme-proposals';
import { creditCodeOf } from '../demo-city';
import { endsOn, type YearPlan } from './plan';
import { actorOf, byOf } from './staff';

const yuan = 100;
const version = '2019-1';
const where = '协会网站和各市场公告栏';

export const tariffOf2019: TariffContent & { version: string; from: string } = {
  version,
  from: '2019-05-01',
  memberFen: 3 * yuan,
  nonMemberFen: 8 * yuan,
  channels: ['mobile', 'fixed'],
  redoneWithinDays: 30,
  payWithinDays: 25,
  nature: '经营服务性收费，按服务合同收取',
  service: '二手车交易影像的采集、核对、存储和查询服务',
  costBasis: '系统开发升级、影像存储与带宽、技术保障和管理人员的费用；按交易车辆上传的数据流量收取，以辆为单位。',
};

/** What happens at a moment, in a transaction that is handed to it. */
export interface Step {
  at: Date;
  tell: (tx: EntityManager, at: Date) => Promise<unknown>;
}
/** A step at an hour of a day in Shanghai. */
export const on = (day: string, hour: number, tell: Step['tell']): Step => ({ at: new Date(startOfDay(day).getTime() + hour * 3600_000), tell });

/** The meetings of the association and what they decided, from the dues of 2019 to the end of the demo year; each on its own day. */
export function meetingsOf(plan: YearPlan): Step[] {
  return [
    on('2018-12-18', 9, proposeDues(plan)),
    on('2018-12-20', 14, (tx, at) => adoptDues(tx, at, plan)),
    on('2018-12-20', 16, (tx, at) => confirmMembers(tx, at, plan)),
    on('2019-02-20', 10, (tx, at) => letOneGo(tx, at, plan)),
    on('2019-04-16', 9, proposeTariff2019),
    on('2019-04-20', 14, (tx, at) => adoptTariff2019(tx, at, plan)),
    on('2019-04-25', 9, (tx, at) => signContracts(tx, at, plan)),
    on('2019-06-14', 9, proposeBook2019),
    on('2019-06-21', 14, (tx, at) => adoptBook2019(tx, at, plan)),
    ...joiningDays(plan).map(({ day, places }) => on(day, 10, (tx, at) => letJoin(tx, at, plan, places))),
    on(endsOn, 10, (tx, at) => letAllGo(tx, at, plan)),
  ];
}

type Position = keyof typeof memberPositions;
interface PlannedMember {
  name: string;
  creditCode: string;
  position: Position;
  /** Tier by its place in the records. */
  tier: number;
  marketId: string | null;
}

const words = ['汽车城', '二手车市场', '汽车销售', '名车', '旧机动车', '汽车服务'];

/** The members of the end of the year by their tiers, the greatest first; those who run a market are the first ones. */
export function membersOf({ figures, markets }: YearPlan): PlannedMember[] {
  const positionOf = (tier: number, place: number): Position => (tier === 0 ? (place === 0 ? 'president_unit' : 'vice_president_unit') : tier === 1 ? 'council_unit' : 'ordinary_unit');
  const run = markets.filter(({ isMember }) => isMember);
  return figures.dues.tiers
    .flatMap(({ members }, tier) => Array.from({ length: members }, (_, place) => ({ tier, position: positionOf(tier, place) })))
    .map(({ tier, position }, at) => ({ name: nameOf(at), creditCode: codeOf(at), position, tier, marketId: run[at]?.id ?? null }));
}
const nameOf = (at: number) => `甬演${String(at + 1).padStart(2, '0')}会员${words[at % words.length]}有限公司`;
const codeOf = (at: number) => creditCodeOf(`91330200MAYE${String(at + 1).padStart(5, '0')}`);
/** The one that leaves in the year stands behind the others. */
const leaver = ({ figures }: YearPlan) => figures.members.closing;

/** Those who do not pay in the year: of each tier the ones that have long been members and run no market. */
export function unpaidOf(plan: YearPlan): Set<string> {
  const [members, joined] = [membersOf(plan), plan.figures.members.joined];
  const known = members.slice(0, members.length - joined);
  return new Set(plan.figures.dues.tiers.flatMap(({ members: all, paid }, tier) => (all === paid ? [] : known.filter((member) => member.tier === tier && member.marketId === null).slice(-(all - paid)))).map(({ creditCode }) => creditCode));
}

/** Two join at each meeting of the chairs. */
function joiningDays({ figures }: YearPlan): { day: string; places: number[] }[] {
  const { joined, closing } = figures.members;
  const places = Array.from({ length: joined }, (_, at) => closing - joined + at);
  return ['2019-04-08', '2019-05-20', '2019-07-15', '2019-09-16'].flatMap((day, at) => {
    const own = places.slice(2 * at, 2 * at + 2);
    return own.length > 0 ? [{ day, places: own }] : [];
  });
}

const scheme: DuesSchemeContent = {
  tiers: [
    { code: 'A', name: '会长、副会长单位', fen: 10_000 * yuan, positions: ['president_unit', 'vice_president_unit'] },
    { code: 'B', name: '理事单位', fen: 6_000 * yuan, positions: ['council_unit'] },
    { code: 'C', name: '会员单位', fen: 3_000 * yuan, positions: ['ordinary_unit'] },
  ],
  dueOn: '03-31',
  remindAfterDays: [-14, 1, 30, 60],
  proposeAfterDays: 180,
};

const proposeDues = ({ figures }: YearPlan) => async (tx: EntityManager, at: Date) => {
  const [clerk, by] = [actorOf('clerk'), byOf('clerk', at)];
  const tiers = scheme.tiers.map((tier, place) => ({ ...tier, fen: figures.dues.tiers[place]!.yuan * yuan }));
  await createScheme(tx, { version, title: '2019年度会费标准', content: { ...scheme, tiers } }, clerk, by);
  await proposeScheme(tx, version, clerk, by);
};

async function adoptDues(tx: EntityManager, at: Date, plan: YearPlan): Promise<void> {
  const [resolutionId] = await meet(tx, at, { kind: 'general', title: '一届三次会员大会', keys: [keyOfScheme(version)] }, plan);
  await adoptScheme(tx, { version, resolutionId: resolutionId!, publishedOn: '2018-12-20', publishedWhere: where, fromYear: 2019 }, actorOf('president'), byOf('president', at));
}

async function proposeTariff2019(tx: EntityManager, at: Date): Promise<void> {
  const { version: _version, from: _from, ...content } = tariffOf2019;
  await createTariff(tx, { version, title: '影像核对系统服务费收费标准', content }, actorOf('finance'), byOf('finance', at));
  await proposeTariff(tx, version, actorOf('finance'), byOf('finance', at));
}

async function adoptTariff2019(tx: EntityManager, at: Date, plan: YearPlan): Promise<void> {
  const [resolutionId] = await meet(tx, at, { kind: 'general', title: '会员大会（服务费事项）', keys: [keyOfTariff(version)] }, plan);
  await adoptTariff(tx, { version, resolutionId: resolutionId!, publishedOn: '2019-04-20', publishedWhere: where, effectiveOn: tariffOf2019.from }, actorOf('president'), byOf('president', at));
}

async function signContracts(tx: EntityManager, at: Date, { markets }: YearPlan): Promise<void> {
  for (const { id: marketId, code, closedOn } of markets) await recordContract(tx, { marketId, number: `YXFW2019-${code}`, signedOn: '2019-04-25', fromOn: tariffOf2019.from, toOn: closedOn ? '2019-09-30' : endsOn }, actorOf('finance'), byOf('finance', at));
}

/** 细则（试行）: the text is that of the book that comes with the system, four chapters of nineteen articles; in its first time everything is pointed out only. */
async function proposeBook2019(tx: EntityManager, at: Date): Promise<void> {
  const content = { ...(standardBook as unknown as RuleBookContent), transition: [{ code: null, from: '2019-09-01', mode: 'correction' }] } as RuleBookContent;
  await createBook(tx, { version, title: '宁波市二手车交易“代理证”和“影像核对”制度管理细则（试行）', content }, actorOf('clerk'), byOf('clerk', at));
  await proposeBook(tx, version, actorOf('clerk'), byOf('clerk', at));
}

async function adoptBook2019(tx: EntityManager, at: Date, plan: YearPlan): Promise<void> {
  const [resolutionId] = await meet(tx, at, { kind: 'general', title: '一届四次会员大会', keys: [keyOfBook(version)] }, plan);
  await adoptBook(tx, { version, resolutionId: resolutionId!, publishedOn: '2019-06-21', publishedWhere: where, effectiveOn: '2019-09-01' }, actorOf('president'), byOf('president', at));
}

/** The members of the beginning of 2019, entered from the association's paper list. */
async function confirmMembers(tx: EntityManager, at: Date, plan: YearPlan): Promise<void> {
  const members = membersOf(plan);
  const resolutionId = await decide(tx, at, plan, { key: 'other:year-2019-members', title: '会员名册', proposal: '确认会员名册。' });
  const join = (member: Omit<PlannedMember, 'tier'>) => enrol(tx, at, member, { effectiveOn: '2017-12-01', resolutionId });
  for (const member of members.slice(0, members.length - plan.figures.members.joined)) await join(member);
  if (plan.figures.members.left > 0) await join({ name: nameOf(leaver(plan)), creditCode: codeOf(leaver(plan)), position: 'ordinary_unit', marketId: null });
}

async function letJoin(tx: EntityManager, at: Date, plan: YearPlan, places: number[]): Promise<void> {
  const day = dayOf(at);
  const resolutionId = await decide(tx, at, plan, { key: `other:year-2019-join-${day}`, title: '新会员入会', proposal: '同意入会。' });
  for (const place of places) await enrol(tx, at, membersOf(plan)[place]!, { effectiveOn: day, resolutionId });
}

const enrol = (tx: EntityManager, at: Date, { name, creditCode, position, marketId }: Omit<PlannedMember, 'tier'>, { effectiveOn, resolutionId }: { effectiveOn: string; resolutionId: string }) =>
  enrolMember(tx, { name, creditCode, companyId: null, marketId }, { position, effectiveOn, reason: '自愿申请入会', resolutionId }, byOf('clerk', at));

async function letOneGo(tx: EntityManager, at: Date, plan: YearPlan): Promise<void> {
  if (plan.figures.members.left === 0) return;
  const resolutionId = await decide(tx, at, plan, { key: 'other:year-2019-leave', title: '会员退会', proposal: '同意退会。' });
  await leave(tx, at, [codeOf(leaver(plan))], { reason: '主动退会', resolutionId });
}

async function letAllGo(tx: EntityManager, at: Date, plan: YearPlan): Promise<void> {
  const resolutionId = await decide(tx, at, plan, { key: 'other:year-2019-end', title: '演示年度结束', proposal: '演示年度到此结束，各会员单位退会。' });
  await leave(tx, at, membersOf(plan).map(({ creditCode }) => creditCode), { reason: '演示年度结束', resolutionId });
}

async function leave(tx: EntityManager, at: Date, creditCodes: string[], { reason, resolutionId }: { reason: string; resolutionId: string }): Promise<void> {
  for (const creditCode of creditCodes) {
    const { id } = await tx.findOneByOrFail(Member, { creditCode });
    await moveMember(tx, id, { kind: 'leave', effectiveOn: dayOf(at), reason, resolutionId }, byOf('clerk', at));
  }
}

const dayOf = (at: Date) => new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 10);

/** A matter of the chairs; gives the resolution. */
async function decide(tx: EntityManager, at: Date, plan: YearPlan, { key, title, proposal }: { key: string; title: string; proposal: string }): Promise<string> {
  await proposeItem(tx, { kind: 'other', key, title, proposal, facts: [], link: null, decidedIn: 'chairs', madeBy: actorOf('clerk').staffId }, byOf('clerk', at));
  return (await meet(tx, at, { kind: 'chairs', title: '会长例会', keys: [key] }, plan))[0]!;
}

/** A meeting as its minutes tell it, everything adopted; gives the resolutions in the order of the matters. */
async function meet(tx: EntityManager, at: Date, { kind, title, keys }: { kind: 'chairs' | 'general'; title: string; keys: string[] }, { figures }: YearPlan): Promise<string[]> {
  const [clerk, byClerk] = [actorOf('clerk'), byOf('clerk', at)];
  const entitled = kind === 'chairs' ? figures.dues.tiers[0]!.members : figures.members.opening;
  const present = kind === 'chairs' ? entitled : Math.ceil(entitled * 0.9);
  const { id } = await planMeeting(tx, { kind, title, heldOn: dayOf(at), place: '协会会议室' }, clerk, byClerk);
  const items: AgendaItem[] = [];
  for (const openKey of keys) items.push(await tx.findOneByOrFail(AgendaItem, { openKey }));
  await setAgenda(tx, { id, itemIds: items.map((item) => item.id) }, clerk, byClerk);
  await openMeeting(tx, { id, entitled, present, guests: '' }, clerk, byClerk);
  const resolutions: string[] = [];
  for (const { id: itemId } of items) {
    await recordResolution(tx, { itemId, outcome: 'adopted', ballot: 'secret', inFavour: present, against: 0, abstained: 0, text: '如议题所述。' }, clerk, byClerk);
    const { id: resolutionId } = await tx.findOneByOrFail(Resolution, { itemId });
    await confirmResolution(tx, resolutionId, actorOf('president'), byOf('president', at));
    resolutions.push(resolutionId);
  }
  return resolutions;
}
