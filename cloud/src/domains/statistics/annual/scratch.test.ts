import { writeFileSync } from 'node:fs';
import { createTestDatabase } from '../../../../test/database';
import { openDatabase } from '../../../database';
import { type Product, startProduct } from '../../../../test/product';
import { computeReport } from './compute-report';
import { reportDocx } from './report-docx';
import { reportPdf } from './report-pdf';
import { valueText } from './numbers';
import { loadDemoYear } from '../../../../local/demo-year/load';

let product: Product;
beforeAll(async () => {
  product = await startProduct(await createTestDatabase());
  const t = Date.now();
  await loadDemoYear(product.server.deps, { scale: (process.env.YEAR_SCALE === '1' ? 1 : 100), say: (l: string) => console.log(l) } as never);
  console.log('loaded', Date.now() - t);
}, 900_000);
afterAll(() => product.close());
it('renders', async () => {
  const { db } = product.server.deps;
  void openDatabase;
  for (let i = 0; i < 3; i++) console.log((await computeReport(db, 2019)).milliseconds);
  const times: string[] = [];
  await db.transaction('REPEATABLE READ', async (tx) => {
    const timed = new Proxy(tx, { get: (target, name) => name === 'query' ? async (sql: string, values: unknown[]) => { const t = performance.now(); const r = await target.query(sql, values as never); times.push(`${Math.round(performance.now() - t)} ${sql.slice(0, 240).replace(/\s+/g, ' ')}`); return r; } : Reflect.get(target, name) });
    await (require('../metrics/compute') as typeof import('../metrics/compute')).computeMetrics(timed, { from: '2019-01-01', to: '2019-12-31' });
  });
  console.log(times.join('\n'));
  const { content } = await computeReport(db, 2019);
  console.log(content.metrics.map((m) => `${m.name} ${valueText(m)} ${m.gap ?? ''}`).join('\n'), content.warnings);
  const printed = { ...content, year: 2019, edition: 1, state: 'draft' as const, computedAt: new Date() };
  let t = Date.now();
  writeFileSync('/tmp/report.docx', await reportDocx(printed)); console.log('docx', Date.now() - t); t = Date.now();
  writeFileSync('/tmp/report.pdf', await reportPdf(printed)); console.log('pdf', Date.now() - t);
}, 600_000);
