import type { AnswerOf } from '@yongche/contract';
import { createTestDatabase } from '../../../../test/database';
import { beginDeal, drawDeals, take } from '../../../../test/drawn-deals';
import { type Caller, verifiedAgent } from '../../../../test/people';
import { type Product, startProduct } from '../../../../test/product';
import { documentsOf, papersOf } from '../../../../local/documents/deal';

jest.setTimeout(600_000);
let product: Product;
beforeAll(async () => {
  product = await startProduct(await createTestDatabase(), { checkWorkers: 2 });
});
afterAll(() => product?.close());

type Checks = AnswerOf<'GET /transactions/:id/checks'>;
/** The deal's check once every picture is read. */
async function checked(agent: Caller, id: string): Promise<Checks> {
  for (;;) {
    const checks = await agent.call('GET /transactions/:id/checks', { params: { id } });
    if (checks.state === 'done') return checks;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
const verdictOf = ({ results }: Checks, code: string) => results.find(({ rule }) => rule === code)?.verdict;

describe('预检 of a whole deal', () => {
  it('reads every picture that comes over HTTP, finds nothing wrong with a good deal, and the invoice of another car at once', async () => {
    const [drawn] = await drawDeals(1);
    const agent = await verifiedAgent(product);
    const deal = await beginDeal(agent, drawn!);
    for (const picture of deal.pictures) await take(agent, deal, picture);
    expect(deal.pictures.length).toBeGreaterThanOrEqual(12);

    const good = await checked(agent, deal.id);
    expect(good.pictures.map(({ slot, state }) => [slot, state])).toEqual(deal.pictures.map(({ slot }) => [slot, 'done']).sort());
    expect(good.queue).toBeNull();
    for (const rule of ['T-04', 'T-05', 'T-06', 'T-07']) expect([rule, verdictOf(good, rule)]).toEqual([rule, 'consistent']);
    expect(good.results.filter(({ severity, verdict }) => severity === 'block' && verdict === 'inconsistent')).toEqual([]);

    const other = papersOf({ ...drawn!.deal, vin: 'LSGPC52U6AF102554' }).filter(({ slot }) => slot === 'P30');
    await take(agent, deal, (await documentsOf(other))[0]!);
    const bad = await checked(agent, deal.id);
    expect(bad.results.find(({ rule }) => rule === 'T-04')).toMatchObject({ verdict: 'inconsistent', values: expect.arrayContaining([expect.objectContaining({ slot: 'P30', differs: true, box: expect.anything() })]) });
  });
});
