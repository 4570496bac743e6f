import { metered, tariffInForce } from '../../../test/billing';
import { staffNow } from '../../../test/discipline';
import { useProduct } from '../../../test/use-product';

const product = useProduct();

/**
 * What the association's report of 2019 published and what follows from it (domain.md 1.3 g): 643,526 yuan for the cars of May to
 * November, 157,858 of them in member markets at 3 yuan and 21,244 in others at 8.
 */
const months = ['2019-05', '2019-06', '2019-07', '2019-08', '2019-09', '2019-10', '2019-11'];
const [memberCars, otherCars] = [157_858, 21_244];
const yuanOf2019 = 643_526;
/** As even as whole cars allow, the rest in the first month. */
const share = (cars: number, at: number) => Math.floor(cars / months.length) + (at === 0 ? cars % months.length : 0);

it('the year 2019 bills 157,858 × 3 + 21,244 × 8 = 643,526.00 yuan', async () => {
  const { db } = product().server.deps;
  const [member, other]: { id: string }[] = await db.query('SELECT id FROM markets ORDER BY code LIMIT 2');
  await tariffInForce(product(), { from: '2019-05-01' });
  for (const [at, month] of months.entries()) {
    await metered(product(), { marketId: member!.id, on: `${month}-15`, count: share(memberCars, at) });
    await metered(product(), { marketId: other!.id, on: `${month}-20`, count: share(otherCars, at), member: false });
  }
  const finance = await staffNow(product(), 'finance');
  for (const month of months) {
    const trial = await finance.call('GET /bill-previews', { query: { month } });
    expect(await finance.call('POST /bill-runs', { body: { month } })).toEqual({ month, drafted: 2, vehicles: trial.vehicles, fen: trial.fen });
    expect((await finance.call('GET /meter-figures', { query: { month } })).unmetered).toBe(0);
  }
  const { totals } = await finance.call('GET /bills', { query: {} });
  expect(totals).toMatchObject({ bills: 14, vehicles: 179_102, fen: yuanOf2019 * 100 });
  expect(memberCars * 300 + otherCars * 800).toBe(yuanOf2019 * 100);
  const ofMember = (await finance.call('GET /bills', { query: { marketId: member!.id } })).totals;
  const ofOther = (await finance.call('GET /bills', { query: { marketId: other!.id } })).totals;
  expect([ofMember.vehicles, ofMember.fen, ofOther.vehicles, ofOther.fen]).toEqual([memberCars, memberCars * 300, otherCars, otherCars * 800]);
}, 180_000);
