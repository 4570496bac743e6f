import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../src/adapters/keys/key-ring';
import { dayInShanghai, startOfDay } from '../../src/clock';
import { Certificate } from '../../src/domains/registry/certificate.entity';
import { CleanupBatch, CleanupBatchCompany } from '../../src/domains/registry/cleanup.entity';
import { Company } from '../../src/domains/registry/company.entity';
import type { Subject } from '../../src/domains/registry/ledger';
import { nextRegisterNumber } from '../../src/domains/registry/numbers';
import { Person } from '../../src/domains/registry/person.entity';
import { sealPerson } from '../../src/domains/registry/persons';
import { RegisterEvent } from '../../src/domains/registry/register-event.entity';
import { RegisterRequest } from '../../src/domains/registry/register-request.entity';
import { creditCodeOf } from '../demo-city';
import type { Random } from '../documents/random';
import { idAt, randomFor } from './ids';
import { makePeople } from './people';
import { cleanedUpOn, endsOn, type YearPlan } from './plan';
import { planRegister } from './register-plan';
import { actorOf, terminalIdOf, terminalNumberOf } from './staff';
import { type Tally, writeRows } from './write-rows';

/** An agent who works all through the year, by phone too. */
export interface PastAgent {
  certificateId: string;
  certificateNumber: string;
  personId: string;
  company: Pick<Company, 'id' | 'name' | 'creditCode'>;
}

/** Certificates are extended year by year; those of the demo year run out when it ends. */
const expiresOn = '2020-12-30';
const trades = ['汽车销售', '旧机动车', '汽车贸易', '汽车服务'];
const companyName = (n: number) => `甬演${String(n + 1).padStart(4, '0')}${trades[n % trades.length]}有限公司`;

/** One change of the register, at ten in the morning of its day. */
type Change = Pick<RegisterEvent, 'happenedOn' | 'subjectType' | 'subjectId' | 'subjectName' | 'action' | 'reason'> & Partial<Pick<RegisterEvent, 'companyId' | 'marketId' | 'requestId' | 'batchId' | 'changes' | 'note'>>;

/** The register of the year with every event that led to it and out of it, written as it is since: nothing of it is in stock today. */
export async function fillRegister(tx: EntityManager, ring: KeyRing, plan: YearPlan, tally: Tally): Promise<PastAgent[]> {
  const { companies, certificates, changes } = planRegister(plan.figures);
  const random = randomFor('register rows');
  const at = (day: string) => startOfDay(day).getTime() + 10 * 3600_000;
  const events: Change[] = [];

  const rows = companies.map(({ since, ended }, n): Company => {
    const id = idAt(random, at(since));
    const code = creditCodeOf(`91330299MAD${String(n + 1).padStart(6, '0')}`);
    return { id, number: `甬企${90_001 + n}`, name: companyName(n), creditCode: code, state: 'cancelled', liveId: null, address: '宁波市演示路', edition: 1, licenceState: ended?.reason === 'cleanup' ? 'revoked' : 'deregistered', licenceExpiresOn: null, licenceCheckedOn: cleanedUpOn, registeredOn: since, suspendedUntil: null, endedOn: ended?.on ?? endsOn };
  });
  const cleaned = rows.filter((_, n) => companies[n]!.ended?.reason === 'cleanup').map(({ id }) => id);
  const batch = await cleanUp(tx, plan, cleaned, random);
  rows.forEach(({ id, name }, n) => {
    const { since, ended } = companies[n]!;
    const subject = { subjectType: 'company', subjectId: id, subjectName: name, companyId: id } as const;
    events.push({ ...subject, happenedOn: since, action: 'issued', reason: 'new' }, { ...subject, happenedOn: ended?.on ?? endsOn, action: 'ended', reason: ended?.reason ?? 'own_request', batchId: ended?.reason === 'cleanup' ? batch.id : null });
  });
  const requests = changes.map(({ company, on }, n) => changeOf(rows[company]!, { on, serial: `SQ2019${String(n + 1).padStart(4, '0')}`, random }));
  for (const { id: requestId, companyId, decidedAt, newValues, oldValues } of requests) {
    const { id, name } = rows.find((row) => row.id === companyId)!;
    events.push({ happenedOn: dayInShanghai(decidedAt!), subjectType: 'company', subjectId: id, subjectName: name, companyId: id, requestId, action: 'changed', reason: 'registration_changed', changes: { address: { before: oldValues.address!, after: newValues.address! } } });
  }

  const people = await makePeople(tx, ring, { group: `agents ${plan.figures.scale}`, count: certificates.length, at: startOfDay('2018-01-02') });
  const numbers = new Map<string, number>();
  const [persons, held]: [Person[], Certificate[]] = [[], []];
  const agents: PastAgent[] = [];
  certificates.forEach(({ company, since, endedOn, appCleanedUp }, n) => {
    const { id: companyId } = rows[company]!;
    const issuedIn = since.slice(0, 4);
    numbers.set(issuedIn, (numbers.get(issuedIn) ?? 0) + 1);
    const number = `甬代${issuedIn}${String(numbers.get(issuedIn)!).padStart(4, '0')}`;
    const [personId, id, appId] = [idAt(random, at(since)), idAt(random, at(since)), idAt(random, at(since))];
    const { key, name, idNumber } = people[n]!;
    persons.push({ id: personId, ...sealPerson(ring, key, personId, { name, idNumber, phone: null }), verifiedAt: new Date(at(since)), verifiedBy: 'counter' });
    const isOver = endedOn === null;
    held.push({ id, number, companyId, personId, state: isOver ? 'expired' : 'cancelled', livePersonId: null, liveCompanyId: null, forceId: null, edition: 1, appClosed: appCleanedUp, acceptedAt: new Date(at(since)), acceptedBy: null, issuedOn: since, expiresOn, suspendedUntil: null, endedOn: endedOn ?? endsOn } as Certificate);
    const subject = { subjectName: number, companyId } as const;
    const certificate = { ...subject, subjectType: 'certificate', subjectId: id } as const;
    const app = { ...subject, subjectType: 'app', subjectId: appId } as const;
    events.push({ ...certificate, happenedOn: since, action: 'issued', reason: 'new' }, { ...app, happenedOn: since, action: 'issued', reason: 'verified' });
    events.push({ ...certificate, happenedOn: endedOn ?? endsOn, action: 'ended', reason: isOver ? 'expired' : 'own_request' });
    const isCleaned = appCleanedUp && { happenedOn: cleanedUpOn, reason: 'cleanup', batchId: batch.id } as const;
    events.push({ ...app, action: 'ended', happenedOn: endedOn ?? endsOn, reason: isOver ? 'expired' : 'own_request', ...(isCleaned || {}) });
    if (isOver && !appCleanedUp && since < '2019-01-01') agents.push({ certificateId: id, certificateNumber: number, personId, company: rows[company]! });
  });

  for (const market of plan.markets) {
    const subject = { subjectType: 'terminal', subjectId: terminalIdOf(market), subjectName: terminalNumberOf(market), marketId: market.id } as const;
    const isCleaned = market.closedOn !== null;
    events.push({ ...subject, happenedOn: market.openedOn, action: 'issued', reason: 'new' }, { ...subject, happenedOn: market.closedOn ?? endsOn, action: 'ended', reason: isCleaned ? 'cleanup' : 'own_request', batchId: isCleaned ? batch.id : null });
  }

  await writeRows(tx, Company, rows, tally);
  await writeRows(tx, CleanupBatch, [batch], tally);
  await writeRows(tx, CleanupBatchCompany, cleaned.map((companyId) => ({ batchId: batch.id, companyId })), tally);
  await writeRows(tx, Person, persons, tally);
  await writeRows(tx, Certificate, held, tally);
  await writeRows(tx, RegisterRequest, requests, tally);
  await writeRows(tx, RegisterEvent, eventsOf(events, random), tally);
  return agents;
}

/** 企业变更, asked for by the clerk from the company's papers and approved by the president. */
function changeOf({ id: companyId }: Company, { on, serial, random }: { on: string; serial: string; random: Random }): RegisterRequest {
  const at = new Date(startOfDay(on).getTime() + 10 * 3600_000);
  const asked = { kind: 'company_change', companyId, marketId: null, subjectId: companyId, personId: null, reason: 'registration_changed', note: null } as const;
  const values = { oldValues: { address: '宁波市示范路' }, newValues: { address: '宁波市演示路' } };
  const by = { requesterKind: 'staff', requesterId: actorOf('clerk').staffId, requesterPersonId: null, requestedAt: at, submittedAt: at } as const;
  return { id: idAt(random, at.getTime()), serial, state: 'approved', ...asked, ...values, openKey: null, ...by, decidedBy: actorOf('president').staffId, decidedAt: at, decisionNote: null };
}

const deltas: Partial<Record<RegisterEvent['action'], number>> = { issued: 1, ended: -1 };
const order: Subject[] = ['company', 'certificate', 'app', 'terminal'];

/** The events in the order of their days, as the secretariat entered them. */
function eventsOf(changes: Change[], random: Random): RegisterEvent[] {
  const sorted = [...changes].sort((one, other) => one.happenedOn.localeCompare(other.happenedOn) || order.indexOf(one.subjectType) - order.indexOf(other.subjectType));
  const entered = { companyId: null, marketId: null, requestId: null, batchId: null, actorKind: 'staff', actorId: actorOf('clerk').staffId, changes: {}, note: null } as const;
  return sorted.map((change) => {
    const at = startOfDay(change.happenedOn).getTime() + 10 * 3600_000;
    return { id: idAt(random, at), at: new Date(at), ...entered, delta: deltas[change.action] ?? 0, ...change };
  });
}

/** 主体资格清理 of September 2019: proposed by the clerk, approved by the president. */
async function cleanUp(tx: EntityManager, { figures }: YearPlan, companyIds: string[], random: Random): Promise<CleanupBatch> {
  const at = new Date(startOfDay(cleanedUpOn).getTime() + 9 * 3600_000);
  const done = { companies: figures.companies.cleanup, certificates: 0, apps: figures.apps.cleanup, sessions: 0 };
  return {
    id: idAt(random, at.getTime()),
    number: await nextRegisterNumber(tx, 'cleanup', at),
    state: 'executed',
    note: '主体资格清理：已无代理证的开户企业、没有注销的影像系统移动端，以及一处固定端',
    figures: done,
    members: createHash('sha256').update(companyIds.join()).digest('hex'),
    result: done,
    proposedBy: actorOf('clerk').staffId,
    proposedAt: at,
    decidedBy: actorOf('president').staffId,
    decidedAt: at,
    decisionNote: null,
  };
}
