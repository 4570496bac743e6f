import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeHash } from 'yongche-verify/merkle.cjs';
import { readCheckpoint, readKey, isSignedBy } from 'yongche-verify/note.cjs';
import { caller, completedDeal, employeeAt, imagesOf, submittedDeal, verifiedAgent } from '../../../test/people';
import { useProduct } from '../../../test/use-product';
import { signCheckpoint, stampCheckpoints } from './checkpoints';
import { sequenceWaiting } from './log';
import { EvidenceRecord } from './evidence-log.entity';
import { openingOf, recordEarlier } from './record';
import { Party } from '../transactions/party.entity';

const product = useProduct();
const deps = () => product().server.deps;
const day = 24 * 3600;

/** The log takes what waits, and a new day's checkpoint covers it. */
async function nextCheckpoint(): Promise<void> {
  await sequenceWaiting(deps().db);
  product().clock.advance(day);
  await signCheckpoint(deps());
}
const evidenceOf = async (id: string) => (await employeeAt(product(), 'inspector1')).call('GET /transactions/:id/evidence', { params: { id } });

describe('the evidence of a deal', () => {
  it('begins with its completion, enters the log, and is covered by a signed checkpoint', async () => {
    const agent = await verifiedAgent(product());
    const submitted = await submittedDeal(agent);
    const before = await agent.call('GET /transactions/:id/evidence', { params: { id: submitted.id } });
    expect(before).toMatchObject({ state: 'none', leafIndex: null, leafHash: null, checkpoint: null, mayExport: false });
    const operator = await employeeAt(product(), 'operator1');
    await operator.call('POST /transactions/:id/completion', { params: { id: submitted.id }, body: { checkedImageIds: imagesOf(submitted).map(({ id }) => id) } });
    await nextCheckpoint();

    const after = await evidenceOf(submitted.id);
    expect(after).toMatchObject({ state: 'checkpointed', mayExport: true });
    expect(after.images.map(({ imageId, sha256 }) => [imageId, sha256])).toEqual(imagesOf(submitted).sort((one, other) => (one.slot < other.slot ? -1 : 1)).map(({ id, sha256 }) => [id, sha256]));
    expect(after.images[0]!.title).not.toBe(after.images[0]!.slot);
    const { record } = await deps().db.manager.findOneByOrFail(EvidenceRecord, { transactionId: submitted.id });
    expect(after.leafHash).toBe(createHash('sha256').update(Buffer.of(0)).update(record).digest('hex'));
    expect((await agent.call('GET /transactions/:id/evidence', { params: { id: submitted.id } })).mayExport).toBe(false);
  }, 90_000);

  it('names nobody: commitments open with the salt only, and with a destroyed key never again', async () => {
    const { id } = await completedDeal(product(), await verifiedAgent(product()), { plate: '浙B12346' });
    const { db, keys } = deps();
    const record = await db.manager.findOneByOrFail(EvidenceRecord, { transactionId: id });
    for (const secret of ['卖方甲', '买方乙', '330203199001010014', '11010519491231002X']) expect(record.record).not.toContain(secret);
    const [seller] = await db.manager.find(Party, { where: { transactionId: id }, order: { position: 'ASC' } });
    const opening = openingOf(keys, seller!, record, 'own')!;
    const said = (JSON.parse(record.record) as { parties: { commitment: string }[] }).parties[0]!;
    expect(said.commitment).toBe(createHash('sha256').update(JSON.stringify({ name: '卖方甲', number: '330203199001010014', salt: opening.salt })).digest('hex'));
    expect(openingOf(keys, { ...seller!, key: { ...seller!.key!, wrapped: null } }, record, 'own')).toBeNull();
  });

  it('is refused to be changed or removed by the database itself', async () => {
    const { db } = deps();
    await sequenceWaiting(db);
    for (const statement of ["UPDATE evidence_records SET record = '{}'", 'DELETE FROM evidence_records', "UPDATE evidence_leaves SET leaf_hash = ''", 'DELETE FROM evidence_leaves', "UPDATE evidence_nodes SET hash = ''", 'DELETE FROM evidence_nodes']) {
      await expect(db.query(statement)).rejects.toThrow(/append-only|log/);
    }
  });

  it('of deals that were completed earlier is written afterwards, once', async () => {
    const { db, keys, clock } = deps();
    const [{ id }] = await db.query("SELECT id FROM transactions WHERE state = 'completed' ORDER BY id DESC LIMIT 1");
    const [{ n: before }] = await db.query('SELECT COUNT(*) AS n FROM evidence_records');
    // A copy of a completed deal without its pictures, as if from before.
    const earlier = '00000000-0000-7000-8000-000000000001';
    const columns: { name: string }[] = await db.query("SELECT column_name AS name FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'transactions' ORDER BY ordinal_position");
    const values = columns.map(({ name }) => (name === 'id' ? `'${earlier}'` : name === 'serial' ? "'000000000000000001'" : `\`${name}\``));
    await db.query(`INSERT INTO transactions SELECT ${values.join(', ')} FROM transactions WHERE id = ?`, [id]);
    expect(await db.transaction((tx) => recordEarlier(tx, keys, '', clock.now()))).toBeUndefined();
    expect(await db.transaction((tx) => recordEarlier(tx, keys, '', clock.now()))).toBeUndefined();
    const [{ n: after }] = await db.query('SELECT COUNT(*) AS n FROM evidence_records');
    expect(Number(after)).toBe(Number(before) + 1);
    await nextCheckpoint();
    expect((await evidenceOf(earlier)).state).toBe('checkpointed');
  });
});

describe('a checkpoint', () => {
  it('is public, signed in the form of C2SP, and given out once a day', async () => {
    const agent = await verifiedAgent(product());
    await completedDeal(product(), agent, { plate: '浙B12347' });
    await nextCheckpoint();
    const { origin, key, items } = await caller(product().url).call('GET /evidence-checkpoints');
    const [latest] = items;
    expect(origin).toBe(`${new URL(product().url).host}/evidence`);
    expect(readCheckpoint(latest!.note)).toMatchObject({ origin, size: latest!.size });
    expect(isSignedBy(latest!.note, readKey(key)!)).toBe(true);
    await completedDeal(product(), agent, { plate: '浙B12348' });
    await sequenceWaiting(deps().db);
    await signCheckpoint(deps());
    expect((await caller(product().url).call('GET /evidence-checkpoints')).items[0]!.size).toBe(latest!.size);
    await nextCheckpoint();
    expect((await caller(product().url).call('GET /evidence-checkpoints')).items[0]!.size).toBe(latest!.size + 1);
    expect((await deps().storage.list('evidence/checkpoints/')).length).toBe(items.length + 1);
  });

  it('is stamped by the authority; where that lies or fails, it is asked again later', async () => {
    const { tsa } = product().simulators;
    const unstamped = async () => (await caller(product().url).call('GET /evidence-checkpoints')).items.filter(({ timestamp }) => !timestamp).length;
    // The round that comes by itself would hear the lies in our place: it stays away, once it is not at work; what it has stamped is taken away again.
    const resting = () => deps().db.query("UPDATE jobs SET run_at = '2100-01-01' WHERE name = 'evidence.stamp-checkpoints' AND lease_until IS NULL");
    while ((await resting()).affectedRows === 0) await sleep(20);
    await deps().db.query('UPDATE evidence_checkpoints SET timestamp_token = NULL, timestamp_at = NULL, timestamp_authority = NULL');
    const owed = await unstamped();
    for (const lie of ['wrong_imprint', 'expired_certificate'] as const) {
      tsa.lieNext(lie);
      await expect(stampCheckpoints(deps())).rejects.toMatchObject({ kind: 'untrusted_answer' });
      expect(await unstamped()).toBe(owed);
    }
    await stampCheckpoints({ ...deps(), timestamps: undefined });
    expect(await unstamped()).toBe(owed);
    await stampCheckpoints(deps());
    expect(await unstamped()).toBe(0);
    expect((await caller(product().url).call('GET /evidence-checkpoints')).items[0]!.timestamp!.authority).toBe('模拟时间戳服务器');
    expect(await deps().storage.list('evidence/timestamps/')).not.toHaveLength(0);
  });

  it('is not signed over a log that no longer holds the last one', async () => {
    const { db } = deps();
    const [{ size, root }] = await db.query('SELECT size, root FROM evidence_checkpoints ORDER BY size DESC LIMIT 1');
    await db.query('UPDATE evidence_checkpoints SET root = ? WHERE size = ?', ['0'.repeat(64), size]);
    product().clock.advance(day);
    await expect(signCheckpoint(deps())).rejects.toThrow('no longer holds its checkpoint');
    await db.query('UPDATE evidence_checkpoints SET root = ? WHERE size = ?', [root, size]);
  });

  it('stands on a public page, and for monitors with its tiles', async () => {
    const { url } = product();
    const { items } = await caller(url).call('GET /evidence-checkpoints');
    const html = await (await fetch(`${url}/evidence`)).text();
    expect(html).toContain(items[0]!.root);
    expect(html).toContain('复制检查点');
    expect((await fetch(`${url}/evidence/copy.js`)).headers.get('content-type')).toContain('javascript');
    expect(await (await fetch(`${url}/evidence/checkpoint`)).text()).toBe(items[0]!.note);
    const { size } = items[0]!;
    const tile = Buffer.from(await (await fetch(`${url}/evidence/tile/0/000.p/${size}`)).arrayBuffer());
    const hashes = Array.from({ length: size }, (_, at) => tile.subarray(at * 32, at * 32 + 32));
    const rootOf = (leaves: Buffer[]): Buffer => {
      if (leaves.length === 1) return leaves[0]!;
      const split = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1);
      return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
    };
    expect(rootOf(hashes).toString('base64')).toBe(items[0]!.root);
    for (const path of ['tile/0/000', `tile/0/000.p/${size + 1}`, 'tile/1/000.p/1', 'tile/0/001.p/1', 'tile/entries/000', 'tile/0/../000', 'tile/99/000']) {
      expect((await fetch(`${url}/evidence/${path}`)).status).toBe(404);
    }
  });
});
