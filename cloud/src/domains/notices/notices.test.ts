import { phoneOf, verifiedAgent } from '../../../test/people';
import { persona } from '../../../test/product';
import { useProduct } from '../../../test/use-product';
import { lettersPdf } from './letters-pdf';
import { sendMessage } from './messages';

const product = useProduct();
const db = () => product().server.deps.db;
const someId = '0197f0a0-0000-7000-8000-000000000000';

/** The person and the company behind a certificate of the demo city. */
async function holderOf(name: string): Promise<{ personId: string; companyId: string }> {
  const { keys } = product().server.deps;
  const [row] = await db().query('SELECT c.person_id AS personId, c.company_id AS companyId FROM certificates c JOIN persons p ON p.id = c.person_id WHERE p.id_number_index = ?', [keys.index('id_number', persona(name).idNumber)]);
  return row;
}

describe('the inbox', () => {
  it('holds what was sent to the person, newest first, page by page, and counts the unread', async () => {
    const agent = await verifiedAgent(product());
    const { personId } = await holderOf('甄示范');
    const before = await agent.call('GET /messages');
    for (const title of ['一', '二', '三']) await sendMessage(db().manager, { to: { personId }, kind: 'certificate', title, body: `第${title}封` }, product().clock.now());
    const first = await agent.call('GET /messages', { query: { limit: 2 } as never });
    expect(first.items.map(({ title }) => title)).toEqual(['三', '二']);
    expect(first.unread).toBe(before.unread + 3);
    const second = await agent.call('GET /messages', { query: { cursor: first.nextCursor! } });
    expect(second.items.map(({ title }) => title)).toEqual(['一', ...before.items.map(({ title }) => title)]);
    expect(second.nextCursor).toBeNull();
  });
  it('notes the first opening, and no later one', async () => {
    const agent = await verifiedAgent(product());
    const { personId } = await holderOf('甄示范');
    await sendMessage(db().manager, { to: { personId }, kind: 'account', title: '提醒', body: '正文', link: 'certificate' }, product().clock.now());
    const { items, unread } = await agent.call('GET /messages');
    const { message } = await agent.call('POST /messages/:id/read', { params: { id: items[0]!.id } });
    expect(message).toMatchObject({ title: '提醒', link: 'certificate', to: 'person', readAt: expect.any(String) });
    product().clock.advance(60);
    const again = await agent.call('POST /messages/:id/read', { params: { id: items[0]!.id } });
    expect(again).toEqual({ message, unread: unread - 1 });
  });
  it('of a company is read by its managers, and by no agent', async () => {
    const { personId, companyId } = await holderOf('尤测试');
    await sendMessage(db().manager, { to: { companyId }, kind: 'duty', title: '请办理变更', body: '正文' }, product().clock.now());
    const agent = await verifiedAgent(product(), '尤测试');
    await db().query('DELETE FROM company_managers WHERE person_id = ?', [personId]);
    const mine = await agent.call('GET /messages');
    expect(mine.items.filter(({ to }) => to === 'company')).toEqual([]);
    await db().query('INSERT INTO company_managers (company_id, person_id, since) VALUES (?, ?, NOW(3))', [companyId, personId]);
    const { items } = await agent.call('GET /messages');
    expect(items[0]).toMatchObject({ title: '请办理变更', to: 'company' });
    const other = await verifiedAgent(product());
    const reply = await other.send('POST /messages/:id/read', { params: { id: items[0]!.id } });
    expect([reply.status, reply.error.code]).toEqual([404, 'request.not_found']);
    expect((await other.send('GET /messages', { query: { cursor: items[0]!.id } })).error.code).toBe('request.invalid');
  });
  it('of somebody unknown is empty', async () => {
    const phone = await phoneOf(product(), 'alipay-stranger');
    expect(await phone.call('GET /messages')).toEqual({ items: [], nextCursor: null, unread: 0 });
    expect((await phone.send('POST /messages/:id/read', { params: { id: someId } })).status).toBe(404);
  });
  it('takes no message for nobody, or for two', async () => {
    const { personId, companyId } = await holderOf('尤测试');
    const insert = (person: string | null, company: string | null) =>
      db().query("INSERT INTO messages (id, person_id, company_id, kind, title, body, sent_at) VALUES (UUID(), ?, ?, 'duty', 'x', 'x', NOW(3))", [person, company]);
    await expect(insert(null, null)).rejects.toThrow(/messages_one_recipient/);
    await expect(insert(personId, companyId)).rejects.toThrow(/messages_one_recipient/);
  });
});

it('letters come on a page each, a long one on as many as it needs', async () => {
  const letter = { number: '甬二车协函〔2026〕12号', addressee: '示范车行有限公司', title: '关于限期办理注销手续的告知函', paragraphs: ['请在期限前办理注销手续。'], deadlineOn: '2026-12-23', contact: '秘书处', datedOn: '2026-11-23' };
  const pagesOf = async (...letters: (typeof letter)[]) => (await lettersPdf(letters)).toString('latin1').match(/\/Type \/Page\b/g)!.length;
  expect(await pagesOf(letter, letter, letter)).toBe(3);
  expect(await pagesOf({ ...letter, paragraphs: Array.from({ length: 12 }, () => '请在期限前办理注销手续。'.repeat(8)) })).toBe(2);
});
