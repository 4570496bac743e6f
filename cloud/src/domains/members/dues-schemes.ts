import type { DuesSchemeContent } from '@yongche/contract/members.shapes';
import { type EntityManager, MoreThanOrEqual } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type Act, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { isDuplicateKey } from '../../database-errors';
import type { StaffActor } from '../../http/actor';
import { ensure, refuseField, Refusal } from '../../http/errors';
import { proposeItem, withdrawItem } from '../governance/agenda';
import { resolutionToAdopt } from '../governance/resolutions';
import { Due } from './due.entity';
import { DuesScheme } from './dues-scheme.entity';
import { lockDuesRuns } from './dues-runs';
import { isImpartialToScheme, mayChangeScheme, mayProposeScheme, mayWithdrawScheme } from './members.policy';
import { factsOfScheme, keyOfScheme, schemeProposal } from './scheme-proposals';

interface Draft {
  version: string;
  title: string;
  content: DuesSchemeContent;
}

/** 新建草稿. @throws members.scheme_exists */
export async function createScheme(tx: EntityManager, draft: Draft, staff: StaffActor, by: By): Promise<DuesScheme> {
  const unpublished = { fromYear: null, resolutionId: null, publishedOn: null, publishedWhere: null, adoptedBy: null };
  const scheme: DuesScheme = { id: uuidv7(), state: 'draft', ...draft, ...unpublished, madeBy: staff.staffId, changedBy: null, createdAt: by.at };
  await tx.insert(DuesScheme, scheme).catch((error: unknown) => {
    throw isDuplicateKey(error, 'PRIMARY') ? new Refusal('members.scheme_exists') : error;
  });
  await audit(tx, by, act('members.scheme_created', scheme));
  return scheme;
}

/** 修改草稿, unless a meeting has it; who changes it counts as its maker too. @throws members.scheme_not_found, members.scheme_wrong_state */
export async function changeScheme(tx: EntityManager, { version, title, content }: Draft, staff: StaffActor, by: By): Promise<DuesScheme> {
  const scheme = await lockScheme(tx, version);
  ensure(mayChangeScheme(staff, scheme, await isBeforeMeeting(tx, version)), 'members.scheme_wrong_state');
  return move(tx, scheme, { title, content, changedBy: staff.staffId }, by, act('members.scheme_changed', scheme));
}

/** 提交会员大会: from now on it stays as it is, until the meeting rejects it. @throws members.scheme_not_found, members.scheme_wrong_state */
export async function proposeScheme(tx: EntityManager, version: string, staff: StaffActor, by: By): Promise<DuesScheme> {
  const scheme = await lockScheme(tx, version);
  ensure(mayProposeScheme(staff, scheme, await isBeforeMeeting(tx, version)), 'members.scheme_wrong_state');
  const itemId = await proposeItem(
    tx,
    {
      kind: 'dues_scheme',
      key: keyOfScheme(version),
      title: `审议《${scheme.title}》（${version}版）`,
      proposal: '会费标准由会员大会以无记名投票表决。通过后由会长公布并写明起始年度；不通过的，不施行。',
      facts: factsOfScheme(scheme.content),
      link: keyOfScheme(version),
      decidedIn: 'general',
      madeBy: staff.staffId,
    },
    by,
  );
  await audit(tx, by, act('members.scheme_proposed', scheme, { itemId }));
  return scheme;
}

export interface Adoption {
  version: string;
  resolutionId: string;
  publishedOn: string;
  publishedWhere: string;
  /** First year whose dues are raised by it. */
  fromYear: number;
}

/**
 * 通过并公布 by the resolution of the general meeting in a secret ballot; never for a year before the vote, nor for one whose
 * dues are raised already, so that within a year a tier has one amount (law.md R-F7).
 * @throws members.scheme_not_found, members.scheme_wrong_state, members.same_person, members.scheme_needs_resolution, request.invalid for days and years out of order
 */
export async function adoptScheme(tx: EntityManager, { version, resolutionId, publishedOn, publishedWhere, fromYear }: Adoption, staff: StaffActor, by: By): Promise<DuesScheme> {
  const scheme = await lockScheme(tx, version);
  ensure(scheme.state === 'draft', 'members.scheme_wrong_state');
  ensure(isImpartialToScheme(staff, scheme), 'members.same_person');
  const resolution = await resolutionToAdopt(tx, keyOfScheme(version), { resolutionId, publishedOn, today: dayInShanghai(by.at) }, 'secret');
  ensure(resolution, 'members.scheme_needs_resolution');
  const heldIn = Number(resolution.heldOn.slice(0, 4));
  if (fromYear < heldIn) refuseField('fromYear', `会费标准不溯及既往，起始年度应不早于通过的年度（${heldIn}）。`);
  await lockDuesRuns(tx);
  const [latest] = await tx.find(Due, { where: { year: MoreThanOrEqual(fromYear) }, order: { year: 'DESC' }, take: 1 });
  if (latest) refuseField('fromYear', `${latest.year}年度会费已按原来的标准部署，起始年度应不早于${latest.year + 1}。`);
  const adoption = { state: 'adopted', resolutionId, publishedOn, publishedWhere, fromYear, adoptedBy: staff.staffId } as const;
  return move(tx, scheme, adoption, by, act('members.scheme_adopted', scheme, { fromYear, publishedOn, resolution: resolution.number })).catch((error: unknown) => {
    if (isDuplicateKey(error, 'dues_schemes_from_year')) refuseField('fromYear', '已有另一版会费标准从这一年度起施行，请换一个年度。');
    throw error;
  });
}

/** 撤回草稿, from the meeting too. @throws members.scheme_not_found, members.scheme_wrong_state */
export async function withdrawScheme(tx: EntityManager, { version, reason }: { version: string; reason: string }, staff: StaffActor, by: By): Promise<DuesScheme> {
  const scheme = await lockScheme(tx, version);
  ensure(mayWithdrawScheme(staff, scheme), 'members.scheme_wrong_state');
  await withdrawItem(tx, keyOfScheme(version), reason, by);
  return move(tx, scheme, { state: 'withdrawn' }, by, act('members.scheme_withdrawn', scheme, { reason }));
}

/** @throws members.scheme_not_found */
export async function findScheme(tx: EntityManager, version: string): Promise<DuesScheme> {
  const scheme = await tx.findOneBy(DuesScheme, { version });
  ensure(scheme, 'members.scheme_not_found');
  return scheme;
}

async function lockScheme(tx: EntityManager, version: string): Promise<DuesScheme> {
  const scheme = await tx.findOne(DuesScheme, { where: { version }, lock: { mode: 'pessimistic_write' } });
  ensure(scheme, 'members.scheme_not_found');
  return scheme;
}

const isBeforeMeeting = async (tx: EntityManager, version: string) => (await schemeProposal(tx, version))?.beforeMeeting ?? false;
const act = (action: Act['action'], { id, version }: DuesScheme, details: Record<string, unknown> = {}): Act => ({ action, subject: { type: 'dues_scheme', id }, details: { version, ...details } });

async function move(tx: EntityManager, scheme: DuesScheme, change: Partial<DuesScheme>, by: By, told: Act): Promise<DuesScheme> {
  await tx.update(DuesScheme, scheme.version, change);
  const changes = change.state && { state: { before: scheme.state, after: change.state } };
  await audit(tx, by, { ...told, ...(changes ? { changes } : {}) });
  return { ...scheme, ...change };
}
