import type { staffActs, staffRoles, staffStates } from '@yongche/contract';
import type { StaffActor } from '../../http/actor';
import type { Staff } from './staff.entity';

export type StaffAct = keyof typeof staffActs;
type State = keyof typeof staffStates;
type Role = keyof typeof staffRoles;

/** 三员分立: opening and resetting lie with the technician, deciding with the security officer; `from` is where the account may stand. */
const rules: Record<StaffAct, { role: Role; from: readonly State[] }> = {
  confirm: { role: 'security_officer', from: ['awaiting_confirmation'] },
  suspend: { role: 'security_officer', from: ['active'] },
  resume: { role: 'security_officer', from: ['suspended'] },
  unlock: { role: 'security_officer', from: ['awaiting_confirmation', 'active', 'suspended'] },
  change_role: { role: 'security_officer', from: ['active', 'suspended'] },
  end: { role: 'security_officer', from: ['awaiting_confirmation', 'active', 'suspended'] },
  reset_credentials: { role: 'technician', from: ['awaiting_confirmation', 'active'] },
  see_sessions: { role: 'security_officer', from: ['awaiting_confirmation', 'active', 'suspended', 'ended'] },
};

type Account = Pick<Staff, 'id' | 'state' | 'endsOn' | 'proposedBy' | 'lockedAt' | 'suspendedUntil'>;

/** Where an account stands on a day: past its last day it has ended by itself. */
export const stateOn = ({ state, endsOn }: Pick<Staff, 'state' | 'endsOn'>, today: string): State => (endsOn !== null && endsOn < today ? 'ended' : state);

/** Nobody acts on the own account, and who opened or reset an account does not confirm it. */
export const isOwn = (actor: StaffActor, account: Account) => actor.staffId === account.id;
export const isByTwoPersons = (actor: StaffActor, account: Account) => actor.staffId !== account.proposedBy;

/** Whether the account stands where an act is possible; what a measure of the rule book suspends comes back with its end. */
export function isPossible(act: StaffAct, account: Account, today: string): boolean {
  return rules[act].from.includes(stateOn(account, today)) && (act !== 'unlock' || account.lockedAt !== null) && (act !== 'resume' || account.suspendedUntil === null);
}

/** What an employee can do with an account now. */
export function actsOf(actor: StaffActor, account: Account, today: string): StaffAct[] {
  const isMine = (act: StaffAct) => rules[act].role === actor.role && (act === 'see_sessions' || !isOwn(actor, account));
  return (Object.keys(rules) as StaffAct[]).filter((act) => isMine(act) && isPossible(act, account, today) && (act !== 'confirm' || isByTwoPersons(actor, account)));
}
