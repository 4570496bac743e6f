import { createHash, randomUUID } from 'node:crypto';
import { approvedBulletin, destinations, dingtalkRobot, monthPublished, sendingOf, type Sending, sent, settled, wecomGroups, wecomRobot } from '../../../test/bulletins';
import { phoneNow, staffNow } from '../../../test/discipline';
import { joined } from '../../../test/members';
import { audited } from '../../../test/payments';
import { type EnrolledAgent, enrolledAgents, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import type { GroupAnswer, GroupPost } from '../../adapters/group-notifier/group-notifier';
import { ProviderError } from '../../adapters/provider-error';
import type { StaffActor } from '../../http/actor';
import { sendBulletin } from './bulletins/send-bulletin';
import { requestSending } from './bulletins/sendings';

const product = useProduct();
const deps = () => product().server.deps;
const staff = (username: string) => staffNow(product(), username);
const wecom = () => product().simulators.wecom;
const bulletinOf = async (id: string) => (await staff('president')).call('GET /bulletins/:id', { params: { id } });
const confirm = async ({ id }: Sending, isSent: boolean, username = 'clerk') => (await staff(username)).send('POST /bulletin-sendings/:id/confirmation', { params: { id }, body: { sent: isSent, note: isSent ? '已在群里看到' : '群里没有' } });
const retry = async ({ id }: Sending) => (await staff('clerk')).send('POST /bulletin-sendings/:id/retry', { params: { id } });
const withdraw = async (id: string) => (await staff('president')).call('POST /bulletins/:id/withdrawal', { params: { id }, body: { reason: '数据有误' } });
const send = async (id: string, destinationId: string, sendingId: string = randomUUID()) => (await staff('clerk')).send('POST /bulletins/:id/sendings', { params: { id }, body: { id: sendingId, destinationId } });

let robot: string;
let months = 0;
/** A bulletin of its own for each story. */
const approved = () => approvedBulletin(product(), `2025-${String(++months).padStart(2, '0')}`);
beforeAll(async () => {
  robot = (await wecomRobot(product())).id;
});

/** A sending that no process of this product takes up: the story says when. */
async function heldBack(bulletinId: string, destinationId = robot): Promise<Sending> {
  const { staffId } = await staff('clerk');
  const at = product().clock.now();
  const id = randomUUID();
  const clerk = { kind: 'staff', staffId, role: 'clerk', terminal: undefined } as unknown as StaffActor;
  await deps().db.transaction(async (tx) => {
    await requestSending(tx, deps(), { bulletinId, id, destinationId }, clerk, { author: clerk, origin: undefined, at });
    await tx.query("DELETE FROM jobs WHERE name = 'notices.send-bulletin'");
  });
  return sendingOf(product(), { bulletinId, id });
}

/** A process in which WeCom's robot is asked by `post`; without one it is the real adapter. */
const process = (post?: (post: GroupPost) => Promise<GroupAnswer>) => ({ ...deps(), ...(post ? { groups: { ...deps().groups, wecomWebhook: { isConfigured: true, post } } } : {}) });
const really = (post: GroupPost) => deps().groups.wecomWebhook.post(post, { key: wecom().robotKey });

/** The robot is asked, and answers when it is told to. */
function slowRobot(answer: GroupAnswer) {
  let let_go = () => {};
  let isAsked = () => {};
  const asked = new Promise<void>((resolve) => (isAsked = resolve));
  const gate = new Promise<void>((resolve) => (let_go = resolve));
  const post = async () => {
    isAsked();
    await gate;
    return answer;
  };
  return { post, asked, answer: () => let_go() };
}
const taken: GroupAnswer = { state: 'sent', sentence: '文字和长图已发到群里。', textSent: true };

describe('人工转发', () => {
  it('hands text and poster to a person, and is sent once the person says so', async () => {
    const bulletin = await approved();
    const sending = await sent(product(), bulletin.id, destinations.wechatGroup);
    expect(sending).toMatchObject({ state: 'handed_over', text: bulletin.text, posterSha256: bulletin.posterSha256, destinationName: '会员微信群', sentBy: '文员一号', may: { confirm: true, retry: false } });
    expect((await confirm(sending, true, 'auditor')).error.code).toBe('request.forbidden');
    expect((await confirm(sending, true)).body).toMatchObject({ state: 'sent', outcome: '已在群里看到', settledAt: expect.any(String), may: { confirm: false, retry: false } });
    expect((await confirm(sending, false)).error.code).toBe('bulletin.sending_wrong_state');
    expect(await bulletinOf(bulletin.id)).toMatchObject({ state: 'sent', sendings: 1, may: { refuse: false, send: true } });
    expect([await audited(product(), 'notices.bulletin_sent', sending.id), await audited(product(), 'notices.sending_settled', sending.id)]).toEqual([1, 1]);
    const [company] = [await newCompany(product(), '看通报车行')];
    const [agent] = (await enrolledAgents(product(), company, 1)) as [EnrolledAgent];
    expect((await (await phoneNow(product(), agent)).call('GET /published-bulletins')).items).toMatchObject([{ id: bulletin.id, period: bulletin.period, sentAt: expect.any(String) }]);
    await expect(deps().db.query("UPDATE bulletin_sendings SET text = '别的' WHERE id = ?", [sending.id])).rejects.toThrow('what was sent stays');
  });
});

describe('a robot of WeCom', () => {
  it('has text and poster in its group, once, whoever clicks twice', async () => {
    const bulletin = await approved();
    const before = wecom().posts.length;
    const id = randomUUID();
    const [one, other] = await Promise.all([send(bulletin.id, robot, id), send(bulletin.id, robot, id)]);
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(await settled(product(), one.body)).toMatchObject({ state: 'sent', outcome: '文字和长图已发到群里。' });
    const [text, image] = wecom().posts.slice(before);
    expect([wecom().posts.length - before, text]).toEqual([2, { at: expect.any(Date), type: 'text', text: bulletin.text }]);
    expect(image!.type === 'image' && createHash('sha256').update(image!.bytes).digest('hex')).toBe(bulletin.posterSha256);
    expect((await send((await approved()).id, robot, id)).error.code).toBe('bulletin.id_taken');
    const again = await send(bulletin.id, robot);
    expect([again.status, (await settled(product(), again.body)).state]).toEqual([201, 'sent']);
  });

  it('that refuses is tried again by a person, and only then', async () => {
    const bulletin = await approved();
    wecom().failNext('rate_limited', 'webhook');
    const sending = await settled(product(), await sent(product(), bulletin.id, robot));
    expect(sending).toMatchObject({ state: 'failed', outcome: expect.stringContaining('请一分钟后重新发送'), may: { confirm: false, retry: true } });
    expect((await bulletinOf(bulletin.id)).state).toBe('approved');
    const [one, other] = await Promise.all([retry(sending), retry(sending)]);
    expect([one.error?.code, other.error?.code].filter(Boolean)).toEqual(['bulletin.sending_wrong_state']);
    expect((await settled(product(), sending)).state).toBe('sent');
    expect((await bulletinOf(bulletin.id)).state).toBe('sent');
  });

  it('that has taken the text is asked for the picture alone when it is tried again', async () => {
    const sending = await heldBack((await approved()).id);
    await sendBulletin(process(async () => ({ state: 'failed', sentence: '文字已发出；长图没有。', textSent: true })), sending.id);
    expect(await sendingOf(product(), sending)).toMatchObject({ state: 'failed' });
    const before = wecom().posts.length;
    await retry(sending);
    expect((await settled(product(), sending)).state).toBe('sent');
    expect(wecom().posts.slice(before).map(({ type }) => type)).toEqual(['image']);
  });

  it('of which nobody knows is not asked again by itself: a person looks in the group', async () => {
    const bulletin = await approved();
    const before = wecom().posts.length;
    wecom().failNext('lost_answer', 'webhook');
    const sending = await settled(product(), await sent(product(), bulletin.id, robot));
    expect(sending).toMatchObject({ state: 'unknown', may: { confirm: true, retry: false } });
    expect([wecom().posts.length - before, (await retry(sending)).error.code, (await send(bulletin.id, robot)).error.code]).toEqual([1, 'bulletin.sending_wrong_state', 'bulletin.under_way']);
    product().clock.advance(3600);
    await sendBulletin(process(), sending.id);
    expect([wecom().posts.length - before, (await sendingOf(product(), sending)).state]).toEqual([1, 'unknown']);
    expect((await confirm(sending, true)).body).toMatchObject({ state: 'sent', outcome: '已在群里看到' });
  });

  it('whose process ends between the answer and the note is left to a person', async () => {
    const bulletin = await approved();
    const sending = await heldBack(bulletin.id);
    const before = wecom().posts.length;
    const ending = process(async (post) => {
      await really(post);
      throw new Error('the process ends here');
    });
    await expect(sendBulletin(ending, sending.id)).rejects.toThrow('ends here');
    expect(await sendBulletin(process(), sending.id)).toEqual({ againInSeconds: expect.any(Number) });
    expect((await sendingOf(product(), sending)).state).toBe('waiting');
    product().clock.advance(120);
    await sendBulletin(process(), sending.id);
    expect(await sendingOf(product(), sending)).toMatchObject({ state: 'unknown', outcome: expect.stringContaining('请到群里看过后确认') });
    expect(wecom().posts.length - before).toBe(2);
    expect((await confirm(sending, false)).body).toMatchObject({ state: 'failed', may: { retry: true } });
  });

  it('that answers after it was given up is believed, but not after a person has settled it', async () => {
    const [late, tooLate] = [slowRobot(taken), slowRobot(taken)];
    const first = await heldBack((await approved()).id);
    const running = sendBulletin(process(late.post), first.id);
    await late.asked;
    expect((await retry(first)).error.code).toBe('bulletin.sending_wrong_state');
    product().clock.advance(120);
    await sendBulletin(process(), first.id);
    expect((await sendingOf(product(), first)).state).toBe('unknown');
    late.answer();
    await running;
    expect((await sendingOf(product(), first)).state).toBe('sent');

    const second = await heldBack((await approved()).id);
    const runningToo = sendBulletin(process(tooLate.post), second.id);
    await tooLate.asked;
    product().clock.advance(120);
    await sendBulletin(process(), second.id);
    await confirm(second, false);
    tooLate.answer();
    await runningToo;
    expect((await sendingOf(product(), second)).state).toBe('failed');
  });
});

describe('a withdrawal', () => {
  it('stops what waits, and what is out already is noted as it comes', async () => {
    const [waiting, out] = [await heldBack((await approved()).id), await heldBack((await approved()).id)];
    await withdraw(waiting.bulletinId);
    const before = wecom().posts.length;
    await sendBulletin(process(), waiting.id);
    expect([wecom().posts.length - before, await sendingOf(product(), waiting)]).toEqual([0, expect.objectContaining({ state: 'failed', outcome: '通报已撤回，没有发送。', may: { confirm: false, retry: false } })]);
    const robotAsked = slowRobot(taken);
    const running = sendBulletin(process(robotAsked.post), out.id);
    await robotAsked.asked;
    await withdraw(out.bulletinId);
    robotAsked.answer();
    await running;
    expect([(await sendingOf(product(), out)).state, (await bulletinOf(out.bulletinId)).state]).toEqual(['sent', 'withdrawn']);
    expect((await send(out.bulletinId, robot)).error.code).toBe('bulletin.wrong_state');
  });
});

describe('a correction of the data', () => {
  it('after the approval lets nothing out', async () => {
    const bulletin = await approved();
    const sending = await heldBack(bulletin.id);
    await monthPublished(product(), bulletin.period, { out: 5_050, reason: '车管所更正' });
    await sendBulletin(process(), sending.id);
    expect(await sendingOf(product(), sending)).toMatchObject({ state: 'failed', outcome: expect.stringContaining('更正版'), may: { retry: false } });
    expect([(await send(bulletin.id, robot)).error.code, (await retry(sending)).error.code]).toEqual(['bulletin.outdated', 'bulletin.outdated']);
  });
});

/** A manager with WeChat, who has accepted nothing yet. */
async function subscriber(): Promise<{ openId: string; templateId: string }> {
  const [manager] = (await enrolledAgents(product(), await newCompany(product()), 1, { manages: true })) as [EnrolledAgent];
  const [{ openId }] = await deps().db.query("SELECT open_id AS openId FROM accounts WHERE person_id = ? AND host = 'wechat'", [manager.personId]);
  return { openId, templateId: (await (await phoneNow(product(), manager)).call('GET /published-bulletins')).templateId! };
}

describe('other ways', () => {
  it('客户群群发 is with the group owner until a person says that it is out; DingTalk fetches the picture from the public address', async () => {
    const bulletin = await approvedBulletin(product(), '2026-01');
    const task = await settled(product(), await sent(product(), bulletin.id, (await wecomGroups(product())).id));
    expect(task).toMatchObject({ state: 'handed_over', outcome: '群发任务已建立，请群主在企业微信里确认发送。', may: { confirm: true } });
    expect(wecom().tasks.at(-1)).toMatchObject({ text: bulletin.text, chatIds: wecom().chatIds });
    expect((await confirm(task, true)).body.state).toBe('sent');
    expect((await settled(product(), await sent(product(), bulletin.id, (await dingtalkRobot(product())).id))).state).toBe('sent');
    const [address] = /http[^)]+/.exec(product().simulators.dingtalk.posts.at(-1)!.text)!;
    const picture = Buffer.from(await (await fetch(address)).arrayBuffer());
    expect(createHash('sha256').update(picture).digest('hex')).toBe(bulletin.posterSha256);
  });

  it('a subscription that reaches nobody has sent nothing, and asks everybody anew when it is tried again', async () => {
    const bulletin = await approvedBulletin(product(), '2026-05');
    const sending = await settled(product(), await sent(product(), bulletin.id, destinations.subscription));
    expect(sending).toMatchObject({ state: 'failed', recipients: 0, outcome: expect.stringContaining('没有人'), may: { retry: true } });
    expect((await bulletinOf(bulletin.id)).state).toBe('approved');
    const { openId, templateId } = await subscriber();
    product().simulators.wechat.acceptMessage(openId, templateId);
    await retry(sending);
    expect(await settled(product(), sending)).toMatchObject({ state: 'sent', recipients: 1 });
  });

  it('站内信 and 订阅消息 reach each member and each subscriber once', async () => {
    const companyId = await newCompany(product(), '会员车行');
    const [manager] = (await enrolledAgents(product(), companyId, 1, { manages: true })) as [EnrolledAgent];
    await joined(product(), { name: '会员车行', companyId, on: '2025-01-01' });
    const [{ open_id: openId }] = await deps().db.query("SELECT open_id FROM accounts WHERE person_id = ? AND host = 'wechat'", [manager.personId]);
    const { templateId } = await (await phoneNow(product(), manager)).call('GET /published-bulletins');
    product().simulators.wechat.acceptMessage(openId, templateId!);
    product().simulators.wechat.acceptMessage(openId, templateId!);

    const bulletin = await approvedBulletin(product(), '2026-02');
    const inbox = await heldBack(bulletin.id, destinations.inbox);
    await Promise.all([sendBulletin(process(), inbox.id), sendBulletin(process(), inbox.id)]);
    await sendBulletin(process(), inbox.id);
    expect(await sendingOf(product(), inbox)).toMatchObject({ state: 'sent', recipients: 1, outcome: '已放入1家会员企业的站内信。' });
    const messages = (await (await phoneNow(product(), manager)).call('GET /messages')).items.filter(({ kind }) => kind === 'bulletin');
    expect(messages).toMatchObject([{ title: bulletin.title, link: `bulletin:${bulletin.id}`, to: 'company', body: expect.stringContaining('二手汽车交易25,000辆次') }]);

    const subscription = await settled(product(), await sent(product(), bulletin.id, destinations.subscription));
    expect(subscription).toMatchObject({ state: 'sent', recipients: 1, outcome: '已发给订阅的1人。' });
    const told = product().simulators.wechat.messages.filter((one) => one.openId === openId);
    expect(told).toMatchObject([{ templateId, page: `domains/statistics/bulletin/index?id=${bulletin.id}`, data: { thing1: expect.stringContaining('2026年2月'), thing3: expect.stringContaining('二手汽车交易') } }]);
  });

  it('one account that WeChat does not know keeps the bulletin from nobody else', async () => {
    const { openId, templateId } = await subscriber();
    product().simulators.wechat.acceptMessage(openId, templateId);
    const bulletin = await approvedBulletin(product(), '2026-06');
    const sending = await heldBack(bulletin.id, destinations.subscription);
    const { subscriptions } = deps();
    const others = (await deps().db.query("SELECT open_id AS openId FROM accounts WHERE host = 'wechat' AND person_id IS NOT NULL AND open_id <> ? ORDER BY id", [openId])).map((one: { openId: string }) => one.openId);
    expect(others.length).toBeGreaterThan(0);
    const unknown = { ...process(), subscriptions: { ...subscriptions, tellOfBulletin: async (message: Parameters<typeof subscriptions.tellOfBulletin>[0]) => (others.includes(message.openId) ? Promise.reject(new ProviderError('rejected', 'wechat', 'subscribe.send', 40003)) : subscriptions.tellOfBulletin(message)) } };
    while (await sendBulletin(unknown, sending.id));
    expect(await sendingOf(product(), sending)).toMatchObject({ state: 'sent', recipients: 1 });
  });

  it('go no further once a correction is in force, or the bulletin is withdrawn', async () => {
    const [corrected, withdrawn] = [await approvedBulletin(product(), '2026-07'), await approvedBulletin(product(), '2026-08')];
    const [subscription, inbox, other] = [await heldBack(corrected.id, destinations.subscription), await heldBack(corrected.id, destinations.inbox), await heldBack(withdrawn.id, destinations.subscription)];
    await deps().db.query('UPDATE bulletin_sendings SET claimed_at = requested_at WHERE id IN (?)', [[subscription.id, inbox.id, other.id]]);
    await monthPublished(product(), '2026-07', { out: 5_050, reason: '车管所更正' });
    await withdraw(withdrawn.id);
    for (const { id } of [subscription, inbox, other]) while (await sendBulletin(process(), id));
    for (const one of [subscription, inbox]) expect(await sendingOf(product(), one)).toMatchObject({ state: 'failed', outcome: expect.stringContaining('更正版') });
    expect(await sendingOf(product(), other)).toMatchObject({ state: 'failed', recipients: 0, outcome: expect.stringContaining('撤回') });
  });
});
