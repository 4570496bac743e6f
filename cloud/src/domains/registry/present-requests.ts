import { type EntityManager, In } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { dayInShanghai } from '../../clock';
import type { Actor } from '../../http/actor';
import { workingDayAfter } from '../../working-days';
import { maskNumber } from '../privacy/mask';
import { openMasked, openPersonKey } from '../privacy/person-keys';
import { Staff } from '../identity/staff.entity';
import { Certificate } from './certificate.entity';
import { Company } from './company.entity';
import { EvidenceFile } from './evidence-file.entity';
import { Market } from './market.entity';
import { Person } from './person.entity';
import { presentPerson } from './persons';
import type { RegisterRequest } from './register-request.entity';
import { evidenceFor, mayAddEvidence, mayDecide, mayReadRequest, mayWithdraw } from './request-rules';
import { placeOfNewPhone } from './requests';
import { Terminal } from './terminal.entity';

const labels: Record<string, string> = { name: '名称', creditCode: '统一社会信用代码', address: '住所', licenceExpiresOn: '营业期限至', location: '安装位置', phone: '手机号' };

const byId = <Row extends { id: string }>(rows: Row[]) => new Map(rows.map((row) => [row.id, row]));
const ids = (values: (string | null)[]) => In([...new Set(values.filter((value) => value !== null))]);

/** Requests as `actor` may see them; everything they name is read in one statement per table. */
export async function presentRequests(tx: EntityManager, keys: KeyRing, requests: RegisterRequest[], actor: Actor) {
  if (requests.length === 0) return [];
  const [companies, markets, certificates, terminals, persons, staff, files] = await Promise.all([
    tx.findBy(Company, { id: ids(requests.map(({ companyId }) => companyId)) }).then(byId),
    tx.findBy(Market, { id: ids(requests.map(({ marketId }) => marketId)) }).then(byId),
    tx.findBy(Certificate, { id: ids(requests.map(({ subjectId }) => subjectId)) }).then(byId),
    tx.findBy(Terminal, { id: ids(requests.map(({ subjectId }) => subjectId)) }).then(byId),
    tx.findBy(Person, { id: ids(requests.flatMap(({ personId, requesterPersonId }) => [personId, requesterPersonId])) }).then(byId),
    tx.findBy(Staff, { id: ids(requests.flatMap(({ requesterId, decidedBy }) => [requesterId, decidedBy])) }).then(byId),
    tx.find(EvidenceFile, { where: { requestId: ids(requests.map(({ id }) => id)) }, order: { id: 'ASC' } }),
  ]);
  const nameOf = (personId: string | null) => {
    const person = personId ? persons.get(personId) : undefined;
    return person && presentPerson(keys, person).name;
  };
  return requests.map((request) => {
    const { id, kind, companyId, marketId, subjectId, personId, newValues } = request;
    const company = companyId ? companies.get(companyId) : undefined;
    const certificate = subjectId ? certificates.get(subjectId) : undefined;
    const terminal = subjectId ? terminals.get(subjectId) : undefined;
    const holder = nameOf(personId);
    const named = [certificate?.number ?? terminal?.number ?? (kind.startsWith('company') ? (newValues.name ?? company?.name) : newValues.name), kind.startsWith('company') ? undefined : holder];
    const now = kind === 'terminal_change' ? terminal : kind === 'company_change' ? company : undefined;
    return {
      id,
      serial: request.serial,
      kind,
      state: request.state,
      companyId,
      companyName: company?.name ?? null,
      marketName: (marketId && markets.get(marketId)?.name) || null,
      subjectId,
      subjectName: named.filter(Boolean).join(' ') || '—',
      reason: request.reason,
      note: request.note,
      changes: changesOf(keys, request, persons.get(personId ?? ''), request.state === 'approved' ? request.oldValues : (now as unknown as Record<string, string | null> | undefined)),
      evidence: files.filter(({ requestId }) => requestId === id).map(presentEvidence),
      required: [...evidenceFor(request)],
      requestedBy: request.requesterKind === 'staff' ? (staff.get(request.requesterId)?.name ?? '员工') : (nameOf(request.requesterPersonId) ?? '小程序用户'),
      requestedAt: request.requestedAt,
      submittedAt: request.submittedAt,
      decideOn: request.submittedAt && workingDayAfter(dayInShanghai(request.submittedAt), 1),
      decidedBy: (request.decidedBy && staff.get(request.decidedBy)?.name) || null,
      decidedAt: request.decidedAt,
      decisionNote: request.decisionNote,
      may: {
        addEvidence: mayAddEvidence(actor, request),
        submit: mayAddEvidence(actor, request),
        withdraw: mayWithdraw(actor, request),
        decide: mayDecide(actor, request) && mayReadRequest(actor, request),
      },
    };
  });
}

/** One request, presented. */
export async function presentRequest(tx: EntityManager, keys: KeyRing, request: RegisterRequest, actor: Actor) {
  const [presented] = await presentRequests(tx, keys, [request], actor);
  return presented!;
}

export const presentEvidence = ({ id, kind, state, problem, receivedAt }: EvidenceFile) => ({ id, kind, state, problem, receivedAt });

function changesOf(keys: KeyRing, { id, newValues }: RegisterRequest, person: Person | undefined, before: Record<string, string | null> | undefined) {
  return Object.entries(newValues).flatMap(([field, value]) => {
    const label = labels[field];
    if (!label) return [];
    if (field !== 'phone') return [{ label, before: before?.[field] ?? null, after: value }];
    const key = person && openPersonKey(keys, person.key);
    const after = key && value ? openMasked(key, value, placeOfNewPhone(id), maskNumber) : null;
    return [{ label, before: person ? presentPerson(keys, person).phone : null, after }];
  });
}

