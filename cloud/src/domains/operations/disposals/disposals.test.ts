import { buffer } from 'node:stream/consumers';
import { Not } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { fromBufferPromise } from 'yauzl';
import { createTestDatabase } from '../../../../test/database';
import { type Caller, employeeAt, verifiedAgent } from '../../../../test/people';
import { foundProblem } from '../../../../test/problems';
import { type Product, startProduct } from '../../../../test/product';
import { sealedDeal, sealedDraft } from '../../../../test/sealed-deals';
import { dayInShanghai } from '../../../clock';
import { Job } from '../../../jobs/job.entity';
import { signCheckpoint } from '../../evidence/checkpoints';
import { sequenceWaiting } from '../../evidence/log';
import { continueVerification, latestVerifications, openVerification } from '../../evidence/verifications';
import { keptYears } from '../../privacy/keeping-period';
import { Image } from '../../transactions/image.entity';
import { Transaction } from '../../transactions/transaction.entity';
import { operationsRound } from '../rounds';
import { measureSpace } from '../space/measure-space';
import { endCancelledDeals } from './cancelled-deals';
import { carryOut } from './carry-out';
import { certificateOf } from './certificate-pdf';
import { Disposal, DisposedDeal } from './disposal.entity';
import { leafOfDisposed } from './disposed-deals';
import { cancelledDays, countDue } from './due-deals';

let product: Product;
const deps = () => product.server.deps;
const query = (sql: string, values?: unknown[]) => deps().db.query(sql, values);
const at = (username: string) => employeeAt(product, username);
const day = 24 * 3600;
const forgetting = { signal: new AbortController().signal };

/** Completed on one day: one to be destroyed, one that an open problem holds back. Ten days later: one within its period. */
let old: string;
let held: string;
let young: string;
/** Begun beside them, and cancelled on the tenth day. */
let cancelled: string;
let problemId: string;
let keys: string[];

beforeAll(async () => {
  // No jobs run: what is destroyed is destroyed by the story.
  product = await startProduct(await createTestDatabase(), { background: false });
  const [agent, operator] = [await verifiedAgent(product), await at('operator1')];
  old = await sealedDeal(product, agent, operator, '浙B00001');
  held = await sealedDeal(product, agent, operator, '浙B00002');
  cancelled = await sealedDraft(product, agent, '浙B00004');
  problemId = (await foundProblem(product, held, [{ slot: 'P20', code: 'R02' }])).id;
  keys = await keysOf(old);
  await query('UPDATE images SET thumbnail_bytes = NULL WHERE transaction_id = ?', [held]);
  product.clock.advance(10 * day);
  const [again, later] = [await verifiedAgent(product), await at('operator1')];
  await again.call('POST /transactions/:id/cancellation', { params: { id: cancelled }, body: { reason: '买方放弃' } });
  young = await sealedDeal(product, again, later, '浙B00003');
  while (await measureSpace(deps()));
  product.clock.advance(29 * day);
});
afterAll(() => product?.close());

const keysOf = async (dealId: string) => (await deps().db.manager.findBy(Image, { transactionId: dealId })).flatMap(({ objectKey, thumbnailKey }) => [objectKey, thumbnailKey]).filter((key) => key !== null);
const stored = () => product.simulators.oss.objects().map(({ key }) => key);
const lastDay = async (clerk: Caller) => (await clerk.call('GET /disposals')).due!.completedUntil;
const disposalOf = (id: string) => deps().db.manager.findOneByOrFail(Disposal, { id });
const destroyedKeys = async () => Number((await query('SELECT COUNT(*) AS n FROM person_keys WHERE wrapped IS NULL'))[0].n);

async function verified() {
  const { db, clock } = deps();
  const { id } = await db.transaction((tx) => openVerification(tx, { requestedBy: null }, clock.now()));
  while (await continueVerification(deps(), id));
  return (await latestVerifications(db.manager, 5)).find((one) => one.id === id)!;
}

/** The evidence package of a deal, unpacked. */
async function packageOf({ cookie }: Caller & { cookie: string }, dealId: string): Promise<Map<string, Buffer>> {
  const headers = { cookie, origin: product.url, 'content-type': 'application/json' };
  const response = await fetch(`${product.url}/api/transactions/${dealId}/evidence-packages`, { method: 'POST', headers, body: JSON.stringify({ reason: '试验：法院调取' }) });
  const zip = await fromBufferPromise(Buffer.from(await response.arrayBuffer()));
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return files;
}

describe('取消的交易', () => {
  it('loses its pictures by itself after thirty days, and not before', async () => {
    const own = () => stored().filter((key) => key.includes(cancelled));
    const [taken, others] = [own().length, stored().length];
    await endCancelledDeals(deps());
    expect(own()).toHaveLength(taken);
    const destroy = () => query('INSERT INTO disposed_deals (transaction_id, leaf, pictures, bytes, thumbnails, thumbnail_bytes, disposed_at) VALUES (?, ?, 1, 1, 0, 0, ?)', [cancelled, '0'.repeat(64), product.clock.now()]);
    await expect(destroy()).rejects.toThrow('within its keeping period');

    product.clock.advance(2 * day);
    product.simulators.oss.failNext('html_502', 'delete');
    await expect(endCancelledDeals(deps())).rejects.toThrow('unavailable');
    await Promise.all([endCancelledDeals(deps()), endCancelledDeals(deps())]);
    expect([own(), stored().length]).toEqual([[], others - taken]);
    expect(await deps().db.manager.findBy(Image, { transactionId: cancelled, wrappedKey: Not('') })).toEqual([]);
    expect(await query("SELECT 1 FROM audit_events WHERE action = 'operations.cancelled_disposed' AND subject_id = ?", [cancelled])).toHaveLength(1);
    // Seller and buyer stand in other deals, which are kept.
    expect(await destroyedKeys()).toBe(0);
    while (await measureSpace(deps()));
    product.clock.advance(1058 * day);
  });
});

describe('到期销毁', () => {
  it('waits for whatever is not over: the log, an inspection, a request to be erased, a problem, an appeal', async () => {
    const due = async () => {
      const { deals, heldBack } = await countDue(deps().db.manager, dayInShanghai(new Date(product.clock.now().getTime() - 1098 * day * 1000)), product.clock.now());
      return { deals, heldBack };
    };
    // Nothing is in the evidence log yet.
    expect(await due()).toEqual({ deals: 0, heldBack: 2 });
    await sequenceWaiting(deps().db);
    expect(await due()).toEqual({ deals: 1, heldBack: 1 });
    const now = product.clock.now();
    await query("INSERT INTO inspection_cases (id, transaction_id, origin, risk, state, day, created_at) VALUES (?, ?, 'requested', 0, 'waiting', ?, ?)", [uuidv7(), old, dayInShanghai(now), now]);
    expect(await due()).toEqual({ deals: 0, heldBack: 2 });
    await query("UPDATE inspection_cases SET state = 'passed', closed_at = created_at WHERE transaction_id = ?", [old]);
    await query("INSERT INTO erasures (id, person_id, state, asked_by, requested_by, reason, requested_at) SELECT ?, person_id, 'requested', 'person', person_id, '不再经营', ? FROM transactions WHERE id = ?", [uuidv7(), now, old]);
    expect(await due()).toEqual({ deals: 0, heldBack: 2 });
    await query('DELETE FROM erasures');
    await query("UPDATE problems SET state = 'withdrawn', closed_at = ? WHERE id = ?", [now, problemId]);
    // The violation that the problem gave is not decided; once it is, it may be appealed against for a while.
    expect(await due()).toEqual({ deals: 1, heldBack: 1 });
    const decide = (daysAgo: number) =>
      query("UPDATE violations SET state = 'decided', outcome = 'points', decided_by = (SELECT id FROM staff WHERE username = 'inspector1'), decided_at = ?, decision_reason = '证据清楚'", [new Date(now.getTime() - daysAgo * day * 1000)]);
    await decide(100);
    expect(await due()).toEqual({ deals: 1, heldBack: 1 });
    await decide(130);
    expect(await due()).toEqual({ deals: 2, heldBack: 0 });
    await query("UPDATE problems SET state = 'open', closed_at = NULL WHERE id = ?", [problemId]);
    expect(await due()).toEqual({ deals: 1, heldBack: 1 });
  });

  it('is proposed by the clerk for deals whose three years are over, and never for a day within them', async () => {
    const clerk = await at('clerk');
    const { due, may } = await clerk.call('GET /disposals');
    expect(may).toEqual({ propose: true, decide: false });
    expect(due).toMatchObject({ deals: 1, heldBack: 1, pictures: keys.length / 2 });
    const youngDay = dayInShanghai((await deps().db.manager.findOneByOrFail(Transaction, { id: young })).completedAt!);
    expect((await clerk.send('POST /disposals', { body: { completedUntil: youngDay } })).error).toMatchObject({ code: 'disposal.too_early', details: { latest: due!.completedUntil } });
    expect((await clerk.send('POST /disposals', { body: { completedUntil: '2020-01-01' } })).error.code).toBe('disposal.none_due');
    for (const username of ['technician', 'president', 'auditor', 'finance']) expect((await (await at(username)).send('POST /disposals', { body: { completedUntil: due!.completedUntil } })).status).toBe(403);
  });

  it('of a deal within its period, or without an approval, is refused by the database itself', async () => {
    const [{ id: staffId }] = await query("SELECT id FROM staff WHERE username = 'clerk'");
    const [{ id: other }] = await query("SELECT id FROM staff WHERE username = 'president'");
    const now = product.clock.now();
    const disposal = (id: string, state: string, until: string) =>
      query('INSERT INTO disposals (id, state, open_key, completed_until, deals, pictures, bytes, held_back, persons, proposed_by, proposed_at, decided_by, decided_at) VALUES (?, ?, ?, ?, 1, 1, 1, 0, 0, ?, ?, ?, ?)', [id, state, 'disposal', until, staffId, now, state === 'approved' ? other : null, state === 'approved' ? now : null]);
    const destroy = (dealId: string, disposalId: string) => query('INSERT INTO disposed_deals (transaction_id, disposal_id, leaf, pictures, bytes, thumbnails, thumbnail_bytes, disposed_at) VALUES (?, ?, ?, 1, 1, 0, 0, ?)', [dealId, disposalId, '0'.repeat(64), now]);
    const [waiting, wide] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
    await disposal(waiting, 'proposed', '2099-12-31');
    await expect(destroy(old, waiting)).rejects.toThrow('must not be destroyed');
    await query('DELETE FROM disposals WHERE id = ?', [waiting]);
    await disposal(wide, 'approved', '2099-12-31');
    await expect(destroy(young, wide)).rejects.toThrow('within its keeping period');
    await expect(query('UPDATE images SET disposed_at = ? WHERE transaction_id = ?', [now, young])).rejects.toThrow('only with its deal');
    await expect(query('UPDATE disposals SET decided_by = proposed_by WHERE id = ?', [wide])).rejects.toThrow('disposals_two_persons');
    const [{ body: guard }] = await query("SELECT action_statement AS body FROM information_schema.triggers WHERE trigger_schema = DATABASE() AND trigger_name = 'disposed_deals_due'");
    expect(guard).toContain(`INTERVAL ${keptYears} YEAR`);
    expect(guard).toContain(`INTERVAL ${cancelledDays} DAY`);
    await query("UPDATE disposals SET state = 'refused', open_key = NULL WHERE id = ?", [wide]);
    await query('DELETE FROM disposals WHERE id = ?', [wide]);
  });

  it('is approved by another person with a fresh second factor, once; then pictures and keys are gone, and the deal stands', async () => {
    const clerk = await at('clerk');
    const body = { completedUntil: await lastDay(clerk) };
    const proposed = await clerk.call('POST /disposals', { body });
    expect(proposed).toMatchObject({ state: 'proposed', deals: 1, heldBack: 1, proposedBy: '文员一号', decidedBy: null, root: null });
    expect((await clerk.send('POST /disposals', { body })).error.code).toBe('disposal.open');
    expect((await clerk.send('POST /disposals/:id/approval', { params: { id: proposed.id } })).status).toBe(403);
    const refusing = await at('president');
    expect(await refusing.call('POST /disposals/:id/refusal', { params: { id: proposed.id }, body: { reason: '等年报做完' } })).toMatchObject({ state: 'refused', reason: '等年报做完', decidedBy: '会长一号' });
    expect(stored()).toEqual(expect.arrayContaining(keys));

    const { id } = await clerk.call('POST /disposals', { body });
    expect((await clerk.call('GET /disposals')).due).toBeNull();
    expect((await clerk.send('GET /disposals/:id/certificate', { params: { id } })).error.code).toBe('disposal.not_done');
    product.clock.advance(600);
    expect((await refusing.send('POST /disposals/:id/approval', { params: { id } })).error.code).toBe('identity.step_up_required');
    const president = await at('president');
    expect(await president.call('POST /disposals/:id/approval', { params: { id } })).toMatchObject({ state: 'approved' });
    expect((await president.send('POST /disposals/:id/approval', { params: { id } })).error.code).toBe('disposal.wrong_state');
    // Two at once: nothing is done twice.
    await Promise.all([carryOut(deps(), id, forgetting), carryOut(deps(), id, forgetting)]);
    const [done] = (await president.call('GET /disposals')).items;
    expect(done).toMatchObject({ id, state: 'done', deals: 1, heldBack: 1, pictures: keys.length / 2 });
    expect(stored().filter((key) => key.includes(old))).toEqual([]);
    expect(stored().filter((key) => key.includes(held)).length).toBeGreaterThan(0);
    const images = await deps().db.manager.find(Image, { where: { transactionId: old }, order: { id: 'ASC' } });
    expect(images.every(({ disposedAt, objectKey, wrappedKey, sha256 }) => disposedAt && !objectKey && wrappedKey === '' && sha256)).toBe(true);
    const row = await deps().db.manager.findOneByOrFail(DisposedDeal, { transactionId: old });
    const leaf = leafOfDisposed(id, await deps().db.manager.findOneByOrFail(Transaction, { id: old }), images);
    expect(row.leaf).toBe(leaf);
    // The root of a tree of one leaf is that leaf.
    expect(done!.root).toBe(leaf);
    const acts = (await query("SELECT action FROM audit_events WHERE subject_id = ? AND subject_type = 'disposal' ORDER BY at, id", [id])).map(({ action }: { action: string }) => action);
    expect(acts).toEqual(['operations.disposal_proposed', 'operations.disposal_approved', 'operations.disposal_done']);
  });

  it('leaves a plain sentence where the pictures were, a voucher that is genuine, a package that proves the rest, and nothing for the nightly verification to find', async () => {
    const [operator, clerk] = [await at('operator1'), await at('clerk')];
    const deal = await operator.call('GET /transactions/:id', { params: { id: old } });
    expect(deal.state).toBe('completed');
    const [image] = deal.slots.flatMap(({ images }) => images);
    expect((await operator.send('POST /transactions/:id/image-views', { params: { id: old }, body: { imageIds: [image!.id], variant: 'full' } })).error).toMatchObject({ code: 'image.disposed', message: expect.stringContaining('保存期已满') });
    const { checkUrl } = await operator.call('GET /transactions/:id/voucher', { params: { id: old } });
    expect(await (await fetch(checkUrl)).text()).toContain('核对凭证真实有效');
    await signCheckpoint(deps());
    const files = await packageOf(clerk, old);
    expect([...files.keys()].sort()).toEqual(expect.arrayContaining(['README.txt', 'parties.json', 'proof.json', 'record.json', '证据报告.pdf']));
    expect([...files.keys()].filter((name) => name.startsWith('pictures/'))).toEqual([]);
    expect(files.get('README.txt')!.toString()).toContain('保存期已满，已依法销毁，只保留哈希');
    expect(await verified()).toMatchObject({ ok: true, findings: [] });
    // Somebody writes a disposal into the database, with the right leaf: nobody approved it.
    const { disposalId, leaf } = await deps().db.manager.findOneByOrFail(DisposedDeal, { transactionId: old });
    const forged = { ...(await disposalOf(disposalId!)), id: uuidv7() };
    await deps().db.manager.insert(Disposal, forged);
    const images = await deps().db.manager.find(Image, { where: { transactionId: old }, order: { id: 'ASC' } });
    const stands = { disposalId: forged.id, leaf: leafOfDisposed(forged.id, await deps().db.manager.findOneByOrFail(Transaction, { id: old }), images) };
    await deps().db.manager.update(DisposedDeal, old, stands);
    expect((await verified()).findings).toContainEqual(expect.objectContaining({ kind: 'picture_missing', slot: 'P20' }));
    await deps().db.manager.update(DisposedDeal, old, { disposalId, leaf });
    await deps().db.manager.delete(Disposal, forged.id);
  });

  it('does not hide a picture that somebody only marks as destroyed', async () => {
    const triggers: { body: string }[] = await query("SELECT action_statement AS body FROM information_schema.triggers WHERE trigger_schema = DATABASE() AND trigger_name = 'images_disposed'");
    await query('DROP TRIGGER images_disposed');
    const image = await deps().db.manager.findOneByOrFail(Image, { transactionId: young, slot: 'P20' });
    await query('UPDATE images SET disposed_at = ?, object_key = NULL WHERE id = ?', [product.clock.now(), image.id]);
    expect((await verified()).findings).toMatchObject([{ kind: 'picture_missing', slot: 'P20' }]);
    await query('UPDATE images SET disposed_at = NULL, object_key = ? WHERE id = ?', [image.objectKey, image.id]);
    await query(`CREATE TRIGGER images_disposed BEFORE UPDATE ON images FOR EACH ROW ${triggers[0]!.body}`);
  });

  it('ends with a certificate of what was destroyed, which tells where a leaf was bent afterwards', async () => {
    const auditor = await at('auditor');
    const [done] = (await auditor.call('GET /disposals')).items;
    const reply = await fetch(`${product.url}/api/disposals/${done!.id}/certificate`, { headers: { cookie: auditor.cookie } });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(Buffer.from(await reply.arrayBuffer()).subarray(0, 5).toString()).toBe('%PDF-');
    const certificate = async () => certificateOf(deps().db.manager, await disposalOf(done!.id));
    const on = dayInShanghai((await deps().db.manager.findOneByOrFail(Transaction, { id: old })).completedAt!);
    // Seller and buyer stand in the two deals that are kept.
    expect(await certificate()).toMatchObject({ isSame: true, from: on, to: on, deals: 1, pictures: keys.length / 2, heldBack: 1, persons: 0, proposer: '文员一号', decider: '会长一号', root: done!.root });
    await query('UPDATE disposed_deals SET leaf = ? WHERE transaction_id = ?', ['0'.repeat(64), old]);
    expect((await certificate()).isSame).toBe(false);
    await query('UPDATE disposed_deals SET leaf = ? WHERE transaction_id = ?', [done!.root, old]);
  });

  it('takes the deal that was held back once its problem is over, slice by slice, says what stands in its way, and ends the keys of persons of whom nothing else is kept', async () => {
    await query("UPDATE problems SET state = 'withdrawn', closed_at = ? WHERE id = ?", [product.clock.now(), problemId]);
    const before = await destroyedKeys();
    product.clock.advance(12 * day);
    const clerk = await at('clerk');
    const { due } = await clerk.call('GET /disposals');
    expect(due).toMatchObject({ deals: 2, heldBack: 0 });
    const { id } = await clerk.call('POST /disposals', { body: { completedUntil: due!.completedUntil } });
    await (await at('president')).call('POST /disposals/:id/approval', { params: { id } });
    const shown = async () => (await clerk.call('GET /disposals')).items[0]!;
    // The storage does not answer, then keeps what it was told to remove: rows and keys are gone, the objects wait for whoever comes next.
    product.simulators.oss.failNext('html_502', 'delete');
    expect(await carryOut(deps(), id, forgetting)).toEqual({ againInSeconds: 300 });
    expect(await shown()).toMatchObject({ state: 'approved', failure: expect.stringContaining('存储没有应答') });
    const keeping = { ...deps(), storage: { ...deps().storage, remove: () => Promise.resolve() } };
    expect(await carryOut(keeping, id, forgetting)).toEqual({ againInSeconds: 300 });
    expect((await shown()).failure).toContain('删除以后仍在存储中');
    // Its job failed too often: the round asks for it again.
    const job = async () => deps().db.manager.findOneByOrFail(Job, { dedupKey: `operations.dispose:${id}` });
    await query('UPDATE jobs SET dead_at = ? WHERE dedup_key = ?', [product.clock.now(), `operations.dispose:${id}`]);
    await operationsRound(deps());
    expect((await job()).deadAt).toBeNull();

    // Others have their turn after each slice.
    expect(await carryOut(deps(), id, forgetting, 0)).toEqual({ againInSeconds: 0 });
    expect(await shown()).toMatchObject({ state: 'approved', failure: null });
    expect(await carryOut(deps(), id, forgetting)).toBeUndefined();
    expect(await shown()).toMatchObject({ state: 'done', deals: 2, heldBack: 0, failure: null });
    expect(stored().filter((key) => key.startsWith('transactions/'))).toEqual([]);
    expect((await destroyedKeys()) - before).toBe(2);
    expect((await disposalOf(id)).persons).toBe(2);
    const deal = await (await at('operator1')).call('GET /transactions/:id', { params: { id: young } });
    expect(deal.parties.map(({ name }) => name)).toEqual(['已删除', '已删除']);
    expect(await verified()).toMatchObject({ ok: true, findings: [] });
  });

  it('counts out of the space exactly what was counted in', async () => {
    // As if every night until yesterday had measured.
    const now = product.clock.now();
    await query("DELETE FROM storage_days WHERE class NOT IN ('pictures', 'thumbnails')");
    await query('UPDATE storage_days SET day = ?, measured_at = ? ORDER BY day DESC LIMIT 2', [dayInShanghai(new Date(now.getTime() - 14 * day * 1000)), new Date(now.getTime() - 12.5 * day * 1000)]);
    while (await measureSpace(deps()));
    const rows = await query("SELECT class, objects, bytes FROM storage_days WHERE day = ? AND class IN ('pictures', 'thumbnails') ORDER BY class", [dayInShanghai(now)]);
    expect(rows.map(({ objects, bytes }: Record<string, unknown>) => [Number(objects), Number(bytes)])).toEqual([[0, 0], [0, 0]]);
  });
});
