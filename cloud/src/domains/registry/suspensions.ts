import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { resumeCertificate, suspendCertificate } from './certificate-moves';
import { lockCompany, moveCompany } from './companies';
import { Certificate } from './certificate.entity';
import type { Subject } from './ledger';
import { Market } from './market.entity';
import type { RegisterEvent } from './register-event.entity';
import { moveTerminal, untilReadmitted } from './terminals';
import { Terminal } from './terminal.entity';

/** Reasons under which the measures of the rule book stand in the ledger; every other suspension is somebody's own decision. */
const measures: RegisterEvent['reason'][] = ['measure', 'measure_rectification'];

/**
 * 暂停 of an agent by measures of the rule book: the certificates of the person rest until `until`, or come back into force
 * where it is null; what somebody else has suspended for longer stays so. Following the same measures twice changes nothing.
 */
export async function holdCertificates(tx: EntityManager, personId: string, until: string | null, by: By): Promise<void> {
  const held = await tx.find(Certificate, { where: { livePersonId: personId }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  for (const { id, state, suspendedUntil } of held) {
    if (state === 'in_force' && until) await suspendCertificate(tx, id, { until, reason: 'measure' }, by, {});
    if (state !== 'suspended') continue;
    const target = later(until, await othersUntil(tx, { type: 'certificate', id }, suspendedUntil, by));
    if (!target) await resumeCertificate(tx, id, 'decision', by);
    else if (target !== suspendedUntil) await suspendCertificate(tx, id, { until: target, reason: 'measure' }, by, {});
  }
}

/** 暂停 and 限期整改 of a company by measures of the rule book, or their end, as `holdCertificates` does for a person. */
export async function holdCompany(tx: EntityManager, id: string, { suspended, rectifying }: { suspended: string | null; rectifying: string | null }, by: By): Promise<void> {
  const { state, suspendedUntil } = await lockCompany(tx, id);
  if (state === 'cancelled') return;
  const others = await suspendedByOthers(tx, { type: 'company', id });
  const othersUntil = others && (others.until ?? suspendedUntil);
  const suspension = later(suspended, others?.state === 'suspended' ? stillRunning(othersUntil, by) : null);
  // Nobody but a clerk ends a 限期整改 that a clerk has ordered.
  const rectification = later(rectifying, others?.state === 'rectifying' ? othersUntil : null);
  const target = suspension
    ? ({ state: 'suspended', until: suspension, reason: 'measure' } as const)
    : rectification
      ? ({ state: 'rectifying', until: rectification, reason: 'measure_rectification' } as const)
      : ({ state: 'in_force', until: null, reason: 'decision' } as const);
  if (target.state === state && target.until === suspendedUntil) return;
  if (target.state === 'rectifying' && state === 'suspended') await moveCompany(tx, id, { state: 'in_force', until: null, reason: 'decision' }, by, {});
  await moveCompany(tx, id, target, by, {});
}

/** 暂停 of a market by measures of the rule book, or its end: no new deals, and its terminals rest. */
export async function holdMarket(tx: EntityManager, id: string, until: string | null, by: By): Promise<void> {
  const market = await tx.findOne(Market, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!market || market.suspendedUntil === untilReadmitted) return;
  if (market.suspendedUntil !== until) await tx.update(Market, id, { suspendedUntil: until });
  const terminals = await tx.find(Terminal, { where: { marketId: id }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  for (const { id: terminalId, state, suspendedUntil } of terminals) {
    if (state === 'in_force' && until) await moveTerminal(tx, terminalId, { state: 'suspended', until, reason: 'measure' }, by, {});
    if (state !== 'suspended') continue;
    const target = later(until, await othersUntil(tx, { type: 'terminal', id: terminalId }, suspendedUntil, by));
    if (!target) await moveTerminal(tx, terminalId, { state: 'in_force', until: null, reason: 'decision' }, by, {});
    else if (target !== suspendedUntil) await moveTerminal(tx, terminalId, { state: 'suspended', until: target, reason: 'measure' }, by, {});
  }
}

/** Until when somebody's own decision suspends; null where none does, or its term is over. */
async function othersUntil(tx: EntityManager, subject: { type: Subject; id: string }, suspendedUntil: string | null, by: By): Promise<string | null> {
  const others = await suspendedByOthers(tx, subject);
  return others && stillRunning(others.until ?? suspendedUntil, by);
}

/** The last suspension that no measure of the rule book made, unless something has ended it since; `until` is null where its event does not say. */
async function suspendedByOthers(tx: EntityManager, { type, id }: { type: Subject; id: string }): Promise<{ state: string; until: string | null } | null> {
  const events: (Pick<RegisterEvent, 'action' | 'reason'> & { changes: string })[] = await tx.query(
    "SELECT action, reason, changes FROM register_events WHERE subject_type = ? AND subject_id = ? AND action IN ('suspended', 'resumed', 'issued') ORDER BY id DESC",
    [type, id],
  );
  const sinceResumed = events.slice(0, events.findIndex(({ action }) => action !== 'suspended'));
  const found = sinceResumed.find(({ reason }) => !measures.includes(reason));
  if (!found) return null;
  const { state, suspendedUntil } = JSON.parse(found.changes) as RegisterEvent['changes'];
  return { state: state?.after ?? 'suspended', until: suspendedUntil?.after ?? null };
}

const stillRunning = (until: string | null, { at }: By) => (until !== null && until >= dayInShanghai(at) ? until : null);
const later = (one: string | null, other: string | null) => (one !== null && (other === null || one >= other) ? one : other);
