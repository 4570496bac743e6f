import { beginOn, daysPass, staffNow } from '../../../test/discipline';
import type { RequestOf } from '@yongche/contract';
import { useProduct } from '../../../test/use-product';
import { uuidv7 } from 'uuidv7';

const product = useProduct();
const staff = (username: string) => staffNow(product(), username);
let marketId: string;
beforeAll(async () => {
  beginOn(product(), '2026-06-01');
  [{ id: marketId }] = await product().server.deps.db.query('SELECT id FROM markets ORDER BY code LIMIT 1');
});

type Terms = NonNullable<RequestOf<'POST /service-contracts'>['body']>;
const record = async (terms: Partial<Terms>) => (await staff('clerk')).send('POST /service-contracts', { body: { marketId, number: 'FW-1', signedOn: '2026-01-05', fromOn: '2026-01-10', ...terms } });
const end = async (id: string, toOn: string) => (await staff('finance')).send('POST /service-contracts/:id/end', { params: { id }, body: { toOn, reason: '市场停业' } });

describe('服务合同', () => {
  it('is recorded with its days, and no two of a market overlap, also not those recorded at once', async () => {
    expect((await record({ toOn: '2026-06-30' })).body).toMatchObject({ marketName: '示范二手车市场', number: 'FW-1', inForce: true, toOn: '2026-06-30' });
    for (const days of [{ fromOn: '2025-06-01' }, { fromOn: '2026-06-30' }, { fromOn: '2026-02-01', toOn: '2026-02-02' }, { fromOn: '2025-01-01', toOn: '2026-01-10' }]) expect((await record({ number: 'FW-2', ...days })).error.code).toBe('billing.contract_overlaps');
    expect((await record({ fromOn: '2026-05-01', toOn: '2026-04-01' })).error.fields?.[0]).toEqual({ field: 'toOn', message: '终止日期不能早于起始日期' });
    expect((await record({ fromOn: '2026-07-01' })).error.fields?.[0]?.message).toBe('这个合同编号已经登记过，请核对。');
    const answers = await Promise.all(['FW-3', 'FW-4', 'FW-5'].map((number) => record({ number, fromOn: '2026-07-01' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect((await record({ marketId: uuidv7(), number: 'FW-9' })).error.code).toBe('registry.market_not_found');
  });

  it('is ended earlier, never later, with its reason; in force until its last day', async () => {
    const { items } = await (await staff('auditor')).call('GET /service-contracts', {});
    expect(items.map(({ inForce, fromOn }) => [inForce, fromOn])).toEqual([[false, '2026-07-01'], [true, '2026-01-10']]);
    const { id } = items[1]!;
    expect((await end(id, '2026-01-01')).error.fields?.[0]?.field).toBe('toOn');
    expect((await end(id, '2026-07-01')).error.fields?.[0]?.message).toBe('合同到2026-06-30为止，终止日期不能更晚；续签的请登记新合同。');
    expect((await end(id, '2026-06-01')).body).toMatchObject({ toOn: '2026-06-01', inForce: true });
    daysPass(product(), 1);
    expect((await (await staff('auditor')).call('GET /service-contracts', {})).items[1]).toMatchObject({ id, inForce: false });
    expect((await end(uuidv7(), '2026-06-01')).error.code).toBe('billing.contract_not_found');
  });
});
