import { beginOn, daysPass, phoneNow, staffNow } from '../../../test/discipline';
import { decided, dueOf, duePaid, duesRaised, joined, schemeInForce, voted } from '../../../test/members';
import { type EnrolledAgent, enrolledAgents, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { marketIsMember } from './standings';
import { membersRound } from './rounds';

const product = useProduct();
const db = () => product().server.deps.db;
const staff = (username: string) => staffNow(product(), username);
const round = () => membersRound(product().server.deps);
const read = async (id: string) => (await staff('clerk')).call('GET /dues/:id', { params: { id } });

interface Owing {
  memberId: string;
  dueId: string;
  manager: EnrolledAgent;
  openId: string;
}
/** A member of 2026 with a company, whose manager has a WeChat account. */
async function owing(name: string, marketId: string | null = null): Promise<Owing> {
  const companyId = await newCompany(product(), name);
  const [manager] = (await enrolledAgents(product(), companyId, 1, { manages: true })) as [EnrolledAgent];
  const memberId = await joined(product(), { name, companyId, marketId });
  await duesRaised(product(), 2026);
  const [{ open_id: openId }] = await db().query('SELECT open_id FROM accounts WHERE person_id = ?', [manager.personId]);
  return { memberId, dueId: await dueOf(product(), memberId, 2026), manager, openId };
}
const inbox = async ({ manager }: Owing) => (await (await phoneNow(product(), manager)).call('GET /messages')).items;
const dues = async (member: Owing) => (await inbox(member)).filter(({ kind }) => kind === 'dues').map(({ title }) => title);
const contacts = async ({ dueId }: Owing) => (await read(dueId)).contacts.map(({ way, outcome, by }) => `${way} ${outcome} ${by}`).reverse();
const sentTo = ({ openId }: Owing) => product().simulators.wechat.calls.filter(({ operation, details }) => operation === 'subscribe' && JSON.stringify(details).includes(openId)).length;

beforeEach(() => beginOn(product(), '2026-01-20'));

it('goes out at each step of the schedule once, by inbox and subscription message, and no more once it is paid', async () => {
  await schemeInForce(product());
  const member = await owing('催缴汽车');
  await round();
  expect(await dues(member)).toEqual(['请于2026-03-31前缴纳2026年度会费']);
  beginOn(product(), '2026-03-17');
  await Promise.all([round(), round()]);
  await round();
  expect(await dues(member)).toEqual(['2026年度会费即将到期，请于2026-03-31前缴纳', '请于2026-03-31前缴纳2026年度会费']);
  expect(await contacts(member)).toEqual(['inbox sent 系统', 'subscription not_subscribed 系统']);
  expect(sentTo(member)).toBe(1);
  product().simulators.wechat.acceptMessage(member.openId);
  daysPass(product(), 1);
  await round();
  expect(await contacts(member)).toHaveLength(2);

  await duePaid(product(), member.dueId, 1_000_00);
  beginOn(product(), '2026-04-01');
  await round();
  expect((await contacts(member)).slice(2)).toEqual(['inbox sent 系统', 'subscription sent 系统']);
  const [overdue] = await inbox(member);
  expect(overdue).toMatchObject({ kind: 'dues', title: '2026年度会费已逾期，请尽快缴纳', link: `due:${member.dueId}`, body: expect.stringContaining('尚有 2,000.00元 未缴') });
  expect(await read(member.dueId)).toMatchObject({ reminders: 2, standing: 'overdue', refusalItemId: null });

  await duePaid(product(), member.dueId);
  beginOn(product(), '2026-05-01');
  await round();
  expect(await contacts(member)).toHaveLength(4);
  const acts: { details: string }[] = await db().query("SELECT details FROM audit_events WHERE action = 'members.due_reminded' AND subject_id = ? ORDER BY id", [member.dueId]);
  expect(acts.map(({ details }) => (JSON.parse(details) as { step: number }).step)).toEqual([-14, -14, 1, 1]);
});

it('a provider that fails loses nothing: the inbox has it, and a later round asks again, once', async () => {
  const member = await owing('断线汽车');
  product().simulators.wechat.acceptMessage(member.openId);
  product().simulators.wechat.failNext('system_error', 'subscribe');
  beginOn(product(), '2026-03-17');
  // The server's own rounds come in between: which of them meets the fault is all the same.
  for (let at = 0; at < 20 && (await contacts(member)).length < 2; at++) await round();
  expect(await contacts(member)).toEqual(['inbox sent 系统', 'subscription sent 系统']);
  expect(await dues(member)).toHaveLength(2);
  await round();
  expect(sentTo(member)).toBe(2);
});

it('who has no company, or a company without a WeChat account, is noted as not reached', async () => {
  const alone = await joined(product(), { name: '没有关联' });
  const companyId = await newCompany(product(), '没有账号的公司');
  const silent = await joined(product(), { name: '没有账号', companyId });
  await duesRaised(product(), 2026);
  beginOn(product(), '2026-03-20');
  await round();
  await round();
  const of = async (memberId: string) => (await read(await dueOf(product(), memberId, 2026))).contacts.map(({ way, outcome }) => `${way} ${outcome}`).reverse();
  expect(await of(alone)).toEqual(['inbox nobody']);
  expect(await of(silent)).toEqual(['inbox sent', 'subscription nobody']);
});

describe('拒不缴纳', () => {
  const itemOf = async (id: string) => (await staff('president')).call('GET /agenda-items/:id', { params: { id } });
  /** The due stands before the chairs, after the reminders and a call. */
  async function refusing(name: string, marketId: string | null = null): Promise<Owing & { itemId: string }> {
    beginOn(product(), '2026-01-20');
    const member = await owing(name, marketId);
    for (const day of ['2026-03-17', '2026-04-01', '2026-04-30', '2026-06-29']) {
      beginOn(product(), day);
      await round();
    }
    await (await staff('clerk')).call('POST /dues/:id/contacts', { params: { id: member.dueId }, body: { way: 'visit', note: '负责人表示不缴' } });
    expect((await read(member.dueId)).refusalItemId).toBeNull();
    beginOn(product(), '2026-06-30');
    await Promise.all([round(), round()]);
    return { ...member, itemId: (await read(member.dueId)).refusalItemId! };
  }

  it('goes before the chairs after the scheme’s period, with the facts; adopted, the membership is suspended', async () => {
    const [{ id: marketId }] = await db().query("SELECT id FROM markets WHERE code = '0003'");
    const member = await refusing('拒缴汽车', marketId);
    const item = await itemOf(member.itemId);
    expect(item).toMatchObject({ kind: 'dues_refusal', title: '不缴纳2026年度会费：拒缴汽车', decidedIn: 'chairs', madeBy: '系统', link: `due:${member.dueId}`, state: 'waiting' });
    expect(item.facts.slice(0, 4)).toEqual(['应缴 3,000.00元，已缴 0.00元，未缴 3,000.00元', '缴费期限：2026-03-31', '系统催缴3次，秘书处联系1次', '2026-06-29 上门：已记录']);
    expect(item.facts.join()).not.toContain('负责人表示');
    expect((await voted(product(), member.itemId)).executed).toBe('自2026-06-30起暂停拒缴汽车的会籍，期间按非会员计价；会费仍应缴纳，缴清后可由会长例会恢复会籍。');
    expect([await marketIsMember(db().manager, marketId, '2026-06-29'), await marketIsMember(db().manager, marketId, '2026-06-30')]).toEqual([true, false]);
    const file = await (await staff('clerk')).call('GET /members/:id', { params: { id: member.memberId } });
    expect(file).toMatchObject({ state: 'suspended', history: [expect.objectContaining({ kind: 'suspend', reason: '没有缴纳2026年度会费' }), expect.objectContaining({ kind: 'join' })] });
    expect((await inbox(member))[0]).toMatchObject({ title: '贵单位的会籍已暂停' });
    await round();
    expect((await read(member.dueId)).refusalItemId).toBe(member.itemId);
    const before = (await contacts(member)).length;
    await duePaid(product(), member.dueId);
    await round();
    expect([(await contacts(member)).length, (await itemOf(member.itemId)).state]).toEqual([before, 'decided']);
  });

  it('paid before the meeting, it leaves the agenda; paid between vote and confirmation, nothing is done', async () => {
    const [early, late] = [await refusing('及时汽车'), await refusing('稍晚汽车')];
    await duePaid(product(), early.dueId);
    await Promise.all([round(), round()]);
    expect([(await itemOf(early.itemId)).state, (await read(early.dueId)).refusalItemId]).toEqual(['withdrawn', null]);
    const { id } = await voted(product(), late.itemId, { confirmed: false });
    await duePaid(product(), late.dueId);
    const { resolution } = await (await staff('president')).call('POST /resolutions/:id/confirmation', { params: { id } });
    expect(resolution!.executed).toBe('稍晚汽车的会费在决议确认前已缴清或撤销，会籍不变。');
    expect((await (await staff('clerk')).call('GET /members/:id', { params: { id: late.memberId } })).state).toBe('active');
  });

  it('rejected, the membership stays and the due too; a cancelled due takes its matter along', async () => {
    const [rejected, cancelled] = [await refusing('困难汽车'), await refusing('误报汽车')];
    expect((await voted(product(), rejected.itemId, { outcome: 'rejected' })).executed).toBe('决议不通过，困难汽车的会籍不变，会费仍应缴纳。');
    await round();
    expect(await read(rejected.dueId)).toMatchObject({ state: 'open', standing: 'overdue', refusalItemId: rejected.itemId });
    await (await staff('president')).call('POST /dues/:id/cancellation', { params: { id: cancelled.dueId }, body: { reason: '部署有误' } });
    expect((await itemOf(cancelled.itemId)).state).toBe('withdrawn');
    await expect(db().transaction((tx) => decided(tx, product(), cancelled.itemId, 'chairs', '2026-06-30'))).rejects.toThrow('governance.item_wrong_state');
  });
});
