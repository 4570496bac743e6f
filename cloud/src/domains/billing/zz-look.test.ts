import { writeFileSync } from 'node:fs';
import { contractWith, metered, publishedBill, tariffInForce } from '../../../test/billing';
import { beginOn, daysPass, staffNow } from '../../../test/discipline';
import { schemeInForce } from '../../../test/members';
import { useProduct } from '../../../test/use-product';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../../../local/chromium';
const product = useProduct();
it('look', async () => {
  beginOn(product(), '2026-06-03');
  const deps = product().server.deps;
  const [a]: { id: string }[] = await deps.db.query('SELECT id FROM markets ORDER BY code');
  const html0 = await (await fetch(`${product().url}/fees`)).text();
  writeFileSync('/tmp/h3/empty.html', html0);
  await tariffInForce(product(), { from: '2026-05-01' });
  await tariffInForce(product(), { from: '2026-08-01', memberFen: 200, nonMemberFen: 600 });
  await schemeInForce(product());
  const bill = await publishedBill(product(), { marketId: a!.id, month: '2026-05', vehicles: 1203 });
  await deps.db.query("INSERT INTO payee_accounts (fund, id, payee_name, bank_name, bank_number, set_by, set_at) VALUES ('service_fee', UUID(), '宁波融诚车联网络科技有限公司', '中国工商银行宁波江北支行', '3901 0001 0902 4567 890', (SELECT id FROM staff LIMIT 1), NOW())");
  const finance = await staffNow(product(), 'finance');
  const get = async (id: string, name: string) => {
    const { token } = finance as never as { token: string }; void token;
    const r = await fetch(`${product().url}/api/bills/${id}/bill.pdf`, { headers: { cookie: (finance as never as { cookie: string }).cookie } });
    writeFileSync(`/tmp/h3/${name}.pdf`, Buffer.from(await r.arrayBuffer()));
  };
  void get; 
  const { billPdf } = await import('./bill-pdf');
  const { presentBill } = await import('./present-bills');
  const { basisOfBill } = await import('./bills');
  const { payeeAccount } = await import('../payments/payee-accounts');
  const { Bill } = await import('./bill.entity');
  const actor = { kind: 'staff', role: 'finance', marketId: null, staffId: finance.staffId } as never;
  const print = async (id: string, name: string) => {
    const b = await deps.db.manager.findOneByOrFail(Bill, { id });
    writeFileSync(`/tmp/h3/${name}.pdf`, await billPdf(await presentBill(deps.db.manager, b, actor, deps.clock.now()), { account: await payeeAccount(deps.db.manager, 'service_fee'), basis: await basisOfBill(deps.db.manager, b), printedAt: deps.clock.now() }));
  };
  await print(bill.id, 'bill');
  daysPass(product(), 31);
  await metered(product(), { marketId: a!.id, on: '2026-06-05', count: 800 });
  await metered(product(), { marketId: a!.id, on: '2026-06-25', count: 300, member: false });
  await metered(product(), { marketId: a!.id, on: '2026-05-25', count: 12 });
  await contractWith(product(), a!.id).catch(() => {});
  const f2 = await staffNow(product(), 'finance');
  await f2.call('POST /bill-runs', { body: { month: '2026-06' } });
  const { items } = await f2.call('GET /bills', { query: { month: '2026-06' } });
  await print(items[0]!.id, 'draft');
  const browser = await chromium.launch({ executablePath: chromiumPath()!, args: ['--no-sandbox'] });
  for (const [name, width, height] of [['desktop', 1280, 900], ['phone', 390, 844]] as const) {
    const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: name === 'phone' ? 2 : 1 });
    await page.goto(`${product().url}/fees`);
    await page.screenshot({ path: `/tmp/h3/${name}.png`, fullPage: true });
    await page.setContent(html0);
    await page.screenshot({ path: `/tmp/h3/${name}-empty.png` });
  }
  await browser.close();
}, 120000);
