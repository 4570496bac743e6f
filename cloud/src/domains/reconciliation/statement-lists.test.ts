import { bankStatement, decidedBy, importedBy, linesOf } from '../../../test/reconciliation';
import { staffNow } from '../../../test/discipline';
import { useProduct } from '../../../test/use-product';

const product = useProduct();

it('opens one statement, the lines of it, and one of these, with what it was decided to be', async () => {
  const first = await bankStatement([{ on: '2026-01-05', fen: 12_300, counterparty: '王建国' }, { on: '2026-01-06', fen: 4_500, counterparty: '陈美玲' }], 0);
  const second = await bankStatement([{ on: '2026-02-03', fen: 700, counterparty: '李四' }], first.closingFen);
  const { statement } = await importedBy(product(), 'dues', first);
  await importedBy(product(), 'dues', second);
  const lines = await linesOf(product(), { statementId: statement!.id } as never);
  expect(lines.map(({ fen, decision }) => [fen, decision])).toEqual([[4_500, null], [12_300, null]]);

  const [line] = lines;
  const suspense = line!.candidates.find(({ decision }) => decision === 'suspense')!;
  await decidedBy(product(), line!, suspense.key);
  expect(await linesOf(product(), { id: line!.id } as never)).toMatchObject([{ id: line!.id, state: 'decided', decision: 'suspense' }]);

  const finance = await staffNow(product(), 'finance');
  expect((await finance.call('GET /statements', { query: { id: statement!.id } as never })).items).toMatchObject([{ id: statement!.id, lines: 2 }]);
});
