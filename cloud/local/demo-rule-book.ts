import type { EntityManager } from 'typeorm';
import { audit, type By } from '../src/audit/audit';
import { keyOfBook } from '../src/domains/discipline/book-proposals';
import { RuleBook } from '../src/domains/discipline/rule-book.entity';
import { proposeBook } from '../src/domains/discipline/rule-books';
import { AgendaItem } from '../src/domains/governance/agenda-item.entity';
import { confirmResolution } from '../src/domains/governance/confirmations';
import { openMeeting, planMeeting, setAgenda } from '../src/domains/governance/meetings';
import { Resolution } from '../src/domains/governance/resolution.entity';
import { recordResolution } from '../src/domains/governance/resolutions';
import { Staff } from '../src/domains/identity/staff.entity';
import type { StaffActor } from '../src/http/actor';

const version = '2026-1';
const adoption = { publishedOn: '2025-12-22', publishedWhere: '协会网站、公众号和各市场公告栏', effectiveOn: '2026-01-01' } as const;

/**
 * The demo city's general meeting passes the rule book that came with the system, and the president publishes it: entered
 * afterwards, as minutes are, so that it is in force since the beginning of 2026. Minor codes are pointed out until the year ends.
 */
export async function adoptDemoBook(tx: EntityManager, by: By): Promise<void> {
  const clerk = await employeeOf(tx, 'clerk');
  const president = await employeeOf(tx, 'president');
  const byClerk: By = { ...by, author: clerk };
  const byPresident: By = { ...by, author: president };
  await proposeBook(tx, version, clerk, byClerk);
  const { id: itemId } = await tx.findOneByOrFail(AgendaItem, { openKey: keyOfBook(version) });
  const meeting = await planMeeting(tx, { kind: 'general', title: '2025年度会员大会', heldOn: '2025-12-20', place: '协会会议室' }, clerk, byClerk);
  await setAgenda(tx, { id: meeting.id, itemIds: [itemId] }, clerk, byClerk);
  await openMeeting(tx, { id: meeting.id, entitled: 48, present: 42, guests: '行业主管部门代表' }, clerk, byClerk);
  await recordResolution(tx, { itemId, outcome: 'adopted', ballot: 'secret', inFavour: 39, against: 2, abstained: 1, text: '通过管理细则与扣分标准，自2026年1月1日起施行。' }, clerk, byClerk);
  const resolution = await tx.findOneByOrFail(Resolution, { itemId });
  await confirmResolution(tx, resolution.id, president, byPresident);
  // A book of one's own takes effect on a day to come; this one has been in force for as long as the demo city tells of.
  await tx.update(RuleBook, version, { state: 'adopted', resolutionId: resolution.id, ...adoption });
  const { id } = await tx.findOneByOrFail(RuleBook, { version });
  const { publishedOn, effectiveOn } = adoption;
  await audit(tx, byPresident, { action: 'discipline.book_adopted', subject: { type: 'rule_book', id }, details: { version, effectiveOn, publishedOn, resolution: resolution.number }, changes: { state: { before: 'draft', after: 'adopted' } } });
}

/** An employee of the demo city as who logs in. */
export async function employeeOf(tx: EntityManager, username: string): Promise<StaffActor> {
  const { id, name, role, marketId } = await tx.findOneByOrFail(Staff, { username });
  return { kind: 'staff', sessionId: '', staffId: id, name, role, marketId, isSetUp: true, secondFactorAt: null };
}
