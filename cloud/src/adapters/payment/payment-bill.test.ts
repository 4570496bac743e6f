import { createHash } from 'node:crypto';
import { type SimulatedAdapters, startSimulatedAdapters } from '../../../simulators/simulated-adapters';
import type { ProviderBillLine } from './payment';

let city: SimulatedAdapters;
let at = new Date('2026-03-10T23:59:30+08:00');
beforeAll(async () => {
  city = await startSimulatedAdapters(1500, { now: () => at });
});
afterAll(() => city.close());

const sum = (lines: ProviderBillLine[], pick: (line: ProviderBillLine) => number) => lines.reduce((all, line) => all + pick(line), 0);

describe.each(['wechat', 'alipay'] as const)('the bill of %s', (provider) => {
  const channel = () => city.adapters.payments.dues[provider]!;
  const simulator = () => (provider === 'wechat' ? city.simulators.wechatPay : city.simulators.alipay);
  const operation = (name: 'bill' | 'bill_download') => name as never;
  let orders = 0;
  async function paid(fen: number, fund: 'dues' | 'service_fee' = 'dues'): Promise<string> {
    const number = `B2026${String(++orders).padStart(4, '0')}`;
    const payerOpenId = (provider === 'wechat' ? city.simulators.wechat : city.simulators.alipay).openIdOf('jia');
    const expiresAt = new Date(at.getTime() + 1800_000);
    await city.adapters.payments[fund][provider]!.createOrder({ number, subject: '2026年度会费，理事', fen, payerOpenId, expiresAt, notifyUrl: 'http://127.0.0.1:9/' });
    simulator().notifyNext({ never: true, order: number });
    await simulator().pay(number);
    return number;
  }
  async function givenBack(orderNumber: string, fen: number, totalFen: number): Promise<void> {
    simulator().notifyNext({ never: true, order: orderNumber });
    await channel().refund({ refundNumber: `R${orderNumber}-${fen}`, orderNumber, fen, totalFen, reason: '多缴', notifyUrl: 'http://127.0.0.1:9/' });
    while (simulator().order(orderNumber)!.refunds.some(({ state }) => state === 'processing')) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  it('has each payment and refund of its day in Shanghai, to the fen, and none of another day or merchant', async () => {
    at = new Date('2026-03-10T23:59:30+08:00');
    const first = await paid(600_000);
    await paid(157_858, 'service_fee');
    at = new Date('2026-03-11T00:00:10+08:00');
    const second = await paid(333_333);
    await paid(1);
    await givenBack(second, 111_111, 333_333);
    await givenBack(second, 222_222, 333_333);
    await givenBack(first, 1, 600_000);
    at = new Date('2026-03-12T10:00:00+08:00');

    const bill = (await channel().bill('2026-03-11'))!;
    expect(bill.lines).toEqual(simulator().bill('2026-03-11', channel().merchantId));
    expect(bill.lines.map(({ fen }) => fen).sort((a, b) => a - b)).toEqual([-222_222, -111_111, -1, 1, 333_333]);
    // 333,333 × 6 ‰ = 1,999.998; all of it is given back with the last part.
    expect(sum(bill.lines, ({ number, feeFen }) => (number === second ? feeFen : 0))).toBe(0);
    expect(bill.lines.find(({ number, kind }) => number === second && kind === 'payment')).toMatchObject({ feeFen: 2000, refundNumber: null, providerId: simulator().order(second)!.providerId });
    expect(bill.sha256).toBe(createHash('sha256').update(bill.file).digest('hex'));
    expect((await channel().bill('2026-03-10'))!.lines).toMatchObject([{ number: first, fen: 600_000, feeFen: 3600, at: new Date('2026-03-10T15:59:30Z') }]);
    expect((await city.adapters.payments.service_fee[provider]!.bill('2026-03-10'))!.lines).toMatchObject([{ fen: 157_858 }]);
  });

  it('is none where nothing was traded, and not yet there for today', async () => {
    expect(await channel().bill('2026-03-08')).toBeNull();
    at = new Date('2026-03-12T10:00:00+08:00');
    await paid(5);
    if (provider === 'wechat') await expect(channel().bill('2026-03-12')).rejects.toMatchObject({ kind: 'unavailable', providerCode: 'STATEMENT_CREATING' });
    else expect(await channel().bill('2026-03-12')).toBeNull();
  });

  it('is thrown away when the file is another one than was announced', async () => {
    simulator().failNext('tampered', operation('bill_download'));
    await expect(channel().bill('2026-03-11')).rejects.toMatchObject({ kind: 'untrusted_answer', providerCode: provider === 'wechat' ? 'another-hash' : 'totals-differ' });
    simulator().failNext('tampered', operation('bill'));
    await expect(channel().bill('2026-03-11')).rejects.toMatchObject({ kind: 'untrusted_answer' });
    simulator().failNext('truncated', operation('bill_download'));
    await expect(channel().bill('2026-03-11')).rejects.toMatchObject({ name: 'ProviderError' });
    simulator().failNext('html_502', operation('bill_download'));
    await expect(channel().bill('2026-03-11')).rejects.toMatchObject({ kind: 'unavailable' });
    expect((await channel().bill('2026-03-11'))!.lines).toHaveLength(5);
  });
});
