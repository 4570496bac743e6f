import type { certificateStates, licenceStates } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { KeyRing } from '../src/adapters/keys/key-ring';
import type { By } from '../src/audit/audit';
import { dayInShanghai } from '../src/clock';
import { Certificate } from '../src/domains/registry/certificate.entity';
import { Company } from '../src/domains/registry/company.entity';
import { openDuty } from '../src/domains/registry/duties';
import { enter, type Entry } from '../src/domains/registry/ledger';
import { addManager } from '../src/domains/registry/managers';
import { nextRegisterNumber } from '../src/domains/registry/numbers';
import { Person } from '../src/domains/registry/person.entity';
import { enrolPerson, type PersonData } from '../src/domains/registry/persons';
import { openTerminal } from '../src/domains/registry/terminals';

type State = keyof typeof certificateStates;
interface DemoAgent extends PersonData {
  company: number;
  state: State;
}
export interface DemoRegister {
  companies: { name: string; creditCode: string; licenceState: keyof typeof licenceStates; licenceExpiresOn?: string }[];
  agents: DemoAgent[];
  manager: PersonData & { company: number };
  marketIds: string[];
}

/** Enters the demo city's companies, people, certificates and terminals, each with its events, so that the ledger adds up. */
export async function fillRegister(tx: EntityManager, keys: KeyRing, { companies, agents, manager, marketIds }: DemoRegister, by: By): Promise<void> {
  const companyIds: string[] = [];
  for (const company of companies) companyIds.push(await enterCompany(tx, company, by));
  for (const agent of agents) await enterAgent(tx, keys, agent, companyIds[agent.company]!, by);
  const { id: personId } = await enrolPerson(tx, keys, manager, by.at);
  await addManager(tx, { personId, companyId: companyIds[manager.company]! }, by.at);
  for (const marketId of marketIds) await openTerminal(tx, { marketId, name: '一号采集台', location: '交易大厅一楼' }, by);
}

async function enterCompany(tx: EntityManager, company: DemoRegister['companies'][number], by: By): Promise<string> {
  const id = uuidv7();
  const today = dayInShanghai(by.at);
  const number = await nextRegisterNumber(tx, 'company', by.at);
  await tx.insert(Company, { id, number, ...company, address: '宁波市示范路1号', state: 'in_force', liveId: id, registeredOn: today, licenceCheckedOn: company.licenceState === 'unknown' ? null : today });
  await enter(tx, by, { subject: { type: 'company', id, name: company.name }, action: 'issued', reason: 'new', delta: 1, companyId: id });
  if (company.licenceState === 'revoked') await openDuty(tx, { companyId: id, kind: 'A01', cause: '市场监管部门登记状态为“吊销”' }, by);
  return id;
}

async function enterAgent(tx: EntityManager, keys: KeyRing, { company: _company, state, ...data }: DemoAgent, companyId: string, by: By): Promise<void> {
  const { id: personId } = await enrolPerson(tx, keys, data, by.at);
  const id = uuidv7();
  const number = await nextRegisterNumber(tx, 'certificate', by.at);
  const issued = state !== 'awaiting_verification';
  if (issued) await tx.update(Person, personId, { verifiedAt: by.at, verifiedBy: 'counter' });
  const today = dayInShanghai(by.at);
  const year = Number(today.slice(0, 4)) - (state === 'expired' ? 2 : 0);
  const days = issued ? { issuedOn: `${year}-03-01`, expiresOn: `${year + 1}-02-28`, acceptedAt: by.at } : {};
  const live = state === 'awaiting_verification' || state === 'in_force' || state === 'suspended';
  const keysOfState = { livePersonId: live ? personId : null, liveCompanyId: live ? companyId : null, forceId: state === 'in_force' ? id : null };
  const suspendedUntil = state === 'suspended' ? `${Number(today.slice(0, 4)) + 1}-12-31` : null;
  await tx.insert(Certificate, { id, number, companyId, personId, state, ...keysOfState, ...days, suspendedUntil, endedOn: live ? null : today });
  const entry: Omit<Entry, 'action' | 'reason' | 'delta'> = { subject: { type: 'certificate', id, name: number }, companyId };
  if (issued) await enter(tx, by, { ...entry, action: 'issued', reason: 'new', delta: 1 });
  if (state === 'suspended') await enter(tx, by, { ...entry, action: 'suspended', reason: 'investigation', delta: 0 });
  if (state === 'expired' || state === 'cancelled') await enter(tx, by, { ...entry, action: 'ended', reason: state === 'expired' ? 'expired' : 'own_request', delta: -1 });
}
