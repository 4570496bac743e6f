import type { AnswerOf } from '@yongche/contract';
import { buyer, type Caller, employeeAt, newDeal, seller, verifiedAgent } from '../../../test/people';
import { readDeal, retakePaper } from '../../../test/read-deals';
import { useProduct } from '../../../test/use-product';
import { Transaction } from '../transactions/transaction.entity';
import { checkDeal } from './check-deal';
import type { RuleCode } from './rules/rule';
import { checksDigestOf, checksRecordOf } from './stored-results';

const product = useProduct();
let agent: Caller;
let operator: Caller;
beforeAll(async () => {
  agent = await verifiedAgent(product());
  operator = await employeeAt(product(), 'operator1');
});

type Checks = AnswerOf<'GET /transactions/:id/checks'>;
const checksOf = (who: Caller, id: string) => who.call('GET /transactions/:id/checks', { params: { id } });
const resultIn = ({ results }: Checks, rule: RuleCode) => results.find((result) => result.rule === rule)!;
const submit = (id: string) => agent.send('POST /transactions/:id/submission', { params: { id } });
const dispute = (id: string, rule: RuleCode, note = '发票就是这样开的，请看原件') => agent.send('POST /transactions/:id/check-disputes', { params: { id }, body: { rule, note } });
const override = (id: string, rule: RuleCode, by = operator) => by.send('POST /transactions/:id/check-overrides', { params: { id }, body: { rule, reason: '已核对发票原件，号码无误' } });
const wrongVin = { P30: { fields: { vin: 'LSGPC52U6AF102564' } } };

async function complete(id: string) {
  const { slots } = await operator.call('GET /transactions/:id', { params: { id } });
  const checkedImageIds = slots.flatMap(({ images }) => images.filter(({ state }) => state === 'accepted').map((image) => image.id));
  return operator.send('POST /transactions/:id/completion', { params: { id }, body: { checkedImageIds } });
}
const actsOn = async (id: string) => (await operator.call('GET /transactions/:id/history', { params: { id } })).entries.filter(({ action }) => action.startsWith('checks.'));

describe('预检', () => {
  it('of a good deal: every rule agrees, persons stand masked, nothing is in the way', async () => {
    const id = await readDeal(product(), agent);
    const checks = await checksOf(agent, id);
    expect(checks).toMatchObject({ state: 'done', packVersion: 'test', queue: null, may: { type: true } });
    expect(checks.results.filter(({ verdict }) => verdict !== 'consistent').map(({ rule }) => rule)).toEqual([]);
    expect(checks.results).toHaveLength(21);
    const seller = resultIn(checks, 'T-06');
    expect(seller.values.find(({ field }) => field === 'owner')).toMatchObject({ value: '卖**', source: 'read', slot: 'P20', box: { x: 0.1 } });
    expect(seller.values.find(({ field }) => field === 'sellerNumber')?.value).toBe('330***********0014');
    expect(JSON.stringify(checks)).not.toContain('卖方甲');
    expect((await submit(id)).body.state).toBe('awaiting_check');
  });

  it('keeps no value of a person outside the seal', async () => {
    const id = await readDeal(product(), agent);
    const rows = JSON.stringify(await product().server.deps.db.query('SELECT * FROM rule_results WHERE transaction_id = ?', [id]));
    for (const secret of ['卖方甲', '买方乙', '330203199001010014', '11010519491231002X', 'LSGPC52U6AF102554']) expect(rows).not.toContain(secret);
  });

  it('follows what changes: entry, pictures, consent', async () => {
    const id = await readDeal(product(), agent, { papers: wrongVin });
    expect(resultIn(await checksOf(agent, id), 'T-04')).toMatchObject({ verdict: 'inconsistent', severity: 'block', sentence: '发票上的车架号与其他材料不同。' });
    await retakePaper(product(), id, 'P30');
    expect(resultIn(await checksOf(agent, id), 'T-04').verdict).toBe('consistent');
    const { marketId } = await agent.call('GET /transactions/:id', { params: { id } });
    const parties = [
      { side: 'seller' as const, kind: 'person' as const, name: '卖方丁', idNumber: '330206199202290031', attendance: 'present' as const },
      { side: 'buyer' as const, kind: 'person' as const, name: '买方乙', idNumber: '11010519491231002X', attendance: 'present' as const },
    ];
    await agent.call('PUT /transactions/:id', { params: { id }, body: { business: 'city_transfer', marketId, vin: 'LSGPC52U6AF102554', plate: '浙B12345', mortgaged: false, parties } });
    const changed = await checksOf(agent, id);
    expect([resultIn(changed, 'T-06').verdict, resultIn(changed, 'T-24').verdict]).toEqual(['inconsistent', 'inconsistent']);
  });

  it('asked by many at once runs once for what it was asked', async () => {
    const id = await readDeal(product(), agent);
    const { deps } = product().server;
    const runs = async () => Number((await deps.db.query('SELECT runs FROM deal_checks WHERE transaction_id = ?', [id]))[0].runs);
    const before = await runs();
    await deps.db.query("UPDATE transactions SET plate = '浙B54321' WHERE id = ?", [id]);
    await Promise.all(Array.from({ length: 6 }, () => checkDeal(deps, id)));
    expect(await runs()).toBe(before + 1);
    expect(resultIn(await checksOf(agent, id), 'T-05').verdict).toBe('inconsistent');
    const [{ n }] = await deps.db.query('SELECT COUNT(*) AS n FROM rule_results WHERE transaction_id = ?', [id]);
    expect(Number(n)).toBe(21);
  });

  it('of somebody else’s deal reads as not found', async () => {
    const id = await readDeal(product(), agent);
    const [other, neighbour] = [await verifiedAgent(product(), '尤测试'), await employeeAt(product(), 'operator2')];
    for (const who of [other, neighbour]) expect((await who.send('GET /transactions/:id/checks', { params: { id } })).status).toBe(404);
    expect((await override(id, 'T-04', neighbour)).status).toBe(404);
  });
});

describe('关口与预检', () => {
  it('a finding that blocks stops the submission; the agent asks for a person, the counter decides with a reason', async () => {
    const id = await readDeal(product(), agent, { papers: wrongVin });
    const refused = await submit(id);
    expect(refused.error.code).toBe('transaction.incomplete');
    expect(refused.error.details).toEqual([expect.objectContaining({ code: 'rule_blocks', slot: 'P30' })]);
    expect(resultIn(await checksOf(agent, id), 'T-04').may).toEqual({ dispute: true, override: false });

    expect((await dispute(id, 'T-04')).status).toBe(201);
    expect((await dispute(id, 'T-04', '再说一遍')).status).toBe(201);
    expect((await submit(id)).body.state).toBe('awaiting_check');

    const atCounter = resultIn(await checksOf(operator, id), 'T-04');
    expect(atCounter).toMatchObject({ dispute: { note: '发票就是这样开的，请看原件' }, override: null, may: { dispute: false, override: true } });
    const early = await complete(id);
    expect([early.status, early.error.code, early.error.details]).toEqual([422, 'check.blocking', [{ rule: 'T-04', sentence: '发票上的车架号与其他材料不同。' }]]);
    const overridden = await override(id, 'T-04');
    expect(resultIn(overridden.body as Checks, 'T-04')).toMatchObject({ override: { by: '柜台一号', reason: '已核对发票原件，号码无误' }, may: { override: false } });
    expect((await complete(id)).body.state).toBe('completed');
    expect((await actsOn(id)).map(({ action, details }) => [action, details.rule])).toEqual([['checks.disputed', 'T-04'], ['checks.overridden', 'T-04']]);
  });

  it('a decision holds for the finding that it was about, and for no other', async () => {
    const id = await readDeal(product(), agent, { papers: wrongVin });
    await dispute(id, 'T-04');
    await retakePaper(product(), id, 'P30', { fields: { vin: 'LSGPC52U6AF102574' } });
    const again = resultIn(await checksOf(agent, id), 'T-04');
    expect(again).toMatchObject({ verdict: 'inconsistent', dispute: null, may: { dispute: true } });
    expect((await submit(id)).status).toBe(422);
  });

  it('what cannot be argued about is put right, not disputed', async () => {
    const id = await readDeal(product(), agent, { papers: { P22: { findings: [{ detector: 'blur', score: 0.99, box: null }] } } });
    expect((await submit(id)).error.details).toEqual([expect.objectContaining({ code: 'rule_blocks', slot: 'P22' })]);
    expect((await dispute(id, 'T-02')).error.code).toBe('check.not_disputable');
    expect((await dispute(id, 'T-04')).error.code).toBe('check.rule_silent');
    await retakePaper(product(), id, 'P22');
    expect((await submit(id)).body.state).toBe('awaiting_check');
  });

  it('judges by what is there now: what came to light after the last look stops the submission', async () => {
    const id = await readDeal(product(), agent, { papers: { P30: { waiting: true } } });
    await checksOf(agent, id);
    const { db } = product().server.deps;
    await retakePaper(product(), id, 'P30', wrongVin.P30);
    await db.query("UPDATE deal_checks SET inputs = REPEAT('0', 32) WHERE transaction_id = ?", [id]);
    await db.query("UPDATE rule_results SET verdict = 'consistent' WHERE transaction_id = ?", [id]);
    expect((await submit(id)).error.code).toBe('transaction.incomplete');
  });

  it('what is uncertain, or only marked, lets the deal through', async () => {
    const id = await readDeal(product(), agent, { papers: { P30: { fields: { vin: '', totalInWords: '壹元整' } } } });
    const checks = await checksOf(agent, id);
    expect([resultIn(checks, 'T-04').verdict, resultIn(checks, 'T-18').severity, resultIn(checks, 'T-18').verdict]).toEqual(['uncertain', 'flag', 'inconsistent']);
    expect((await submit(id)).body.state).toBe('awaiting_check');
    expect((await complete(id)).body.state).toBe('completed');
  });

  it('the counter may let something pass while the agent stands before it with an open deal', async () => {
    const id = await readDeal(product(), agent, { papers: { P22: { findings: [{ detector: 'blur', score: 0.99, box: null }] } } });
    expect((await override(id, 'T-02')).status).toBe(201);
    expect((await submit(id)).body.state).toBe('awaiting_check');
  });

  it('two overrides at once count as one', async () => {
    const id = await readDeal(product(), agent, { papers: wrongVin });
    await dispute(id, 'T-04');
    await submit(id);
    expect((await Promise.all([override(id, 'T-04'), override(id, 'T-04')])).map(({ status }) => status)).toEqual([201, 201]);
    expect((await actsOn(id)).filter(({ action }) => action === 'checks.overridden')).toHaveLength(1);
  });
});

describe('台账记得的', () => {
  it('the car that changed its owner three weeks ago, and how far it had driven', async () => {
    const first = await readDeal(product(), agent, { vin: 'WVWZZZ1JZXW000100', papers: { P28: { fields: { kilometres: '80000' } } } });
    await product().server.deps.db.query("UPDATE transactions SET state = 'completed', completed_at = ?, kilometres = 80000 WHERE id = ?", [new Date(product().clock.now().getTime() - 21 * 24 * 3600_000), first]);
    const again = await readDeal(product(), agent, { vin: 'WVWZZZ1JZXW000100', papers: { P28: { fields: { kilometres: '60000' } } } });
    const checks = await checksOf(agent, again);
    expect([resultIn(checks, 'T-14').verdict, resultIn(checks, 'T-21').verdict]).toEqual(['inconsistent', 'inconsistent']);
  });

  it('who has sold three cars this year, each held for less than one', async () => {
    const trader = { name: '倒车庚', idNumber: '330206199202290031', kind: 'person', attendance: 'present' } as const;
    const { db } = product().server.deps;
    const year = new Date(product().clock.now()).getUTCFullYear();
    const deal = async (vin: string, completedAt: string, parties: NonNullable<Parameters<typeof newDeal>[1]>['parties']) => {
      const { id } = await newDeal(agent, { vin, ...(parties ? { parties } : {}) });
      await db.query("UPDATE transactions SET state = 'completed', completed_at = ? WHERE id = ?", [new Date(completedAt), id]);
    };
    const sells = [{ ...trader, side: 'seller' as const }, buyer];
    const verdict = async () => resultIn(await checksOf(agent, (await newDeal(agent, { parties: sells })).id), 'T-11').verdict;
    for (const car of ['1', '2', '3']) {
      await deal(`WVWZZZ1JZXW00020${car}`, `${year - 1}-08-01T04:00:00Z`, [seller, { ...trader, side: 'buyer' as const }]);
      if (car === '3') expect(await verdict()).toBe('consistent');
      await deal(`WVWZZZ1JZXW00020${car}`, `${year}-03-01T04:00:00Z`, sells);
    }
    expect(await verdict()).toBe('inconsistent');
  });
});

describe('核对完成之后', () => {
  it('the results stay as they were, with a digest for the evidence, and without the names', async () => {
    const id = await readDeal(product(), agent);
    await submit(id);
    await complete(id);
    const { db } = product().server.deps;
    const deal = await db.manager.findOneByOrFail(Transaction, { id });
    const digest = await checksDigestOf(db.manager, deal);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    product().clock.advance(400 * 24 * 3600);
    expect(resultIn(await checksOf(await employeeAt(product(), 'operator1'), id), 'T-10').verdict).toBe('consistent');
    expect(await checksDigestOf(db.manager, deal)).toBe(digest);
    expect(JSON.stringify(await checksRecordOf(db.manager, deal))).not.toContain('卖方甲');
    product().clock.advance(-400 * 24 * 3600);
  });
});
