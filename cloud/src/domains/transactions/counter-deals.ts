import type { z } from 'zod';
import type { counterDealInput } from '@yongche/contract/transactions.shapes';
import { type EntityManager, Not } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { By } from '../../audit/audit';
import type { StaffActor } from '../../http/actor';
import { authorize, ensure } from '../../http/errors';
import { findAgent, isInForce } from './counter-agents';
import { beginDeal } from './deals';
import { type Dossier, readDossier } from './present';
import { Transaction } from './transaction.entity';

export type CounterDealInput = z.output<typeof counterDealInput>;

interface AtCounter {
  input: CounterDealInput;
  operator: StaffActor;
  keys: KeyRing;
}

/**
 * 新建柜台交易 in the operator's own market, under the certificate of the agent who stands there. The page has named the deal:
 * sent again, by whoever of the market, it is the deal as it stands. Two at once with one id meet at its primary key: the second
 * one has to begin anew, and finds it.
 * @throws transaction.id_taken, registry.certificate_not_found, registry.certificate_not_in_force, transaction.batch_of_others, and what `beginDeal` throws
 */
export async function beginCounterDeal(tx: EntityManager, { input, operator, keys }: AtCounter, by: By): Promise<Dossier> {
  authorize(operator.role === 'operator' && operator.marketId !== null);
  const { id, certificateNumber, batchId, ...entered } = input;
  const { marketId } = operator;
  const known = await tx.findOneBy(Transaction, { id });
  if (known) {
    await ensureTheSame(tx, known, { input, operator, keys });
    return readDossier(tx, known, by.at);
  }
  const certificate = await findAgent(tx, keys, certificateNumber);
  ensure(isInForce(certificate, by.at), 'registry.certificate_not_in_force');
  if (batchId !== null) ensure(!(await tx.existsBy(Transaction, { batchId, marketId: Not(marketId) })), 'transaction.batch_of_others');
  return beginDeal(tx, { id, channel: 'fixed', batchId, input: { ...entered, marketId }, certificate, keys }, by);
}

/** @throws transaction.id_taken where the id stands for a deal of another market, agent or car */
async function ensureTheSame(tx: EntityManager, known: Transaction, { input, operator, keys }: AtCounter): Promise<void> {
  const isSameCar = known.channel === 'fixed' && known.marketId === operator.marketId && known.vin === input.vin && known.plate === input.plate;
  ensure(isSameCar, 'transaction.id_taken');
  const { id } = await findAgent(tx, keys, input.certificateNumber);
  ensure(id === known.certificateId, 'transaction.id_taken');
}
