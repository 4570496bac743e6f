import type { hosts, staffRoles } from '@yongche/contract';

/** 代理人's mini-program session; `personId` is set once the person behind the account is verified. */
export interface AgentActor {
  kind: 'agent';
  sessionId: string;
  accountId: string;
  host: keyof typeof hosts;
  personId: string | null;
}

/** An employee's session; operators belong to one market. */
export interface StaffActor {
  kind: 'staff';
  sessionId: string;
  staffId: string;
  name: string;
  role: keyof typeof staffRoles;
  marketId: string | null;
}

/** Who sends a request. */
export type Actor = AgentActor | StaffActor;

/** Who stands in an audit row: an actor, or the system's own jobs. */
export type Author = Actor | { kind: 'system' };
