import { atCounter, complete, type Operator, waitingDeal } from '../../../test/counter';
import { buyer, type Caller, newDeal, seller, verifiedAgent } from '../../../test/people';
import { useProduct } from '../../../test/use-product';
import type { StaffActor } from '../../http/actor';
import { checkSheetOf } from './check-sheet';
import { Transaction } from './transaction.entity';

const product = useProduct();
const db = () => product().server.deps.db;
let agent: Caller;
let operator: Operator;
beforeAll(async () => {
  agent = await verifiedAgent(product());
  operator = await atCounter(product(), 'operator1');
});

const sheetPdf = async (who: Operator, id: string) => fetch(`${product().url}/api/transactions/${id}/check-sheet.pdf`, { headers: { cookie: who.cookie } });
/** What stands on the sheet. */
async function sheetOf(id: string) {
  const { keys } = product().server.deps;
  const deal = await db().manager.findOneByOrFail(Transaction, { id });
  const actor = { kind: 'staff', role: 'operator', staffId: operator.staffId, marketId: deal.marketId, name: operator.name } as StaffActor;
  return checkSheetOf(db().manager, keys, { deal, actor, at: product().clock.now() });
}

describe('核对单', () => {
  it('lists what to compare, what the machine found in plain words and who let it pass; nobody is named in full', async () => {
    const deal = await waitingDeal(product(), agent);
    await db().query("UPDATE rule_results SET severity = 'block', verdict = 'inconsistent', sentence = '登记证书与行驶证的发动机号不同。' WHERE transaction_id = ? AND rule = 'T-18'", [deal.id]);
    await operator.call('POST /transactions/:id/check-overrides', { params: { id: deal.id }, body: { rule: 'T-18', reason: '已与原件核对，系统读错' } });
    const sheet = await sheetOf(deal.id);
    expect(sheet).toMatchObject({ mark: '待核对', isChecked: false, checkedBy: null, printedBy: '柜台一号' });
    expect(sheet.pictures.every(({ isSeen }) => !isSeen)).toBe(true);
    expect(sheet.pictures.map(({ title }) => title)).toContain('行驶证主页');
    expect(sheet.findings.find(({ sentence }) => sentence.includes('发动机号'))?.override).toBe('柜台一号核对原件后放行：已与原件核对，系统读错');
    const written = JSON.stringify(sheet);
    for (const { name, idNumber } of [seller, buyer]) for (const secret of [name, idNumber]) expect(written).not.toContain(secret);

    const reply = await sheetPdf(operator, deal.id);
    const bytes = Buffer.from(await reply.arrayBuffer());
    expect([reply.status, reply.headers.get('content-type'), decodeURIComponent(reply.headers.get('content-disposition')!).includes(`核对单 ${deal.serial}.pdf`)]).toEqual([200, 'application/pdf', true]);
    expect([bytes.subarray(0, 5).toString(), bytes.toString('latin1').match(/\/Type \/Page\b/g)?.length]).toEqual(['%PDF-', 1]);
  });

  it('after completion every original is ticked, with who compared it; each print is in the audit log', async () => {
    const deal = await waitingDeal(product(), agent);
    await complete(operator, deal);
    const sheet = await sheetOf(deal.id);
    expect(sheet).toMatchObject({ mark: '已核对', isChecked: true, checkedBy: '柜台一号' });
    expect(sheet.pictures.every(({ isSeen }) => isSeen)).toBe(true);
    expect([(await sheetPdf(operator, deal.id)).status, (await sheetPdf(await atCounter(product(), 'manager1'), deal.id)).status]).toEqual([200, 200]);
    const [{ n }] = await db().query("SELECT COUNT(*) AS n FROM audit_events WHERE subject_id = ? AND action = 'transactions.check_sheet_made'", [deal.id]);
    expect(Number(n)).toBe(2);
  });

  it('is the market’s own, and is not there before the agent has submitted', async () => {
    const deal = await waitingDeal(product(), agent);
    expect([(await sheetPdf(await atCounter(product(), 'operator2'), deal.id)).status, (await sheetPdf(await atCounter(product(), 'inspector1'), deal.id)).status]).toEqual([404, 403]);
    const open = await newDeal(agent);
    expect((await sheetPdf(operator, open.id)).status).toBe(409);
  });
});
