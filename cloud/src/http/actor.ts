import type { hosts, memberRoles, staffRoles } from '@yongche/contract';

/** 代理人's mini-program session; `personId` is set once the person behind the account is verified. */
export interface AgentActor {
  kind: 'agent';
  sessionId: string;
  accountId: string;
  host: keyof typeof hosts;
  personId: string | null;
  /** A manager of a company may do all that an agent may. */
  role: keyof typeof memberRoles;
  /** The company that the person manages. */
  companyId: string | null;
  /** The certificate under which the person may work now: in force, with its app, in a company that may work; or null. */
  certificateId: string | null;
}

/** 固定端 at whose PC somebody works, as the PC's own key has proven with this request. */
export interface Seat {
  deviceId: string;
  terminalId: string;
  /** Such as 甬固0001; stands in every audit row of what is done there. */
  number: string;
  name: string;
  marketId: string;
  marketName: string;
}

/** An employee's session; operators and managers of a market belong to one. */
export interface StaffActor {
  kind: 'staff';
  sessionId: string;
  staffId: string;
  name: string;
  role: keyof typeof staffRoles;
  marketId: string | null;
  /** Whether the first log-in is done: until then only the endpoints that set it up are open. */
  isSetUp: boolean;
  /** When the second factor was given last in this session. */
  secondFactorAt: Date | null;
  /** Absent where the session was not opened at a terminal's PC. */
  terminal?: Seat | undefined;
}

/** Who sends a request. */
export type Actor = AgentActor | StaffActor;

/** Who stands in an audit row: an actor, or the system's own jobs. */
export type Author = Actor | { kind: 'system' };
