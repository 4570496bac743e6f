import { tokenIn } from '@yongche/contract/standards/token-in';
import type { EntityManager } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { dayInShanghai } from '../../clock';
import { ensure } from '../../http/errors';
import { readStatement } from '../evidence/statement';
import { Certificate } from '../registry/certificate.entity';
import { presentCertificate, stateOn } from '../registry/certificates';

/**
 * 查代理人: the certificate of an agent who stands at the counter, by its number or by what its code holds. A code that is stale
 * only names the number here; one that we have not signed names nothing.
 * @throws registry.certificate_not_found
 */
export async function findAgent(tx: EntityManager, keys: KeyRing, entry: string): Promise<Certificate> {
  const token = tokenIn(entry);
  const statement = token ? readStatement(keys, token) : undefined;
  const where = token ? { id: statement?.k === 'certificate' ? statement.c : '' } : { number: entry.normalize('NFKC').replace(/\s/g, '').toUpperCase() };
  const certificate = await tx.findOne(Certificate, { where, relations: { person: true, company: true } });
  ensure(certificate, 'registry.certificate_not_found');
  return certificate;
}

/** Whether a deal may begin under this certificate now: in force, and its company may work. */
export const isInForce = (certificate: Certificate, now: Date) =>
  stateOn(certificate, dayInShanghai(now)) === 'in_force' && (certificate.company.state === 'in_force' || certificate.company.state === 'rectifying');

/** The agent as the counter sees it: masked, and why no deal can begin now. */
export function presentAgent(keys: KeyRing, certificate: Certificate, now: Date) {
  const { number, holderName, companyName } = presentCertificate(keys, certificate, dayInShanghai(now));
  const inForce = isInForce(certificate, now);
  return { number, holderName, companyName, isInForce: inForce, sentence: inForce ? null : whyNot(certificate, dayInShanghai(now)) };
}

function whyNot(certificate: Certificate, day: string): string {
  const { state, company, suspendedUntil } = certificate;
  if (state === 'cancelled' || company.state === 'cancelled') return '代理证已注销，不能办理交易。请换一位代理人。';
  if (state === 'awaiting_verification') return '这张代理证还没有完成实人核验，暂时不能办理交易。请持证人先在小程序里完成核验。';
  if (stateOn(certificate, day) === 'expired') return '代理证已到期，不能办理交易。请代理人所在企业先办理延期。';
  if (company.state === 'suspended') return `代理人所在企业已被暂停${untilOf(company.suspendedUntil)}，暂时不能办理交易。请换一位代理人，或请企业联系协会。`;
  return `代理证已被暂停${untilOf(suspendedUntil)}，暂时不能办理交易。请换一位代理人，或请代理人联系所在企业和协会。`;
}

/** 2026-01-31 as （至2026年1月31日）; nothing where no day is set. */
function untilOf(day: string | null): string {
  if (day === null) return '';
  const [year, month, date] = day.split('-').map(Number);
  return `（至${year}年${month}月${date}日）`;
}
