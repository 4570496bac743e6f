import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../../audit/audit';
import { dayInShanghai } from '../../../clock';
import type { StaffActor } from '../../../http/actor';
import { ensure, refuseField } from '../../../http/errors';
import { insertRows } from '../../../insert-rows';
import { Market } from '../../registry/market.entity';
import { periodName } from '../periods';
import { matchRegistrations, releaseVinsOf } from './match-registrations';
import { Registration, RegistrationList } from './registration.entity';

/** One line of an office's list, read and clean. */
export interface RegistrationRow {
  vin: string;
  /** Empty where the list has no plates. */
  plate: string;
  business: 'city_transfer' | 'moved_out';
  /** A day of the list's month. */
  registeredOn: string;
  marketName: string | null;
  /** Where it stands in the file: 第12行. */
  place: string;
}

interface RegistrationFile {
  month: string;
  fileName: string;
  sha256: string;
  rows: RegistrationRow[];
}

/** Lines written in one statement: half a megabyte. */
const linesAtOnce = 2_500;

/**
 * 导入登记明细 of a month that is over: takes the place of the month's earlier list and is matched with our deals at once. What other lists
 * left open is settled with it: a deal of December may be registered in January.
 * @throws request.invalid (month), statistics.registrations_known
 */
export async function importRegistrationRows(tx: EntityManager, { month, fileName, sha256, rows }: RegistrationFile, staff: StaffActor, by: By): Promise<RegistrationList> {
  if (month >= dayInShanghai(by.at).slice(0, 7)) refuseField('month', `${periodName(month)}还没有结束，请核对月份。`);
  if (rows.some(({ registeredOn }) => !registeredOn.startsWith(month))) throw new Error(`a registration lies outside ${month}`);
  // One at a time: two lists may want the same deal. The row is there since the migration.
  await tx.query("INSERT INTO serials (prefix, `last`) VALUES ('REGISTRATIONS', 0) ON DUPLICATE KEY UPDATE `last` = `last`");
  const former = await tx.findOneBy(RegistrationList, { month });
  ensure(former?.sha256 !== sha256, 'statistics.registrations_known');
  if (former) {
    await releaseVinsOf(tx, former.id);
    await tx.delete(Registration, { listId: former.id });
    await tx.delete(RegistrationList, former.id);
  }
  const list: RegistrationList = { id: uuidv7(), month, fileName: fileName.slice(0, 200), sha256, lineCount: rows.length, importedBy: staff.staffId, importedAt: by.at };
  await tx.insert(RegistrationList, list);
  const marketOf = marketFinder(await tx.find(Market, { select: { id: true, name: true } }));
  for (let at = 0; at < rows.length; at += linesAtOnce) {
    const lines = rows.slice(at, at + linesAtOnce).map((row): Registration => ({ ...row, id: uuidv7(), listId: list.id, marketId: marketOf(row.marketName), transactionId: null, days: null, platesAgree: null }));
    await insertRows(tx, Registration, lines);
  }
  await releaseVinsOf(tx, list.id);
  await matchRegistrations(tx);
  await audit(tx, by, { action: 'statistics.registrations_imported', subject: { type: 'registration_list', id: list.id }, details: { month, rows: rows.length, sha256, ...(former ? { replaced: former.sha256 } : {}) } });
  return list;
}

/** The market that a list means by a name: the same one but for blanks, or the only one that holds it or is held by it (宁波途众二手车商城). */
function marketFinder(markets: Pick<Market, 'id' | 'name'>[]): (written: string | null) => string | null {
  const plain = (name: string) => name.normalize('NFKC').replace(/\s/g, '');
  const known = markets.map(({ id, name }) => ({ id, name: plain(name) }));
  const found = new Map<string, string | null>();
  const find = (name: string) => {
    const same = known.filter((market) => market.name === name);
    const alike = same.length > 0 ? same : known.filter((market) => name.length >= shortestName && (market.name.includes(name) || name.includes(market.name)));
    return alike.length === 1 ? alike[0]!.id : null;
  };
  return (written) => {
    const name = plain(written ?? '');
    if (name === '') return null;
    if (!found.has(name)) found.set(name, find(name));
    return found.get(name)!;
  };
}

/** 二手车 or 市场 alone mean no market. */
const shortestName = 4;
