import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import { holdAccount } from '../identity/staff-accounts';
import { holdCertificates, holdCompany, holdMarket } from '../registry/suspensions';
import type { Subject } from './subjects';

/**
 * Lets the register follow the measures of a subject as they stand now: an agent's certificate with its app, a company with
 * its people, a market with its terminals, an operator's account rest until the last day of the longest suspension, or come
 * back. Warnings and an agent's, market's or operator's 限期整改 change nothing there. Following twice changes nothing.
 */
export async function followMeasures(tx: EntityManager, { type, id }: Subject, by: By): Promise<void> {
  const until = (kind: 'suspension' | 'rectification') => lastDayOf(tx, { type, id }, kind);
  const suspended = await until('suspension');
  if (type === 'agent') await holdCertificates(tx, id, suspended, by);
  else if (type === 'company') await holdCompany(tx, id, { suspended, rectifying: await until('rectification') }, by);
  else if (type === 'market') await holdMarket(tx, id, suspended, by);
  else await holdAccount(tx, id, suspended, by);
}

async function lastDayOf(tx: EntityManager, { type, id }: Subject, kind: 'suspension' | 'rectification'): Promise<string | null> {
  const [row]: { last: string | null }[] = await tx.query("SELECT MAX(until_on) AS last FROM measures WHERE subject_type = ? AND subject_id = ? AND kind = ? AND state = 'in_force'", [type, id, kind]);
  return row?.last ?? null;
}
