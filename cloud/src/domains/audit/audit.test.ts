import { createHash, randomUUID } from 'node:crypto';
import { chainWaiting, textOf } from '../../audit/chain';
import { buyer, type Caller, employeeAt, newDeal, seller, submittedDeal, verifiedAgent } from '../../../test/people';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
const db = () => product().server.deps.db;

/** What the worker does each second, at once. */
const chain = () => chainWaiting(db());

async function raw(who: Caller & { cookie: string }, path: string): Promise<{ status: number; type: string | null; name: string | null; text: string }> {
  const response = await fetch(`${product().url}/api${path}`, { headers: { cookie: who.cookie } });
  return { status: response.status, type: response.headers.get('content-type'), name: response.headers.get('content-disposition'), text: Buffer.from(await response.arrayBuffer()).toString() };
}

describe('an act without its audit row', () => {
  it('does not happen: where the row cannot be written, the deal is not there either', async () => {
    const agent = await verifiedAgent(product());
    const before = await db().query('SELECT COUNT(*) AS n FROM transactions');
    await db().query(`CREATE TRIGGER audit_refusal BEFORE INSERT ON audit_events FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'disk full'`);
    await expect(newDeal(agent)).rejects.toThrow('server.internal');
    await db().query('DROP TRIGGER audit_refusal');
    expect(await db().query('SELECT COUNT(*) AS n FROM transactions')).toEqual(before);
    await expect(newDeal(agent)).resolves.toMatchObject({ state: 'capturing' });
  });
});

describe('the auditor', () => {
  it('finds an act by what is known of it: who, in which role, what, on what, when, by which request', async () => {
    const agent = await verifiedAgent(product());
    const deal = await submittedDeal(agent);
    const operator = await employeeAt(product(), 'operator1');
    const imageIds = deal.slots.flatMap((slot) => slot.images.map(({ id }) => id));
    await operator.call('POST /transactions/:id/completion', { params: { id: deal.id }, body: { checkedImageIds: imageIds } });
    const auditor = await employeeAt(product(), 'auditor');
    await chain();

    const { items } = await auditor.call('GET /audit-events', { query: { subjectId: deal.id, actor: 'operator1' } });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      actionLabel: '核对完成',
      actor: { kind: 'staff', username: 'operator1', roleLabel: '市场操作员' },
      subject: { type: 'transaction', label: '交易', name: deal.serial },
      changes: expect.arrayContaining([{ field: 'state', label: '状态', before: '待核对', after: '已完成' }]),
    });
    const { requestId, ip, at } = items[0]!;
    const day = new Date(Date.parse(at) + 8 * 3600_000).toISOString().slice(0, 10);
    for (const query of [
      { requestId: requestId! },
      { action: 'transactions.completed', from: day, to: day },
      { role: 'operator', subjectType: 'transaction', ip: ip! },
      { actor: '柜台一号', action: 'transactions.completed' },
    ] as const) {
      expect((await auditor.call('GET /audit-events', { query })).items.map(({ id }) => id)).toContain(items[0]!.id);
    }
    for (const query of [{ actor: '无此人' }, { role: 'auditor', subjectId: deal.id }, { from: '2020-01-01', to: '2020-12-31' }] as const) {
      expect((await auditor.call('GET /audit-events', { query })).items).toEqual([]);
    }
  });

  it('reads a correction field by field; who the parties are stands as a digest only', async () => {
    const agent = await verifiedAgent(product());
    const deal = await newDeal(agent);
    const { business, marketId, vin } = deal;
    const body = { business, marketId, vin, plate: '浙B54321', mortgaged: true, parties: [seller, { ...buyer, name: '买方更名' }] };
    await agent.call('PUT /transactions/:id', { params: { id: deal.id }, body });
    const auditor = await employeeAt(product(), 'auditor');
    const { items } = await auditor.call('GET /audit-events', { query: { subjectId: deal.id, action: 'transactions.changed' } });
    const changes = new Map(items[0]!.changes.map((change) => [change.label, change]));
    expect(changes.get('车牌')).toMatchObject({ before: '浙B12345', after: '浙B54321' });
    expect(changes.get('抵押中')).toMatchObject({ before: '否', after: '是' });
    const [before, after] = [changes.get('交易方')!.before!.split('、'), changes.get('交易方')!.after!.split('、')];
    expect(before[0]).toMatch(/^卖方本人到场 #[0-9a-f]{16}$/);
    expect([after[0] === before[0], after[1] === before[1]]).toEqual([true, false]);
    expect(JSON.stringify(items)).not.toContain('买方更名');
  });

  it('gets the proof of one row: the text, the hash over it, and the neighbours', async () => {
    const auditor = await employeeAt(product(), 'auditor');
    await chain();
    const { items } = await auditor.call('GET /audit-events', { query: { limit: 1, action: 'transactions.changed' } });
    const { link, details } = await auditor.call('GET /audit-events/:id', { params: { id: items[0]!.id } });
    expect(details).toBeDefined();
    expect(link).toMatchObject({ holds: true, hash: createHash('sha256').update(link!.text).digest('hex'), computedHash: link!.hash });
    expect(JSON.parse(link!.text).slice(0, 4)).toEqual([1, link!.seq, link!.prevHash, items[0]!.id]);
  });

  it('has the log verified at once, and twice the same click is one verification', async () => {
    const auditor = await employeeAt(product(), 'auditor');
    await chain();
    const key = randomUUID();
    const { id } = await auditor.call('POST /audit-verifications', { key });
    expect((await auditor.call('POST /audit-verifications', { key })).id).toBe(id);
    let state = await auditor.call('GET /audit-state');
    for (let tries = 0; !(state.verification?.finishedAt && state.checkpoint?.storedAt) && tries < 100; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      state = await auditor.call('GET /audit-state');
    }
    expect(state.verification).toMatchObject({ id, ok: true, found: 0, findings: [], requestedBy: expect.any(String) });
    expect(state.verification!.rows).toBe(state.verification!.toSeq);
    expect(state.checkpoint!.seq).toBeGreaterThan(0);
    expect(state.checkpoint!.storedAt).not.toBeNull();
    expect(product().simulators.oss.objects().some(({ key }) => key.startsWith('audit/checkpoints/'))).toBe(true);
  });

  it('takes the log out as CSV: no live formula, and each line can be checked by itself', async () => {
    const auditor = await employeeAt(product(), 'auditor');
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    await agent.call('POST /transactions/:id/cancellation', { params: { id }, body: { reason: '=HYPERLINK("http://example.invalid")' } });
    await chain();
    const file = await raw(auditor, `/audit-events.csv?subjectId=${id}`);
    expect(file).toMatchObject({ status: 200, type: 'text/csv; charset=utf-8' });
    expect(decodeURIComponent(file.name!)).toContain('审计日志-');
    expect(file.text.startsWith('\ufeff')).toBe(true);
    const [head, ...lines] = rowsOf(file.text.slice(1));
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
      const cell = (name: string) => line[head!.indexOf(name)]!;
      const event = { id: cell('id'), at: new Date(cell('at')), actor_kind: 'agent', ...Object.fromEntries(['actor_id', 'actor_role', 'action', 'subject_type', 'subject_id', 'details', 'changes', 'request_id', 'ip'].map((name) => [name, cell(name)])) };
      const text = textOf({ seq: Number(cell('seq')), prevHash: cell('prev_hash') }, event as never);
      expect(createHash('sha256').update(text).digest('hex')).toBe(cell('hash'));
    }
    const { items } = await auditor.call('GET /audit-events', { query: { action: 'audit.exported' } });
    expect(items[0]!.actor.username).toBe('auditor');
  });

  it('turns pages by keyset without losing or doubling a row', async () => {
    const auditor = await employeeAt(product(), 'auditor');
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { id: string }[]; nextCursor: string | null } = await auditor.call('GET /audit-events', { query: { limit: 7, ...(cursor ? { cursor } : {}) } });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    const [{ n }] = await db().query('SELECT COUNT(*) AS n FROM audit_events');
    expect([seen.length, new Set(seen).size]).toEqual([Number(n), Number(n)]);
  });
});

describe('the others', () => {
  it('technician and security officer read, but neither verify nor take out; whoever else sees nothing of it', async () => {
    for (const username of ['technician', 'security']) {
      const reader = await employeeAt(product(), username);
      expect((await reader.send('GET /audit-events')).status).toBe(200);
      expect((await reader.send('POST /audit-verifications')).status).toBe(403);
      expect((await raw(reader, '/audit-events.csv')).status).toBe(403);
    }
    const clerk = await employeeAt(product(), 'clerk');
    expect((await clerk.send('GET /audit-events')).status).toBe(403);
    expect((await clerk.send('GET /audit-state')).status).toBe(403);
  });
});

/** Quoted CSV back into cells. */
function rowsOf(text: string): string[][] {
  return text
    .split('\r\n')
    .filter(Boolean)
    .map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].slice(0, -1).map(([, cell]) => cell!.replace(/^"|"$/g, '').replaceAll('""', '"')));
}
