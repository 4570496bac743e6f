import { buffer } from 'node:stream/consumers';
import type { AnswerOf } from '@yongche/contract';
import { fromBufferPromise } from 'yauzl';
import { type Caller, completedDeal, employeeAt, verifiedAgent } from '../../../../test/people';
import { foundProblem } from '../../../../test/problems';
import { useProduct } from '../../../../test/use-product';
import { signCheckpoint } from '../../evidence/checkpoints';
import { sequenceWaiting } from '../../evidence/log';
import { continueVerification, latestVerifications, openVerification } from '../../evidence/verifications';
import { keptYears } from '../../privacy/keeping-period';
import { Image } from '../../transactions/image.entity';
import { Transaction } from '../../transactions/transaction.entity';
import { carryOut } from './carry-out';
import { DisposedDeal } from './disposal.entity';
import { leafOfDisposed } from './disposed-deals';

const product = useProduct();
const deps = () => product().server.deps;
const query = (sql: string, values?: unknown[]) => deps().db.query(sql, values);
const at = (username: string) => employeeAt(product(), username);
const day = 24 * 3600;
const dayOf = (moment: Date) => new Date(moment.getTime() + 8 * 3600_000).toISOString().slice(0, 10);
const forgetting = { signal: new AbortController().signal };
type Deal = AnswerOf<'GET /transactions/:id'>;

/** Completed on one day: one to be destroyed, one that an open problem holds back. Ten days later: one within its period. */
let old: Deal;
let held: Deal;
let young: Deal;
let problemId: string;
let keys: string[];

beforeAll(async () => {
  const agent = await verifiedAgent(product());
  old = await completedDeal(product(), agent, { plate: '浙B00001' });
  held = await completedDeal(product(), agent, { plate: '浙B00002' });
  problemId = (await foundProblem(product(), held.id, [{ slot: 'P20', code: 'R02' }])).id;
  keys = await keysOf(old.id);
  product().clock.advance(10 * day);
  young = await completedDeal(product(), await verifiedAgent(product()), { plate: '浙B00003' });
  await sequenceWaiting(deps().db);
  product().clock.advance(1089 * day);
}, 120_000);

const keysOf = async (dealId: string) => (await deps().db.manager.findBy(Image, { transactionId: dealId })).flatMap(({ objectKey, thumbnailKey }) => [objectKey, thumbnailKey]).filter((key) => key !== null);
const stored = () => product().simulators.oss.objects().map(({ key }) => key);
const lastDay = async (clerk: Caller) => (await clerk.call('GET /disposals')).due.completedUntil;
/** Nothing of the draw by chance stands in the way. */
const closeCases = () => query("UPDATE inspection_cases SET state = 'passed', closed_at = created_at WHERE closed_at IS NULL");

async function verified() {
  const { db, clock } = deps();
  const { id } = await db.transaction((tx) => openVerification(tx, { requestedBy: null }, clock.now()));
  while (await continueVerification(deps(), id));
  return (await latestVerifications(db.manager, 5)).find((one) => one.id === id)!;
}

/** The evidence package of a deal, unpacked. */
async function packageOf({ cookie }: Caller & { cookie: string }, dealId: string): Promise<Map<string, Buffer>> {
  const headers = { cookie, origin: product().url, 'content-type': 'application/json' };
  const response = await fetch(`${product().url}/api/transactions/${dealId}/evidence-packages`, { method: 'POST', headers, body: JSON.stringify({ reason: '试验：法院调取' }) });
  const zip = await fromBufferPromise(Buffer.from(await response.arrayBuffer()));
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return files;
}

describe('到期销毁', () => {
  it('is proposed by the clerk for deals whose three years are over, and never for a day within them', async () => {
    await closeCases();
    const clerk = await at('clerk');
    const { due, may } = await clerk.call('GET /disposals');
    expect(may).toEqual({ propose: true, decide: false });
    expect(due).toMatchObject({ deals: 1, heldBack: 1, pictures: keys.length / 2 });
    const youngDay = dayOf((await deps().db.manager.findOneByOrFail(Transaction, { id: young.id })).completedAt!);
    expect((await clerk.send('POST /disposals', { body: { completedUntil: youngDay } })).error).toMatchObject({ code: 'disposal.too_early', details: { latest: due.completedUntil } });
    expect((await clerk.send('POST /disposals', { body: { completedUntil: '2020-01-01' } })).error.code).toBe('disposal.none_due');
    for (const username of ['technician', 'president', 'auditor', 'finance']) expect((await (await at(username)).send('POST /disposals', { body: { completedUntil: due.completedUntil } })).status).toBe(403);
  });

  it('of a deal within its period, or without an approval, is refused by the database itself', async () => {
    const [{ id: staffId }] = await query("SELECT id FROM staff WHERE username = 'clerk'");
    const [{ id: other }] = await query("SELECT id FROM staff WHERE username = 'president'");
    const now = product().clock.now();
    const disposal = (id: string, state: string, until: string) =>
      query('INSERT INTO disposals (id, state, open_key, completed_until, deals, pictures, bytes, held_back, persons, proposed_by, proposed_at, decided_by, decided_at) VALUES (?, ?, ?, ?, 1, 1, 1, 0, 0, ?, ?, ?, ?)', [id, state, 'disposal', until, staffId, now, state === 'approved' ? other : null, state === 'approved' ? now : null]);
    const destroy = (dealId: string, disposalId: string) => query('INSERT INTO disposed_deals (transaction_id, disposal_id, leaf, pictures, bytes, thumbnails, thumbnail_bytes, disposed_at) VALUES (?, ?, ?, 1, 1, 0, 0, ?)', [dealId, disposalId, '0'.repeat(64), now]);
    const [waiting, wide] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
    await disposal(waiting, 'proposed', '2099-12-31');
    await expect(destroy(old.id, waiting)).rejects.toThrow('must not be destroyed');
    await query('DELETE FROM disposals WHERE id = ?', [waiting]);
    await disposal(wide, 'approved', '2099-12-31');
    await expect(destroy(young.id, wide)).rejects.toThrow('within its keeping period');
    await expect(query('UPDATE images SET disposed_at = ? WHERE transaction_id = ?', [now, young.id])).rejects.toThrow('only with its deal');
    await expect(query('UPDATE disposals SET decided_by = proposed_by WHERE id = ?', [wide])).rejects.toThrow('disposals_two_persons');
    const [{ body: guard }] = await query("SELECT action_statement AS body FROM information_schema.triggers WHERE trigger_schema = DATABASE() AND trigger_name = 'disposed_deals_due'");
    expect(guard).toContain(`INTERVAL ${keptYears} YEAR`);
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
    expect((await clerk.send('GET /disposals/:id/certificate', { params: { id } })).error.code).toBe('disposal.not_done');
    product().clock.advance(600);
    expect((await refusing.send('POST /disposals/:id/approval', { params: { id } })).error.code).toBe('identity.step_up_required');
    const president = await at('president');
    expect(await president.call('POST /disposals/:id/approval', { params: { id } })).toMatchObject({ state: 'approved' });
    expect((await president.send('POST /disposals/:id/approval', { params: { id } })).error.code).toBe('disposal.wrong_state');
    // Beside the worker's own run: nothing is done twice.
    await Promise.all([carryOut(deps(), id, forgetting), carryOut(deps(), id, forgetting)]);
    const [done] = (await president.call('GET /disposals')).items;
    expect(done).toMatchObject({ id, state: 'done', deals: 1, heldBack: 1, pictures: keys.length / 2 });
    expect(stored().filter((key) => key.includes(old.id))).toEqual([]);
    expect(stored().filter((key) => key.includes(held.id)).length).toBeGreaterThan(0);
    const images = await deps().db.manager.find(Image, { where: { transactionId: old.id }, order: { id: 'ASC' } });
    expect(images.every(({ disposedAt, objectKey, wrappedKey, sha256 }) => disposedAt && !objectKey && wrappedKey === '' && sha256)).toBe(true);
    const row = await deps().db.manager.findOneByOrFail(DisposedDeal, { transactionId: old.id });
    const leaf = leafOfDisposed(id, await deps().db.manager.findOneByOrFail(Transaction, { id: old.id }), images);
    expect(row.leaf).toBe(leaf);
    // The root of a tree of one leaf is that leaf.
    expect(done!.root).toBe(leaf);
    const acts = (await query("SELECT action FROM audit_events WHERE subject_id = ? AND subject_type = 'disposal' ORDER BY at, id", [id])).map(({ action }: { action: string }) => action);
    expect(acts).toEqual(['operations.disposal_proposed', 'operations.disposal_approved', 'operations.disposal_done']);
  });

  it('leaves a plain sentence where the pictures were, a voucher that is genuine, a package that proves the rest, and nothing for the nightly verification to find', async () => {
    const [operator, clerk] = [await at('operator1'), await at('clerk')];
    const deal = await operator.call('GET /transactions/:id', { params: { id: old.id } });
    expect(deal.state).toBe('completed');
    const [image] = deal.slots.flatMap(({ images }) => images);
    expect((await operator.send('POST /transactions/:id/image-views', { params: { id: old.id }, body: { imageIds: [image!.id], variant: 'full' } })).error).toMatchObject({ code: 'image.disposed', message: expect.stringContaining('保存期已满') });
    const { checkUrl } = await operator.call('GET /transactions/:id/voucher', { params: { id: old.id } });
    expect(await (await fetch(checkUrl)).text()).toContain('核对凭证真实有效');
    await signCheckpoint(deps());
    const files = await packageOf(clerk, old.id);
    expect([...files.keys()].sort()).toEqual(expect.arrayContaining(['README.txt', 'parties.json', 'proof.json', 'record.json', '证据报告.pdf']));
    expect([...files.keys()].filter((name) => name.startsWith('pictures/'))).toEqual([]);
    expect(files.get('README.txt')!.toString()).toContain('保存期已满，已依法销毁，只保留哈希');
    expect(await verified()).toMatchObject({ ok: true, findings: [] });
  });

  it('does not hide a picture that somebody only marks as destroyed', async () => {
    const triggers: { body: string }[] = await query("SELECT action_statement AS body FROM information_schema.triggers WHERE trigger_schema = DATABASE() AND trigger_name = 'images_disposed'");
    await query('DROP TRIGGER images_disposed');
    const image = await deps().db.manager.findOneByOrFail(Image, { transactionId: young.id, slot: 'P20' });
    await query('UPDATE images SET disposed_at = ?, object_key = NULL WHERE id = ?', [product().clock.now(), image.id]);
    expect((await verified()).findings).toMatchObject([{ kind: 'picture_missing', slot: 'P20' }]);
    await query('UPDATE images SET disposed_at = NULL, object_key = ? WHERE id = ?', [image.objectKey, image.id]);
    await query(`CREATE TRIGGER images_disposed BEFORE UPDATE ON images FOR EACH ROW ${triggers[0]!.body}`);
  });

  it('ends with a certificate', async () => {
    const auditor = await at('auditor');
    const [done] = (await auditor.call('GET /disposals')).items;
    const reply = await fetch(`${product().url}/api/disposals/${done!.id}/certificate`, { headers: { cookie: (auditor as Caller & { cookie: string }).cookie } });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const bytes = Buffer.from(await reply.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('takes the deal that was held back once its problem is over, and the persons of whom nothing else is kept', async () => {
    await query("UPDATE problems SET state = 'withdrawn', closed_at = ? WHERE id = ?", [product().clock.now(), problemId]);
    const [before] = await query('SELECT COUNT(*) AS n FROM person_keys WHERE wrapped IS NULL');
    product().clock.advance(12 * day);
    const clerk = await at('clerk');
    await closeCases();
    // The violation that the problem gave is not decided.
    expect((await clerk.call('GET /disposals')).due).toMatchObject({ deals: 1, heldBack: 1 });
    await query("UPDATE violations SET state = 'dismissed', decided_by = (SELECT id FROM staff WHERE username = 'inspector1'), decided_at = ?, decision_reason = '已说明'", [product().clock.now()]);
    const { due } = await clerk.call('GET /disposals');
    expect(due).toMatchObject({ deals: 2, heldBack: 0 });
    const { id } = await clerk.call('POST /disposals', { body: { completedUntil: due.completedUntil } });
    const president = await at('president');
    // The storage refuses twice: rows and keys are gone, the objects are removed by whoever comes next.
    for (let n = 0; n < 2; n++) product().simulators.oss.failNext('html_502', 'delete');
    await president.call('POST /disposals/:id/approval', { params: { id } });
    const isDone = async () => (await clerk.call('GET /disposals')).items[0]!.state === 'done';
    while (!(await isDone())) await carryOut(deps(), id, forgetting);
    expect(stored().filter((key) => key.startsWith('transactions/'))).toEqual([]);
    const [done] = (await clerk.call('GET /disposals')).items;
    expect(done).toMatchObject({ state: 'done', deals: 2, heldBack: 0 });
    const [after] = await query('SELECT COUNT(*) AS n FROM person_keys WHERE wrapped IS NULL');
    expect(Number(after.n) - Number(before.n)).toBe(2);
    const deal = await (await at('operator1')).call('GET /transactions/:id', { params: { id: young.id } });
    expect(deal.parties.map(({ name }) => name)).toEqual(['已删除', '已删除']);
    expect(await verified()).toMatchObject({ ok: true, findings: [] });
  });
});
