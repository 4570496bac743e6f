import type { consentPurposes } from '@yongche/contract';
import { type EntityManager, IsNull } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import type { AgentActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { hashOfNotice, notices } from '../privacy/notices';
import { Consent } from './consent.entity';

type Purpose = keyof typeof consentPurposes;

/** The consents of an account that are in force: not withdrawn, and to the text of today. */
export async function consentsInForce(tx: EntityManager, accountId: string): Promise<Consent[]> {
  const given = await tx.find(Consent, { where: { accountId, withdrawnAt: IsNull() }, order: { givenAt: 'ASC' } });
  return given.filter((consent) => consent.version === notices[consent.purpose].version);
}

/** @throws identity.consent_required where the person has not agreed to this purpose. */
export async function ensureConsent(tx: EntityManager, accountId: string, purpose: Purpose): Promise<void> {
  const given = await consentsInForce(tx, accountId);
  ensure(given.some((consent) => consent.purpose === purpose), 'identity.consent_required', { purpose });
}

/** Notes a person's consent to one purpose; saying it twice changes nothing. */
export async function giveConsent(tx: EntityManager, consent: { accountId: string; host: AgentActor['host']; purpose: Purpose; version: string }, by: By): Promise<void> {
  const { accountId, host, purpose, version } = consent;
  const notice = notices[purpose];
  ensure(version === notice.version, 'identity.consent_outdated', { version: notice.version });
  const given = await consentsInForce(tx, accountId);
  if (given.some((earlier) => earlier.purpose === purpose)) return;
  await tx.insert(Consent, { id: uuidv7(), accountId, purpose, version, textHash: hashOfNotice(notice), channel: host, givenAt: by.at });
  await audit(tx, by, { action: 'identity.consent_given', subject: { type: 'account', id: accountId }, details: { purpose, version } });
}

/** Withdraws consent to one purpose; what was done before stays lawful, nothing new starts (PIPL art. 15). */
export async function withdrawConsent(tx: EntityManager, { accountId, purpose }: { accountId: string; purpose: Purpose }, by: By): Promise<void> {
  const { affected } = await tx.update(Consent, { accountId, purpose, withdrawnAt: IsNull() }, { withdrawnAt: by.at });
  if (!affected) return;
  await audit(tx, by, { action: 'identity.consent_withdrawn', subject: { type: 'account', id: accountId }, details: { purpose } });
}
