import { idNumberCheck } from '@yongche/contract/standards';
import { employeeAt, imagesOf, newDeal, seller, sellingUnit, submittedDeal, verifiedAgent } from '../../../test/people';
import { persona } from '../../../test/product';
import { useProduct } from '../../../test/use-product';
import { Person } from '../registry/person.entity';
import { openPerson } from '../registry/persons';
import { indexOfIdNumber } from './person-keys';

const product = useProduct();
const db = () => product().server.deps.db;
const keysOf = async (idNumber: string): Promise<{ id: string }[]> => db().query('SELECT id FROM person_keys WHERE id_number_index = ?', [indexOfIdNumber(product().server.deps.keys, idNumber)]);
const person = (name: string, idNumber: string, side: 'seller' | 'buyer') => ({ side, kind: 'person', name, idNumber, attendance: 'present' }) as const;

const idNumberOf = (first17: string) => first17 + idNumberCheck(first17);
/** Made-up people that no other story knows. */
const stranger = { name: '新买方丁', idNumber: idNumberOf('33020519880707123') };
const another = { name: '新卖方戊', idNumber: idNumberOf('33021219751212001') };

describe('一人一钥', () => {
  it('two deals at once with the same new people make one key for each', async () => {
    const agent = await verifiedAgent(product());
    const forth = [person(stranger.name, stranger.idNumber, 'seller'), person(another.name, another.idNumber, 'buyer')];
    const back = [person(another.name, another.idNumber, 'seller'), person(stranger.name, stranger.idNumber, 'buyer')];
    const deals = await Promise.all([forth, back, forth, back, forth, back].map((parties) => newDeal(agent, { parties })));
    expect(new Set(deals.map(({ id }) => id)).size).toBe(6);
    for (const { idNumber } of [stranger, another]) expect(await keysOf(idNumber)).toHaveLength(1);
    expect(deals.map(({ parties }) => parties.map(({ name }) => name))).toEqual(Array.from({ length: 3 }).flatMap(() => [['新***', '新***'], ['新***', '新***']]));
  });
  it('whoever holds a certificate, sells, buys and comes for a unit has the same one', async () => {
    const agent = await verifiedAgent(product());
    const holder = persona('尤测试');
    const asSeller = await newDeal(agent, { parties: [person(holder.name, holder.idNumber, 'seller'), person('买方乙', '11010519491231002X', 'buyer')] });
    const asDelegate = await newDeal(agent, { parties: [{ ...sellingUnit, delegateName: holder.name, delegateIdNumber: holder.idNumber }, person('买方乙', '11010519491231002X', 'buyer')] });
    const [key, ...more] = await keysOf(holder.idNumber);
    expect(more).toEqual([]);
    const [row] = await db().query(
      `SELECT (SELECT COUNT(*) FROM persons WHERE key_id = ?) AS held, (SELECT COUNT(*) FROM parties WHERE key_id = ? AND transaction_id = ?) AS sold,
        (SELECT COUNT(*) FROM parties WHERE delegate_key_id = ? AND transaction_id = ?) AS came`,
      [key!.id, key!.id, asSeller.id, key!.id, asDelegate.id],
    );
    expect(Object.values(row).map(Number)).toEqual([1, 1, 1]);
  });
  it('what is sealed does not open in another row, nor by another person’s key', async () => {
    const agent = await verifiedAgent(product());
    const { id, parties } = await newDeal(agent);
    const [first, second] = parties.map((party) => party.id);
    const read = () => agent.send('GET /transactions/:id', { params: { id } });
    const rows: { id: string; name_sealed: string; key_id: string }[] = await db().query('SELECT id, name_sealed, key_id FROM parties WHERE transaction_id = ?', [id]);
    const of = (partyId?: string) => rows.find((row) => row.id === partyId)!;

    await db().query('UPDATE parties SET name_sealed = ?, key_id = ? WHERE id = ?', [of(first).name_sealed, of(first).key_id, second]);
    expect((await read()).error.code).toBe('server.internal');
    await db().query('UPDATE parties SET name_sealed = ?, key_id = ? WHERE id = ?', [of(second).name_sealed, of(first).key_id, second]);
    expect((await read()).error.code).toBe('server.internal');
    await db().query('UPDATE parties SET key_id = ? WHERE id = ?', [of(second).key_id, second]);
    expect((await read()).status).toBe(200);

    const [one, two] = await db().query('SELECT id, wrapped FROM person_keys WHERE id IN (?) ORDER BY id', [[of(first).key_id, of(second).key_id]]);
    await db().query('UPDATE person_keys SET wrapped = ? WHERE id = ?', [one.wrapped, two.id]);
    expect((await read()).error.code).toBe('server.internal');
    await db().query('UPDATE person_keys SET wrapped = ? WHERE id = ?', [two.wrapped, two.id]);
  });
  it('a natural person without a key, and a unit with one, are refused by the table', async () => {
    await newDeal(await verifiedAgent(product()), { parties: [sellingUnit, person(seller.name, seller.idNumber, 'buyer')] });
    await expect(db().query("UPDATE parties SET key_id = NULL WHERE kind = 'person' LIMIT 1")).rejects.toThrow('parties_person_has_key');
    await expect(db().query("UPDATE parties SET key_id = delegate_key_id WHERE kind = 'unit' LIMIT 1")).rejects.toThrow('parties_person_has_key');
    await expect(db().query("UPDATE parties SET delegate_key_id = NULL WHERE kind = 'unit' LIMIT 1")).rejects.toThrow('parties_delegate_has_key');
    await expect(db().query('UPDATE person_keys SET wrapped = NULL LIMIT 1')).rejects.toThrow('person_keys_erased');
  });
});

describe('整库导出', () => {
  it('holds no planted name, number or phone of a natural person, whatever was done with them', async () => {
    const agent = await verifiedAgent(product());
    const [operator, clerk] = [await employeeAt(product(), 'operator1'), await employeeAt(product(), 'clerk')];
    const deal = await submittedDeal(agent, { parties: [sellingUnit, person('买方乙', '11010519491231002X', 'buyer')] });
    await operator.call('POST /transactions/:id/completion', { params: { id: deal.id }, body: { checkedImageIds: imagesOf(deal).map((image) => image.id) } });
    const { name, idNumber } = persona('尤测试');
    const { id } = await clerk.call('POST /person-lookups', { body: { idNumber } });
    const revealed = [];
    for (const field of ['name', 'idNumber', 'phone'] as const) revealed.push((await clerk.call('POST /persons/:id/reveals', { params: { id }, body: { field, reason: '核对档案' } })).value);
    expect(revealed.slice(0, 2)).toEqual([name, idNumber]);

    const keys = product().server.deps.keys;
    const holders = (await db().manager.find(Person)).map((held) => openPerson(keys, held));
    const planted = [...holders.flatMap((holder) => [holder.name, holder.idNumber, holder.phone!]), seller.name, seller.idNumber, sellingUnit.delegateName, sellingUnit.delegateIdNumber, '买方乙', '11010519491231002X', stranger.name, another.name];
    expect(planted.length).toBeGreaterThan(25);
    const dump = await dumpOf();
    expect(dump).toContain('甬代');
    expect(planted.filter((secret) => dump.includes(secret))).toEqual([]);
  }, 60_000);
});

/** Every value of every table, bytes as they are. */
async function dumpOf(): Promise<string> {
  const tables: Record<string, string>[] = await db().query('SHOW TABLES');
  const values: string[] = [];
  for (const table of tables) {
    const rows: Record<string, unknown>[] = await db().query(`SELECT * FROM \`${Object.values(table)[0]}\``);
    for (const row of rows) for (const value of Object.values(row)) values.push(Buffer.isBuffer(value) ? value.toString() : String(value));
  }
  return values.join('\n');
}
