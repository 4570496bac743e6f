import type { memberPositions } from '@yongche/contract';
import type { TariffContent } from '@yongche/contract/billing.shapes';
import type { DuesSchemeContent } from '@yongche/contract/members.shapes';
import { type EntityManager, In } from 'typeorm';
import { audit, type By } from '../src/audit/audit';
import { dayInShanghai, startOfDay } from '../src/clock';
import { recordContract } from '../src/domains/billing/contracts';
import { Tariff } from '../src/domains/billing/tariff.entity';
import { createTariff, keyOfTariff, proposeTariff } from '../src/domains/billing/tariffs';
import { AgendaItem } from '../src/domains/governance/agenda-item.entity';
import { proposeItem } from '../src/domains/governance/agenda';
import { confirmResolution } from '../src/domains/governance/confirmations';
import { openMeeting, planMeeting, setAgenda } from '../src/domains/governance/meetings';
import { Resolution } from '../src/domains/governance/resolution.entity';
import { recordResolution } from '../src/domains/governance/resolutions';
import { setBudget } from '../src/domains/ledger/budgets';
import { monthAfter, monthOf, monthsBetween } from '../src/domains/ledger/calendar-month';
import { raiseDues } from '../src/domains/members/dues-runs';
import { adoptScheme, createScheme, proposeScheme } from '../src/domains/members/dues-schemes';
import { enrolMember } from '../src/domains/members/member-moves';
import { Member } from '../src/domains/members/member.entity';
import { keyOfScheme } from '../src/domains/members/scheme-proposals';
import { registerPayeeAccount } from '../src/domains/payments/payee-accounts';
import { Company } from '../src/domains/registry/company.entity';
import { Market } from '../src/domains/registry/market.entity';
import type { StaffActor } from '../src/http/actor';
import { creditCodeOf, demoMarketCodes, loadDemoCity } from './demo-city';
import { type PastDeps, tellMonth } from './demo-months';
import { publishEarlier } from './demo-statistics';
import { employeeOf } from './demo-rule-book';

const yuan = 100;
/** The demo city's books begin so many months before this one. */
const monthsOfHistory = 4;

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
const tariff: TariffContent = {
  memberFen: 3 * yuan,
  nonMemberFen: 8 * yuan,
  channels: ['mobile', 'fixed'],
  redoneWithinDays: 30,
  payWithinDays: 20,
  nature: '经营服务性收费，按服务合同收取',
  service: '二手车交易影像的采集、核对、存储、查询和存证',
  costBasis: '系统开发升级、影像存储与带宽、技术保障和核查人员费用，按上年度实际支出和交易车辆数测算；每年向会员大会报告收支。',
};

/** Two of them are companies of the register and run a market. */
const members: { name: string; position: keyof typeof memberPositions; company?: string; market?: string }[] = [
  { name: '第一示范汽车城有限公司', position: 'president_unit' },
  { name: '样板汽车经纪有限公司', position: 'vice_president_unit', company: '样板汽车经纪有限公司', market: '0002' },
  { name: '第二示范汽车城有限公司', position: 'vice_president_unit' },
  { name: '示范车行有限公司', position: 'council_unit', company: '示范车行有限公司', market: '0001' },
  { name: '模范旧机动车有限公司', position: 'council_unit' },
  { name: '演练汽车销售有限公司', position: 'council_unit' },
  { name: '范例名车行有限公司', position: 'council_unit' },
  { name: '样例汽车服务有限公司', position: 'ordinary_unit' },
  { name: '试用汽车贸易有限公司', position: 'ordinary_unit' },
  { name: '例证二手车有限公司', position: 'ordinary_unit' },
  { name: '标本汽车评估有限公司', position: 'ordinary_unit' },
  { name: '假定汽车租赁有限公司', position: 'ordinary_unit' },
];

/**
 * Loads the demo city as it began some months ago, and what became of its money since, by the product's own steps, oldest first: a
 * general meeting adopts dues and tariff, dues are raised, bills are published and paid by the bank, months are closed; what is
 * left open is left to the visitor. To be done before the first visitor comes: each entry of the audit log has its own time.
 */
export async function loadDemoHistory(deps: PastDeps): Promise<void> {
  const { db, clock } = deps;
  const first = monthAfter(monthBeforeHistory(clock.now()));
  const last = monthAfter(monthOf(dayInShanghai(clock.now())), -1);
  const since = startOfDay(`${first}-01`);
  await loadDemoCity({ ...deps, clock: { now: () => since } });
  if (await db.manager.existsBy(Member, { creditCode: creditCodeOfMember(0) })) return;
  await db.transaction((tx) => found(tx, new Date(since.getTime() + 9 * 3600_000)));
  await db.transaction((tx) => publishEarlier(tx, { first, at: new Date(since.getTime() + 10 * 3600_000) }));
  for (const month of monthsBetween(first, last)) await tellMonth(deps, { month, isFirst: month === first, isLast: month === last });
}

/** The month before the one in which the demo city's books begin. */
export const monthBeforeHistory = (now: Date): string => monthAfter(monthOf(dayInShanghai(now)), -monthsOfHistory - 1);
const creditCodeOfMember = (index: number) => creditCodeOf(`91330200MADEM01${String(index).padStart(2, '0')}`);

/** The meetings' decisions, the members and the dues of the year. */
async function found(tx: EntityManager, at: Date): Promise<void> {
  const [clerk, president, finance] = [await employeeOf(tx, 'clerk'), await employeeOf(tx, 'president'), await employeeOf(tx, 'finance')];
  const by = (author: StaffActor): By => ({ author, origin: undefined, at });
  const year = Number(dayInShanghai(at).slice(0, 4));
  const version = `${year}-1`;
  const heldOn = `${year - 1}-12-28`;

  await createScheme(tx, { version, title: `${year}年度会费标准`, content: scheme }, clerk, by(clerk));
  await proposeScheme(tx, version, clerk, by(clerk));
  await createTariff(tx, { version, title: '影像核对系统服务费收费标准', content: tariff }, finance, by(finance));
  await proposeTariff(tx, version, finance, by(finance));
  const keys = [keyOfScheme(version), keyOfTariff(version)];
  const [schemeBy, tariffBy] = await meet(tx, { kind: 'general', title: `${year - 1}年度会员大会（收费事项）`, heldOn, entitled: 12, present: 11, keys }, by);
  const publication = { publishedOn: heldOn, publishedWhere: '协会网站、信用中国和各市场公告栏' };
  await adoptScheme(tx, { version, resolutionId: schemeBy!, ...publication, fromYear: year }, president, by(president));
  // A tariff of one's own takes effect on a day to come; this one has been in force for as long as the demo city tells of.
  const adopted = { state: 'adopted', resolutionId: tariffBy!, ...publication, effectiveOn: `${year}-01-01`, adoptedBy: president.staffId } as const;
  await tx.update(Tariff, version, adopted);
  const { id } = await tx.findOneByOrFail(Tariff, { version });
  await audit(tx, by(president), { action: 'billing.tariff_adopted', subject: { type: 'tariff', id }, details: { version, effectiveOn: adopted.effectiveOn }, changes: { state: { before: 'draft', after: 'adopted' } } });

  const key = 'other:demo-members';
  await proposeItem(tx, { kind: 'other', key, title: '会员名册', proposal: '确认会员名册。', facts: members.map(({ name }) => name), link: null, decidedIn: 'chairs', madeBy: clerk.staffId }, by(clerk));
  const [resolutionId] = await meet(tx, { kind: 'chairs', title: '会长例会', heldOn, entitled: 5, present: 5, keys: [key] }, by);
  for (const [index, { name, position, company, market }] of members.entries()) {
    const known = company ? await tx.findOneByOrFail(Company, { name: company }) : null;
    const marketId = market ? (await tx.findOneByOrFail(Market, { code: market })).id : null;
    const creditCode = known?.creditCode ?? creditCodeOfMember(index);
    await enrolMember(tx, { name, creditCode, companyId: known?.id ?? null, marketId }, { position, effectiveOn: `${year - (index > 9 ? 1 : 3)}-06-01`, reason: '自愿申请入会', resolutionId: resolutionId! }, by(clerk));
  }
  for (const { id: marketId, code } of await tx.find(Market, { where: { code: In([...demoMarketCodes]) }, order: { code: 'ASC' } })) await recordContract(tx, { marketId, number: `YXFW${year}-${code}`, signedOn: heldOn, fromOn: `${year}-01-01`, toOn: null }, finance, by(finance));
  await registerPayeeAccount(tx, { fund: 'dues', payeeName: '示范市二手车流通协会', bankName: '示范银行样板支行', bankNumber: '6200000000000000001' }, finance, by(finance));
  await registerPayeeAccount(tx, { fund: 'service_fee', payeeName: '示范车联网络科技有限公司（服务费专户）', bankName: '示范银行样板支行', bankNumber: '6200000000000000002' }, finance, by(finance));
  const budgets = [['service_fee', 'expense_storage', 40_000], ['service_fee', 'expense_staff', 120_000], ['service_fee', 'expense_maintenance', 60_000], ['dues', 'expense_meetings', 30_000], ['dues', 'expense_office', 12_000]] as const; // prettier-ignore
  for (const [fund, head, amount] of budgets) await setBudget(tx, { fund, year, head, fen: amount * yuan }, finance, by(finance));
  await raiseDues(tx, year, by(clerk));
}

interface Held {
  kind: 'chairs' | 'general';
  title: string;
  heldOn: string;
  entitled: number;
  present: number;
  /** The matters, each of which is adopted by secret ballot. */
  keys: string[];
}

/** A meeting as its minutes tell it; gives the resolutions in the order of the matters. */
async function meet(tx: EntityManager, { kind, title, heldOn, entitled, present, keys }: Held, by: (author: StaffActor) => By): Promise<string[]> {
  const [clerk, president] = [await employeeOf(tx, 'clerk'), await employeeOf(tx, 'president')];
  const items = await Promise.all(keys.map((openKey) => tx.findOneByOrFail(AgendaItem, { openKey })));
  const { id } = await planMeeting(tx, { kind, title, heldOn, place: '协会会议室' }, clerk, by(clerk));
  await setAgenda(tx, { id, itemIds: items.map((item) => item.id) }, clerk, by(clerk));
  await openMeeting(tx, { id, entitled, present, guests: '' }, clerk, by(clerk));
  const resolutions: string[] = [];
  for (const { id: itemId } of items) {
    await recordResolution(tx, { itemId, outcome: 'adopted', ballot: 'secret', inFavour: present, against: 0, abstained: 0, text: '如议题所述。' }, clerk, by(clerk));
    const { id: resolutionId } = await tx.findOneByOrFail(Resolution, { itemId });
    await confirmResolution(tx, resolutionId, president, by(president));
    resolutions.push(resolutionId);
  }
  return resolutions;
}
