import type { credentialResetReasons, roleChangeReasons, staffEndReasons, suspensionReasons } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type Act, type By } from '../../audit/audit';
import { changesOf } from '../../audit/changes';
import { dayInShanghai } from '../../clock';
import { isDuplicateKey } from '../../database-errors';
import type { StaffActor } from '../../http/actor';
import { ensure, Refusal, refuseField } from '../../http/errors';
import { Market } from '../registry/market.entity';
import { temporaryPasswordHours } from './passwords';
import { voidPins } from './pins';
import { clearSecondFactors } from './second-factors';
import { closeStaffSessions } from './sessions';
import { Staff } from './staff.entity';
import { isByTwoPersons, isOwn, isPossible, type StaffAct } from './staff.policy';

/** Who acts on an account, with the audit's who, where and when. */
interface ByStaff extends By {
  author: StaffActor;
}

/** 岗位: a market for a market's people, a last day for an adviser. */
export interface Position {
  role: Staff['role'];
  marketId?: string | null | undefined;
  endsOn?: string | null | undefined;
}

const ofMarket: Staff['role'][] = ['operator', 'market_manager'];

/** A position that can be filled; each wrong field is told. @throws request.invalid, registry.market_not_found */
async function ensurePosition(tx: EntityManager, { role, marketId, endsOn }: Position, today: string): Promise<Pick<Staff, 'role' | 'marketId' | 'endsOn'>> {
  const isOfMarket = ofMarket.includes(role);
  if (isOfMarket && !marketId) refuseField('marketId', '请选择所在市场');
  if (role === 'policy_adviser' && !endsOn) refuseField('endsOn', '政策指导员须填写到期日');
  if (endsOn && endsOn < today) refuseField('endsOn', '到期日不能早于今天');
  if (isOfMarket) ensure(await tx.existsBy(Market, { id: marketId! }), 'registry.market_not_found');
  return { role, marketId: isOfMarket ? marketId! : null, endsOn: endsOn ?? null };
}

/** What makes a password a temporary one. */
function temporary(passwordHash: string, at: Date) {
  return { passwordHash, temporaryPasswordUntil: new Date(at.getTime() + temporaryPasswordHours * 3600_000), setUpAt: null };
}

/** 开户: an account with a temporary password that can do nothing until it is confirmed; a market manager opens operators of the own market. */
export async function openAccount(tx: EntityManager, account: Position & { username: string; name: string; passwordHash: string }, by: ByStaff): Promise<Staff> {
  const { author, at } = by;
  if (author.role === 'market_manager') {
    if (account.role !== 'operator') refuseField('role', '市场负责人只能开立本市场操作员的账号');
    if (account.marketId !== author.marketId) refuseField('marketId', '只能选择您所在的市场');
  }
  const staff = {
    id: uuidv7(),
    username: account.username,
    name: account.name,
    ...(await ensurePosition(tx, account, dayInShanghai(at))),
    ...temporary(account.passwordHash, at),
    state: 'awaiting_confirmation' as const,
    createdAt: at,
    proposedBy: author.staffId,
    confirmedBy: null,
    totpSecretSealed: null,
    totpPendingSealed: null,
    lastTotpStep: 0,
    lockedAt: null,
    suspendedUntil: null,
  };
  await tx.insert(Staff, staff).catch((error: unknown) => {
    throw isDuplicateKey(error, 'staff_username') ? new Refusal('identity.username_taken', { fields: [{ field: 'username', message: '这个用户名已被使用，请换一个。' }] }) : error;
  });
  const { role, marketId, endsOn } = staff;
  await audit(tx, by, { action: 'identity.staff_opened', subject: { type: 'staff', id: staff.id }, changes: changesOf<Staff>({}, { role, marketId, endsOn }) });
  return staff;
}

/** The account that an act is about, locked. @throws identity.staff_not_found, own_account, two_persons_required, staff_wrong_state */
async function takeAccount(tx: EntityManager, id: string, act: StaffAct, { author, at }: ByStaff): Promise<Staff> {
  const staff = await tx.findOne(Staff, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(staff, 'identity.staff_not_found');
  ensure(!isOwn(author, staff), 'identity.own_account');
  ensure(act !== 'confirm' || isByTwoPersons(author, staff), 'identity.two_persons_required');
  ensure(isPossible(act, staff, dayInShanghai(at)), 'identity.staff_wrong_state');
  return staff;
}

/** Changes an account and writes what changed; `endSessions` puts its owner out at the next request. */
async function change(tx: EntityManager, staff: Staff, fields: Partial<Staff>, act: Pick<Act, 'action' | 'details'>, by: By, { endSessions = false } = {}): Promise<void> {
  await tx.update(Staff, staff.id, fields);
  if (endSessions) await closeStaffSessions(tx, { staffId: staff.id }, by.at);
  const { state, role, marketId, endsOn, lockedAt } = { ...staff, ...fields };
  await audit(tx, by, { ...act, subject: { type: 'staff', id: staff.id }, changes: changesOf<Staff>(staff, { state, role, marketId, endsOn, lockedAt }) });
}

/** 确认: the second person repeats role and market, so that what is confirmed is what was opened. */
export async function confirmAccount(tx: EntityManager, { id, role, marketId }: { id: string } & Position, by: ByStaff): Promise<void> {
  const staff = await takeAccount(tx, id, 'confirm', by);
  ensure(staff.role === role && staff.marketId === (marketId ?? null), 'identity.staff_wrong_state');
  await change(tx, staff, { state: 'active', confirmedBy: by.author.staffId }, { action: 'identity.staff_confirmed' }, by);
}

export async function suspendAccount(tx: EntityManager, { id, reason }: { id: string; reason: keyof typeof suspensionReasons }, by: ByStaff): Promise<void> {
  const staff = await takeAccount(tx, id, 'suspend', by);
  await change(tx, staff, { state: 'suspended' }, { action: 'identity.staff_suspended', details: { reason } }, by, { endSessions: true });
}

export async function resumeAccount(tx: EntityManager, { id }: { id: string }, by: ByStaff): Promise<void> {
  const staff = await takeAccount(tx, id, 'resume', by);
  await change(tx, staff, { state: 'active' }, { action: 'identity.staff_resumed' }, by);
}

/** 解锁: the lock is off; the failed log-ins are forgotten by whoever calls this, once it is certain. */
export async function unlockAccount(tx: EntityManager, { id }: { id: string }, by: ByStaff): Promise<void> {
  const staff = await takeAccount(tx, id, 'unlock', by);
  await change(tx, staff, { lockedAt: null }, { action: 'identity.staff_unlocked' }, by);
}

/** 变更岗位: in force at once; whoever was logged in begins anew with the new rights. */
export async function changeRole(tx: EntityManager, { id, reason, ...position }: { id: string; reason: keyof typeof roleChangeReasons } & Position, by: ByStaff): Promise<void> {
  const staff = await takeAccount(tx, id, 'change_role', by);
  const filled = await ensurePosition(tx, position, dayInShanghai(by.at));
  await change(tx, staff, filled, { action: 'identity.staff_role_changed', details: { reason } }, by, { endSessions: true });
}

export async function endAccount(tx: EntityManager, { id, reason }: { id: string; reason: keyof typeof staffEndReasons }, by: ByStaff): Promise<void> {
  const staff = await takeAccount(tx, id, 'end', by);
  await clearSecondFactors(tx, id);
  await change(tx, staff, { state: 'ended', totpSecretSealed: null, totpPendingSealed: null }, { action: 'identity.staff_ended', details: { reason } }, by, { endSessions: true });
}

/** 重置登录凭据: a new first log-in, for which the security officer confirms the account again (recovery by two persons, security.md 3). */
export async function resetCredentials(tx: EntityManager, { id, reason, passwordHash }: { id: string; reason: keyof typeof credentialResetReasons; passwordHash: string }, by: ByStaff): Promise<Staff> {
  const staff = await takeAccount(tx, id, 'reset_credentials', by);
  const fresh = { ...temporary(passwordHash, by.at), totpSecretSealed: null, totpPendingSealed: null };
  await clearSecondFactors(tx, id);
  await voidPins(tx, id);
  const proposal = { state: 'awaiting_confirmation' as const, proposedBy: by.author.staffId, confirmedBy: null };
  await change(tx, staff, { ...fresh, ...proposal }, { action: 'identity.credentials_reset', details: { reason } }, by, { endSessions: true });
  return { ...staff, ...fresh, ...proposal };
}

/**
 * 暂停 of an employee by measures of the rule book until a day, or their end where `until` is null. What the security officer has
 * suspended stays so, and what a measure suspends the officer cannot resume. Following the same measures twice changes nothing.
 */
export async function holdAccount(tx: EntityManager, id: string, until: string | null, by: By): Promise<void> {
  const staff = await tx.findOne(Staff, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!staff) return;
  const isHeld = staff.state === 'suspended' && staff.suspendedUntil !== null;
  const details = { reason: 'measure', until };
  if (until && staff.state === 'active') await change(tx, staff, { state: 'suspended', suspendedUntil: until }, { action: 'identity.staff_suspended', details }, by, { endSessions: true });
  else if (until && isHeld && staff.suspendedUntil !== until) await change(tx, staff, { suspendedUntil: until }, { action: 'identity.staff_suspended', details }, by);
  else if (!until && isHeld) await change(tx, staff, { state: 'active', suspendedUntil: null }, { action: 'identity.staff_resumed', details }, by);
}

/** 注销 of an employee's account by a resolution of the chairs' meeting; one that has ended already is left as it is. */
export async function endAccountBySanction(tx: EntityManager, id: string, by: By): Promise<void> {
  const staff = await tx.findOne(Staff, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!staff || staff.state === 'ended') return;
  await clearSecondFactors(tx, id);
  await change(tx, staff, { state: 'ended', suspendedUntil: null, totpSecretSealed: null, totpPendingSealed: null }, { action: 'identity.staff_ended', details: { reason: 'misuse' } }, by, { endSessions: true });
}
