import type { staffRoles } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { By } from '../../src/audit/audit';
import { startOfDay } from '../../src/clock';
import { Staff } from '../../src/domains/identity/staff.entity';
import { Market } from '../../src/domains/registry/market.entity';
import { Terminal } from '../../src/domains/registry/terminal.entity';
import { untilReadmitted } from '../../src/domains/registry/terminals';
import type { StaffActor } from '../../src/http/actor';
import { idNamed } from './ids';
import { endsOn, type PlannedMarket, type YearPlan } from './plan';
import { type Tally, writeRows } from './write-rows';

/** Who worked for the association in 2019; nobody can log in as one of them any more. */
const people = {
  clerk: { name: '演示年文员', role: 'clerk', since: '2018-01-02' },
  president: { name: '演示年会长', role: 'president', since: '2018-01-02' },
  finance: { name: '演示年财务甲', role: 'finance', since: '2018-01-02' },
  finance2: { name: '演示年财务乙', role: 'finance', since: '2018-01-02' },
  inspector1: { name: '演示年核查员甲', role: 'inspector', since: '2019-09-02' },
  inspector2: { name: '演示年核查员乙', role: 'inspector', since: '2019-09-02' },
} as const satisfies Record<string, { name: string; role: keyof typeof staffRoles; since: string }>;
export type PastEmployee = keyof typeof people;

const hiredAt = (day: string) => new Date(startOfDay(day).getTime() + 9 * 3600_000);
const idOf = (employee: PastEmployee) => idNamed(`staff ${employee}`, hiredAt(people[employee].since));
/** The operator of a market. */
export const operatorIdOf = ({ code, openedOn }: PlannedMarket): string => idNamed(`operator ${code}`, hiredAt(openedOn));

/** One of the employees as whoever acts. */
export const actorOf = (employee: PastEmployee): StaffActor => ({ kind: 'staff', sessionId: '', staffId: idOf(employee), name: people[employee].name, role: people[employee].role, marketId: null, isSetUp: true, secondFactorAt: null });
/** What one of them does at a moment. */
export const byOf = (employee: PastEmployee, at: Date): By => ({ author: actorOf(employee), origin: undefined, at });

/** The markets with their fixed terminals and operators, and the employees of the association, all of them as they are since the end of 2020. */
export async function foundMarkets(tx: EntityManager, { markets }: YearPlan, tally: Tally): Promise<void> {
  const rows = markets.map(({ id, code, name }): Market => ({ id, code, name, allowsAgentForBothSides: false, latitude: null, longitude: null, radiusMetres: null, suspendedUntil: untilReadmitted, requiresTerminal: false }));
  await writeRows(tx, Market, rows, tally);
  const ended = { state: 'ended', endsOn, proposedBy: null, confirmedBy: null, passwordHash: '', temporaryPasswordUntil: null, totpSecretSealed: null, totpPendingSealed: null, lastTotpStep: 0, lockedAt: null, suspendedUntil: null } as const;
  const employees = Object.entries(people).map(([key, { name, role, since }]): Staff => ({ ...ended, id: idOf(key as PastEmployee), username: `year2019-${key}`, name, role, marketId: null, createdAt: hiredAt(since), setUpAt: hiredAt(since) }));
  const operators = markets.map((market): Staff => ({ ...ended, id: operatorIdOf(market), username: `year2019-${market.code}`, name: `演示年操作员${market.code.slice(2)}`, role: 'operator', marketId: market.id, createdAt: hiredAt(market.openedOn), setUpAt: hiredAt(market.openedOn) }));
  await writeRows(tx, Staff, [...employees, ...operators], tally);
  const terminals = markets.map((market) => ({ id: terminalIdOf(market), number: terminalNumberOf(market), marketId: market.id, name: '一号采集台', location: '交易大厅', state: 'closed', edition: 1, openedOn: market.openedOn, suspendedUntil: null, endedOn: market.closedOn ?? endsOn }) as Terminal);
  await writeRows(tx, Terminal, terminals, tally);
}

export const terminalIdOf = ({ code, openedOn }: PlannedMarket): string => idNamed(`terminal ${code}`, hiredAt(openedOn));
export const terminalNumberOf = ({ code }: PlannedMarket): string => `甬固${code}`;
