import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { changesOf } from '../../audit/changes';
import type { StaffActor } from '../../http/actor';
import type { Fund } from '../ledger/accounts';
import { PayeeAccount } from './payee-account.entity';

type Details = Pick<PayeeAccount, 'payeeName' | 'bankName' | 'bankNumber'>;

/** 收款账户 of a fund, for the bank transfer; null while it is not registered. */
export async function payeeAccount(tx: EntityManager, fund: Fund): Promise<Details | null> {
  const found = await tx.findOneBy(PayeeAccount, { fund });
  return found && detailsOf(found);
}

/** 收款账户, those that are registered. */
export async function payeeAccounts(tx: EntityManager): Promise<(Details & { fund: Fund })[]> {
  return (await tx.find(PayeeAccount, { order: { fund: 'ASC' } })).map((account) => ({ fund: account.fund, ...detailsOf(account) }));
}

/** 登记收款账户: who changed it from what to what stands in the audit log. */
export async function registerPayeeAccount(tx: EntityManager, { fund, ...details }: Details & { fund: Fund }, staff: StaffActor, by: By): Promise<Details & { fund: Fund }> {
  const id = uuidv7();
  await tx.query('INSERT IGNORE INTO payee_accounts (fund, id, payee_name, bank_name, bank_number, set_by, set_at) VALUES (?, ?, ?, ?, ?, ?, ?)', [fund, id, details.payeeName, details.bankName, details.bankNumber, staff.staffId, by.at]);
  const account = await tx.findOneOrFail(PayeeAccount, { where: { fund }, lock: { mode: 'pessimistic_write' } });
  const changes = account.id === id ? changesOf<Details>({}, details) : changesOf<Details>(detailsOf(account), details);
  if (Object.keys(changes).length === 0) return { fund, ...details };
  await tx.update(PayeeAccount, fund, { ...details, setBy: staff.staffId, setAt: by.at });
  await audit(tx, by, { action: 'ledger.bank_account_set', subject: { type: 'bank_account', id: account.id }, details: { fund }, changes });
  return { fund, ...details };
}

const detailsOf = ({ payeeName, bankName, bankNumber }: PayeeAccount): Details => ({ payeeName, bankName, bankNumber });
