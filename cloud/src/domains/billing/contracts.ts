import { Brackets, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { changesOf } from '../../audit/changes';
import { dayInShanghai } from '../../clock';
import { isDuplicateKey } from '../../database-errors';
import type { StaffActor } from '../../http/actor';
import { ensure, refuseField } from '../../http/errors';
import { Market } from '../registry/market.entity';
import { ServiceContract } from './service-contract.entity';

type Terms = Pick<ServiceContract, 'marketId' | 'number' | 'signedOn' | 'fromOn' | 'toOn'>;

/** 登记服务合同; the market's row is locked meanwhile, so that no two of its contracts overlap. @throws registry.market_not_found, billing.contract_overlaps, request.invalid for a number that is known */
export async function recordContract(tx: EntityManager, terms: Terms, staff: StaffActor, by: By): Promise<ServiceContract> {
  const { marketId, number, fromOn, toOn } = terms;
  ensure(await tx.findOne(Market, { where: { id: marketId }, lock: { mode: 'pessimistic_write' } }), 'registry.market_not_found');
  const overlapping = tx.createQueryBuilder(ServiceContract, 'c').where('c.marketId = :marketId', { marketId }).andWhere(new Brackets((open) => open.where('c.toOn IS NULL').orWhere('c.toOn >= :fromOn', { fromOn })));
  if (toOn) overlapping.andWhere('c.fromOn <= :toOn', { toOn });
  ensure(!(await overlapping.getExists()), 'billing.contract_overlaps');
  const contract: ServiceContract = { id: uuidv7(), ...terms, recordedBy: staff.staffId, recordedAt: by.at, endedBy: null, endedAt: null, endReason: null };
  await tx.insert(ServiceContract, contract).catch((error: unknown) => {
    if (isDuplicateKey(error, 'service_contracts_number')) refuseField('number', '这个合同编号已经登记过，请核对。');
    throw error;
  });
  await audit(tx, by, { action: 'billing.contract_recorded', subject: { type: 'service_contract', id: contract.id }, details: { marketId, number, fromOn, toOn } });
  return contract;
}

/** 终止 by an earlier last day, past or to come. @throws billing.contract_not_found, request.invalid where the day does not shorten it */
export async function endContract(tx: EntityManager, { id, toOn, reason }: { id: string; toOn: string; reason: string }, staff: StaffActor, by: By): Promise<ServiceContract> {
  const contract = await tx.findOne(ServiceContract, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(contract, 'billing.contract_not_found');
  if (toOn < contract.fromOn) refuseField('toOn', `终止日期不能早于起始日期（${contract.fromOn}）。`);
  if (contract.toOn !== null && toOn > contract.toOn) refuseField('toOn', `合同到${contract.toOn}为止，终止日期不能更晚；续签的请登记新合同。`);
  await tx.update(ServiceContract, id, { toOn, endedBy: staff.staffId, endedAt: by.at, endReason: reason });
  await audit(tx, by, { action: 'billing.contract_ended', subject: { type: 'service_contract', id }, details: { reason }, changes: changesOf<ServiceContract>(contract, { toOn }) });
  return { ...contract, toOn };
}

/** The contracts in force on a day (Shanghai), by market. */
export async function contractsOn(tx: EntityManager, marketIds: string[], day: string): Promise<Map<string, ServiceContract>> {
  if (marketIds.length === 0) return new Map();
  const found = await tx
    .createQueryBuilder(ServiceContract, 'c')
    .where('c.marketId IN (:...marketIds) AND c.fromOn <= :day', { marketIds, day })
    .andWhere(new Brackets((open) => open.where('c.toOn IS NULL').orWhere('c.toOn >= :day')))
    .getMany();
  return new Map(found.map((contract) => [contract.marketId, contract]));
}

/** 服务合同, by market, the latest first. */
export async function listContracts(tx: EntityManager, now: Date) {
  const contracts = await tx.find(ServiceContract, { relations: { market: true }, order: { market: { code: 'ASC' }, fromOn: 'DESC' } });
  return { items: contracts.map((contract) => presentRow(contract, dayInShanghai(now))) };
}

export async function presentContract(tx: EntityManager, { id }: ServiceContract, now: Date) {
  return presentRow(await tx.findOneOrFail(ServiceContract, { where: { id }, relations: { market: true } }), dayInShanghai(now));
}

function presentRow({ id, marketId, market, number, signedOn, fromOn, toOn }: ServiceContract, today: string) {
  return { id, marketId, marketName: market!.name, number, signedOn, fromOn, toOn, inForce: fromOn <= today && (toOn === null || toOn >= today) };
}
