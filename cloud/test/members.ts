import type { memberPositions } from '@yongche/contract';
import type { DuesSchemeContent } from '@yongche/contract/members.shapes';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { employeeOf } from '../local/demo-rule-book';
import type { By } from '../src/audit/audit';
import { dayInShanghai } from '../src/clock';
import { AgendaItem } from '../src/domains/governance/agenda-item.entity';
import { proposeItem } from '../src/domains/governance/agenda';
import { confirmResolution } from '../src/domains/governance/confirmations';
import { openMeeting, planMeeting, setAgenda } from '../src/domains/governance/meetings';
import { Resolution } from '../src/domains/governance/resolution.entity';
import { recordResolution } from '../src/domains/governance/resolutions';
import { raiseDues } from '../src/domains/members/dues-runs';
import { adoptScheme, createScheme, proposeScheme } from '../src/domains/members/dues-schemes';
import { enrolMember, moveMember } from '../src/domains/members/member-moves';
import type { MemberStanding } from '../src/domains/members/member.entity';
import { duesSchemeFor } from '../src/domains/members/schemes-in-force';
import { payableOf } from '../src/domains/payments/payables';
import { receivePayment } from '../src/domains/payments/receive-payment';
import { staffNow } from './discipline';
import type { Product } from './product';
import { newCreditCode } from './register';

type Position = keyof typeof memberPositions;
const yuan = 100;

/** 10,000, 6,000 and 3,000 yuan by position, as in the year 2019; due by the end of March. */
export const schemeOf2019: DuesSchemeContent = {
  tiers: [
    { code: 'A', name: '会长、副会长单位', fen: 10_000 * yuan, positions: ['president_unit', 'vice_president_unit'] },
    { code: 'B', name: '理事单位', fen: 6_000 * yuan, positions: ['council_unit'] },
    { code: 'C', name: '会员单位', fen: 3_000 * yuan, positions: ['ordinary_unit'] },
  ],
  dueOn: '03-31',
  remindAfterDays: [-14, 1, 30],
  proposeAfterDays: 90,
};

/** The system's hand at this moment of the story. */
const system = (product: Product): By => ({ author: { kind: 'system' }, origin: undefined, at: product.clock.now() });

/** A member since `on`, by a resolution of the chairs; gives its id. */
export function joined(product: Product, { name = '试验会员单位', position = 'ordinary_unit', marketId = null, companyId = null, on = '2026-01-01' }: { name?: string; position?: Position; marketId?: string | null; companyId?: string | null; on?: string } = {}): Promise<string> {
  return product.server.deps.db.transaction(async (tx) => {
    const resolutionId = await resolved(tx, product);
    const { id } = await enrolMember(tx, { name, creditCode: newCreditCode(), companyId, marketId }, { position, effectiveOn: on, reason: '自愿申请入会', resolutionId }, system(product));
    return id;
  });
}

/** 退会, 暂停, 恢复 or 职务调整 from a day on, by a resolution of the chairs. */
export async function moved(product: Product, memberId: string, kind: Exclude<MemberStanding['kind'], 'join'>, on: string, position?: Position): Promise<void> {
  await product.server.deps.db.transaction(async (tx) => {
    const resolutionId = await resolved(tx, product);
    await moveMember(tx, memberId, { kind, position: position ?? null, effectiveOn: on, reason: '会长例会决定', resolutionId }, system(product));
  });
}

/** 会费标准 from `fromYear` (this year) on, passed by the general meeting's secret ballot; gives its version, which is the one in force where there is one. */
export function schemeInForce(product: Product, { fromYear = Number(dayInShanghai(product.clock.now()).slice(0, 4)), content = schemeOf2019 }: { fromYear?: number; content?: DuesSchemeContent } = {}): Promise<string> {
  const version = `${fromYear}-1`;
  return product.server.deps.db.transaction(async (tx) => {
    const inForce = await duesSchemeFor(tx, fromYear);
    if (inForce) return inForce.version;
    const clerk = await employeeOf(tx, 'clerk');
    const president = await employeeOf(tx, 'president');
    await createScheme(tx, { version, title: '会费标准', content }, clerk, { ...system(product), author: clerk });
    await proposeScheme(tx, version, clerk, { ...system(product), author: clerk });
    const { id: itemId } = await tx.findOneByOrFail(AgendaItem, { openKey: `dues_scheme:${version}` });
    const heldOn = [`${fromYear}-01-01`, dayInShanghai(product.clock.now())].sort()[0]!;
    const resolutionId = await decided(tx, product, itemId, 'general', heldOn);
    await adoptScheme(tx, { version, resolutionId, publishedOn: heldOn, publishedWhere: '协会网站', fromYear }, president, { ...system(product), author: president });
    return version;
  });
}

/** The dues of a year, by the scheme in force for it; gives how many the run has raised. */
export async function duesRaised(product: Product, year: number): Promise<{ raised: number; totalFen: number }> {
  await schemeInForce(product, { fromYear: year });
  const { db } = product.server.deps;
  const clerk = await employeeOf(db.manager, 'clerk');
  return db.transaction((tx) => raiseDues(tx, year, { ...system(product), author: clerk }));
}

/** The due of a member for a year. */
export async function dueOf(product: Product, memberId: string, year: number): Promise<string> {
  const [{ id }] = await product.server.deps.db.query('SELECT id FROM dues WHERE member_id = ? AND year = ?', [memberId, year]);
  return id;
}

/** A meeting of today votes on an item over HTTP, and the president confirms it unless said otherwise; gives the resolution. */
export async function voted(
  product: Product,
  itemId: string,
  { kind = 'chairs', outcome = 'adopted', ballot = 'secret', confirmed = true }: { kind?: 'chairs' | 'general'; outcome?: 'adopted' | 'rejected' | 'adjourned'; ballot?: 'open' | 'secret'; confirmed?: boolean } = {},
): Promise<{ id: string; executed: string | null }> {
  const clerk = await staffNow(product, 'clerk');
  const { id } = await clerk.call('POST /meetings', { body: { kind, title: kind === 'chairs' ? '会长例会' : '临时会员大会', heldOn: dayInShanghai(product.clock.now()), place: '协会会议室' } });
  await clerk.call('PUT /meetings/:id/agenda', { params: { id }, body: { itemIds: [itemId] } });
  await clerk.call('POST /meetings/:id/opening', { params: { id }, body: { entitled: 40, present: 36, guests: '' } });
  const votes = outcome === 'rejected' ? { inFavour: 2, against: 33, abstained: 1 } : { inFavour: 34, against: 1, abstained: 1 };
  const { resolution } = await clerk.call('POST /agenda-items/:id/resolution', { params: { id: itemId }, body: { outcome, ballot, ...votes, text: '如议题所述。' } });
  if (!confirmed) return { id: resolution!.id, executed: null };
  const item = await (await staffNow(product, 'president')).call('POST /resolutions/:id/confirmation', { params: { id: resolution!.id } });
  return { id: resolution!.id, executed: item.resolution?.executed ?? null };
}

/** Money for a due comes by the bank: all that is open, or `fen` of it. */
export async function duePaid(product: Product, dueId: string, fen?: number): Promise<void> {
  await product.server.deps.db.transaction(async (tx) => {
    const payable = (await payableOf(tx, 'due', dueId, { lock: true }))!;
    const facts = { way: 'bank', kind: 'bank_received', on: dayInShanghai(product.clock.now()), memo: '会费', document: `statement_line:${uuidv7()}` } as const;
    await receivePayment(tx, { payable, fen: fen ?? payable.outstandingFen, key: `bank_received:${uuidv7()}`, reference: '流水0001', ...facts }, system(product));
  });
}

const matter = 'other:members-of-the-story';

/** One confirmed resolution of the chairs for all members of a story. */
async function resolved(tx: EntityManager, product: Product): Promise<string> {
  const known = await tx.findOne(AgendaItem, { where: { key: matter } });
  if (known) return (await tx.findOneByOrFail(Resolution, { settledItemId: known.id })).id;
  const { staffId } = await employeeOf(tx, 'clerk');
  const itemId = await proposeItem(tx, { kind: 'other', key: matter, title: '会籍变动', proposal: '按名单办理。', facts: [], link: null, decidedIn: 'chairs', madeBy: staffId }, system(product));
  return decided(tx, product, itemId, 'chairs', dayInShanghai(product.clock.now()));
}

/** A meeting of that day adopts an item by secret ballot, and the president confirms it; gives the resolution. */
export async function decided(tx: EntityManager, product: Product, itemId: string, kind: 'chairs' | 'general', heldOn: string): Promise<string> {
  const clerk = await employeeOf(tx, 'clerk');
  const president = await employeeOf(tx, 'president');
  const byClerk: By = { ...system(product), author: clerk };
  const { id } = await planMeeting(tx, { kind, title: kind === 'chairs' ? '会长例会' : '会员大会', heldOn, place: '协会会议室' }, clerk, byClerk);
  await setAgenda(tx, { id, itemIds: [itemId] }, clerk, byClerk);
  await openMeeting(tx, { id, entitled: 40, present: 36, guests: '' }, clerk, byClerk);
  await recordResolution(tx, { itemId, outcome: 'adopted', ballot: 'secret', inFavour: 34, against: 1, abstained: 1, text: '如议题所述。' }, clerk, byClerk);
  const resolution = await tx.findOneByOrFail(Resolution, { itemId });
  await confirmResolution(tx, resolution.id, president, { ...system(product), author: president });
  return resolution.id;
}
