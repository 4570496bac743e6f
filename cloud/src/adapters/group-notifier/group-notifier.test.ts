import { createHash, randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { listenLocally } from '../../../simulators/local-server';
import { type SimulatedAdapters, startSimulatedAdapters } from '../../../simulators/simulated-adapters';
import { createAdapters } from '../index';
import { fitPicture, fitText } from './fit-post';
import type { GroupPost } from './group-notifier';

let city: SimulatedAdapters;
let picture: Buffer;
beforeAll(async () => {
  city = await startSimulatedAdapters(250);
  picture = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#0e5f6b' } }).png().toBuffer();
});
afterAll(() => city.close());

const post = (more: Partial<GroupPost> = {}): GroupPost => ({ title: '十月通报', text: '【十月通报】\n▪ 二手汽车交易25,428辆次', picture, pictureUrl: 'https://yongche.example/poster.png', textSent: false, ...more });
const wecom = () => city.simulators.wecom;
const dingtalk = () => city.simulators.dingtalk;
const webhook = (more: Partial<GroupPost> = {}, key = wecom().robotKey) => city.adapters.groups.wecomWebhook.post(post(more), { key });
const task = (secrets = {}) => city.adapters.groups.wecomGroupTask.post(post(), { sender: wecom().sender, chatIds: wecom().chatIds, ...secrets });
const ding = (secrets = {}) => city.adapters.groups.dingtalk.post(post(), { key: dingtalk().robotToken, secret: dingtalk().robotSecret, ...secrets });

describe('a robot of WeCom', () => {
  it('posts the text, then the picture', async () => {
    expect(await webhook()).toEqual({ state: 'sent', sentence: '文字和长图已发到群里。', textSent: true });
    const [text, image] = wecom().posts.slice(-2);
    expect([text, image]).toMatchObject([{ type: 'text', text: post().text }, { type: 'image', bytes: picture }]);
  });

  it('goes on with the picture where the text was taken before', async () => {
    const before = wecom().posts.length;
    expect(await webhook({ textSent: true })).toMatchObject({ state: 'sent' });
    expect(wecom().posts.slice(before).map(({ type }) => type)).toEqual(['image']);
  });

  it('cuts a text that is too long for it between two characters, and makes a large picture smaller', async () => {
    expect(await webhook({ text: '通报'.repeat(500) })).toMatchObject({ state: 'sent' });
    const said = wecom().posts.at(-2)!;
    expect(said.type === 'text' && Buffer.byteLength(said.text)).toBeLessThanOrEqual(2048);
    expect(fitText('通报', 5)).toBe('…');
    const noise = await sharp(randomBytes(900 * 900 * 3), { raw: { width: 900, height: 900, channels: 3 } }).png({ compressionLevel: 0 }).toBuffer();
    const fitting = await fitPicture(noise);
    expect(fitting.length).toBeLessThanOrEqual(2 * 1024 * 1024);
    expect((await sharp(fitting).metadata()).format).toBe('jpeg');
  });

  it('says in Chinese what a person can do where it was refused, and nothing of the provider’s own words or keys', async () => {
    const answer = await webhook({}, 'a-key-of-nobody-00');
    expect(answer).toEqual({ state: 'failed', sentence: expect.stringContaining('群机器人的地址无效'), textSent: false });
    expect(JSON.stringify(answer)).not.toMatch(/invalid|a-key-of-nobody/);
    wecom().failNext('rate_limited', 'webhook');
    expect(await webhook()).toMatchObject({ state: 'failed', sentence: expect.stringContaining('请一分钟后重新发送') });
  });

  it.each(['hang', 'reset', 'html_502', 'truncated', 'tampered', 'lost_answer'] as const)('with %s nobody knows', async (fault) => {
    wecom().failNext(fault, 'webhook');
    expect(await webhook()).toMatchObject({ state: 'unknown', textSent: false });
  });

  it('that cannot be reached has sent nothing', async () => {
    const gone = await listenLocally(0, async () => undefined);
    await gone.close();
    const { groups } = createAdapters({ ...city.env, groups: { ...city.env.groups, wecomUrl: `http://127.0.0.1:${gone.port}` } });
    expect(await groups.wecomWebhook.post(post(), { key: wecom().robotKey })).toEqual({ state: 'failed', sentence: '连不上企业微信，请稍后重新发送。', textSent: false });
  });

  it('lets 20 a minute through, and says so of the next', async () => {
    const answers = [];
    for (let n = 0; n < 12; n++) answers.push(await webhook());
    expect(answers.at(-1)).toMatchObject({ state: 'failed', sentence: expect.stringContaining('每分钟20条') });
  });
});

describe('客户群群发', () => {
  it('makes a task with text and picture that the group owner confirms', async () => {
    expect(await task()).toMatchObject({ state: 'handed_over', sentence: '群发任务已建立，请群主在企业微信里确认发送。' });
    const made = wecom().tasks.at(-1)!;
    expect(made).toMatchObject({ sender: wecom().sender, chatIds: wecom().chatIds, text: post().text });
    expect(createHash('md5').update(made.picture).digest('hex')).toBe(createHash('md5').update(picture).digest('hex'));
    expect(await task({ chatIds: [wecom().chatIds[0]!, 'wrUnknown'] })).toMatchObject({ state: 'handed_over', sentence: expect.stringContaining('有1个群不能发') });
  });

  it('fails for certain until the task is asked for, and is unknown from then on', async () => {
    expect(await task({ sender: 'nobody' })).toMatchObject({ state: 'failed', sentence: expect.stringContaining('没有这个发送人') });
    expect(await task({ chatIds: ['wrUnknown'] })).toMatchObject({ state: 'failed' });
    wecom().failNext('hang', 'gettoken');
    expect(await task()).toMatchObject({ state: 'failed' });
    wecom().failNext('lost_answer', 'upload');
    expect(await task()).toMatchObject({ state: 'failed' });
    wecom().failNext('lost_answer', 'add_msg_template');
    expect(await task()).toMatchObject({ state: 'unknown', sentence: expect.stringContaining('请群主') });
  });

  it('is there only where a corporation is configured', async () => {
    const { wecomCorp: _none, ...groups } = city.env.groups;
    expect(createAdapters({ ...city.env, groups }).groups.wecomGroupTask.isConfigured).toBe(false);
  });
});

describe('a robot of DingTalk', () => {
  it('posts one signed message with the address of the picture', async () => {
    expect(await ding()).toMatchObject({ state: 'sent' });
    expect(dingtalk().posts.at(-1)).toMatchObject({ title: '十月通报', text: '### 【十月通报】\n\n▪ 二手汽车交易25,428辆次\n\n![十月通报](https://yongche.example/poster.png)' });
  });

  it('is refused with another secret, or another token', async () => {
    expect(await ding({ secret: 'SECwrong' })).toMatchObject({ state: 'failed', sentence: expect.stringContaining('加签密钥不对') });
    expect(await ding({ key: 'wrong' })).toMatchObject({ state: 'failed', sentence: expect.stringContaining('令牌无效') });
    dingtalk().failNext('lost_answer');
    expect(await ding()).toMatchObject({ state: 'unknown' });
  });

  it('does not sign with a clock that is hours off', async () => {
    const { groups } = createAdapters(city.env, { now: () => new Date(Date.now() - 2 * 3600_000) });
    expect(await groups.dingtalk.post(post(), { key: dingtalk().robotToken, secret: dingtalk().robotSecret })).toMatchObject({ state: 'failed' });
  });
});
