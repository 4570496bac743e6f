import { buyer, employeeAt, newDeal, sellingUnit, verifiedAgent } from '../../../test/people';
import { persona } from '../../../test/product';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
const events = (action: string): Promise<{ subject_id: string; details: string }[]> =>
  product().server.deps.db.query('SELECT subject_id, details FROM audit_events WHERE action = ? ORDER BY id', [action]);

describe('查找自然人', () => {
  it('by the whole ID number or phone, finds the person masked with the certificate that counts', async () => {
    const clerk = await employeeAt(product(), 'clerk');
    const { name, idNumber } = persona('尤测试');
    const found = await clerk.call('POST /person-lookups', { body: { idNumber } });
    expect(found).toMatchObject({ name: '尤**', idNumber: `${idNumber.slice(0, 3)}***********${idNumber.slice(-4)}`, phone: expect.stringMatching(/^199\*{4}\d{4}$/), certificate: { state: 'in_force', companyName: '试点二手车销售有限公司' } });
    const { value: phone } = await clerk.call('POST /persons/:id/reveals', { params: { id: found.id }, body: { field: 'phone', reason: '打电话通知补办' } });
    expect(await clerk.call('POST /person-lookups', { body: { phone } })).toEqual(found);
    expect(JSON.stringify(found)).not.toContain(name);
    expect((await events('privacy.person_looked_up')).map(({ details }) => JSON.parse(details))).toEqual([{ by: 'idNumber' }, { by: 'phone' }]);
  });
  it('knows nobody who is neither in the register nor in a deal, and neither part of a number nor two at once', async () => {
    const clerk = await employeeAt(product(), 'clerk');
    const send = (body: object) => clerk.send('POST /person-lookups', { body: body as never });
    expect((await send({ idNumber: '11010519491231002X' })).error.code).toBe('privacy.person_not_found');
    for (const body of [{ idNumber: '330203' }, {}, { idNumber: persona('尤测试').idNumber, phone: '13800000000' }, { phone: '1990000' }]) expect((await send(body)).status).toBe(422);
  });
  it('finds who only ever bought or sold a car, so that they too can ask for their data', async () => {
    const clerk = await employeeAt(product(), 'clerk');
    expect((await clerk.send('POST /person-lookups', { body: { idNumber: buyer.idNumber } })).error.code).toBe('privacy.person_not_found');
    await newDeal(await verifiedAgent(product()));
    const found = await clerk.call('POST /person-lookups', { body: { idNumber: buyer.idNumber } });
    expect(found).toMatchObject({ name: expect.stringMatching(/^买\*+$/), certificate: null });
    const asked = await clerk.send('POST /persons/:id/erasures', { params: { id: found.id }, body: { reason: '本人书面要求' } });
    expect(asked.error.details).toMatchObject({ sentence: '还有交易没有办结，请先办完或取消。' });
  });
  it('is for clerks and inspectors, and not for trying numbers', async () => {
    expect((await (await employeeAt(product(), 'operator1')).send('POST /person-lookups', { body: { phone: '13800000000' } })).status).toBe(403);
    const inspector = await employeeAt(product(), 'inspector2');
    const replies = await Promise.all(Array.from({ length: 130 }, () => inspector.send('POST /person-lookups', { body: { phone: '13800000000' } })));
    expect(replies.filter(({ status }) => status === 404)).toHaveLength(120);
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(10);
  });
});

describe('查看完整信息', () => {
  it('gives one field for a reason, and the log says field and reason but not the value', async () => {
    const inspector = await employeeAt(product(), 'inspector1');
    const { idNumber } = persona('尤测试');
    const { id } = await inspector.call('POST /person-lookups', { body: { idNumber } });
    const reveal = (body: object) => inspector.send('POST /persons/:id/reveals', { params: { id }, body: body as never });
    expect((await reveal({ field: 'idNumber' })).error.fields?.map(({ field }) => field)).toEqual(['reason']);
    expect((await reveal({ field: 'idNumber', reason: '看' })).error.fields).toEqual([{ field: 'reason', message: '请写明理由，至少4个字' }]);
    expect((await reveal({ field: 'idNumber', reason: `核对 ${idNumber}` })).error.fields).toEqual([{ field: 'reason', message: '理由中请不要写身份证号或手机号' }]);
    expect((await reveal({ field: 'idNumber', reason: '与车管所来函核对' })).body).toEqual({ value: idNumber });
    expect((await reveal({ field: 'delegateName', reason: '与车管所来函核对' })).error.code).toBe('privacy.field_absent');
    const last = (await events('privacy.field_revealed')).at(-1)!;
    expect([last.subject_id, JSON.parse(last.details)]).toEqual([id, { field: 'idNumber', reason: '与车管所来函核对' }]);
  });
  it('of a party is for the market where the deal lies; a unit shows its name to all, its 经办人 one field at a time', async () => {
    const { id, parties } = await newDeal(await verifiedAgent(product()), { parties: [sellingUnit, { side: 'buyer', kind: 'person', name: '买方乙', idNumber: '11010519491231002X', attendance: 'present' }] });
    const [operator, neighbour, finance] = [await employeeAt(product(), 'operator1'), await employeeAt(product(), 'operator2'), await employeeAt(product(), 'finance')];
    const [unit, buyer] = parties;
    const ask = (who: typeof operator, partyId: string, field: string) => who.send('POST /transactions/:id/parties/:partyId/reveals', { params: { id, partyId }, body: { field: field as never, reason: '柜台核对原件' } });
    expect((await ask(operator, buyer!.id, 'idNumber')).body).toEqual({ value: '11010519491231002X' });
    expect((await ask(operator, unit!.id, 'delegateName')).body).toEqual({ value: sellingUnit.delegateName });
    expect((await ask(operator, unit!.id, 'name')).error.code).toBe('privacy.field_absent');
    expect((await ask(operator, buyer!.id, 'phone')).error.code).toBe('privacy.field_absent');
    expect((await ask(neighbour, buyer!.id, 'idNumber')).error.code).toBe('transaction.not_found');
    expect((await ask(finance, buyer!.id, 'idNumber')).status).toBe(403);
    const other = await newDeal(await verifiedAgent(product()), { marketId: (await operator.call('GET /markets')).markets[1]!.id });
    expect((await ask(operator, other.parties[0]!.id, 'idNumber')).error.code).toBe('transaction.not_found');
  });
  it('ends after 20 a day, however many are asked at once', async () => {
    const clerk = await employeeAt(product(), 'clerk2');
    const { id } = await clerk.call('POST /person-lookups', { body: { idNumber: persona('尤测试').idNumber } });
    const replies = await Promise.all(Array.from({ length: 40 }, () => clerk.send('POST /persons/:id/reveals', { params: { id }, body: { field: 'name', reason: '批量抄录名单' } })));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(replies.filter(({ status, error }) => status === 429 && error.code === 'privacy.too_many_reveals')).toHaveLength(20);
  });
  it('asks for the second factor again after five minutes', async () => {
    const inspector = await employeeAt(product(), 'inspector1');
    const { id } = await inspector.call('POST /person-lookups', { body: { idNumber: persona('尤测试').idNumber } });
    product().clock.advance(301);
    expect((await inspector.send('POST /persons/:id/reveals', { params: { id }, body: { field: 'name', reason: '核对档案' } })).error.code).toBe('identity.step_up_required');
  });
});
