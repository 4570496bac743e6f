import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { joined } from '../../cloud/test/members';
import { completedDeal, employeeAt, verifiedAgent } from '../../cloud/test/people';
import { persona } from '../../cloud/test/product';
import { csvFile, published, uploaded } from '../../cloud/test/statistics';
import { useProduct } from '../../cloud/test/use-product';
import { appOf, claimAs, passFaceCheck } from './agent';
import { NativeFailure, type MiniProgram, type Phone, type Platform } from './runner';

const product = useProduct();
const running: MiniProgram[] = [];
afterEach(() => running.splice(0).forEach((app) => app.kill()));

const manager = persona('管样板');
const company = '示范车行有限公司';
/** A month of a made-up city of two districts. */
const fileOf = (transfers: number, movedOut: number) =>
  csvFile([
    '项目,区县,品牌,数量',
    `汽车保有量,,,${2_000_000 + transfers}`,
    `市内转移登记,,,${transfers}`,
    `市内转移登记,示范区,,${transfers - 400}`,
    '市内转移登记,样板区,,400',
    '市内转移登记,,甲牌,310',
    `转出,,,${movedOut}`,
    `转出,示范区,,${movedOut - 25}`,
    '转出,样板区,,25',
  ]);
const period = '2025-10';
let bulletin: { id: string; title: string; text: string; sharePath: string; posterSha256: string };
/** 1,234 and 405, a year before 1,000 and 300: the total is the system's own. */
const card = '2025年10月二手汽车交易1,639辆次，同比增长26.08%';

beforeAll(async () => {
  const [{ id: companyId }] = await product().server.deps.db.query('SELECT id FROM companies WHERE name = ?', [company]);
  await joined(product(), { name: company, companyId });
  for (const [month, transfers, movedOut] of [['2024-10', 1_000, 300], ['2025-09', 1_180, 390], [period, 1_234, 405]] as const) {
    await published(product(), await uploaded(product(), month, fileOf(transfers, movedOut)));
  }
  const clerk = await employeeAt(product(), 'clerk');
  bulletin = await clerk.call('POST /bulletins', { body: { period } });
  await (await employeeAt(product(), 'president')).call('POST /bulletins/:id/approval', { params: { id: bulletin.id }, body: { posterSha256: bulletin.posterSha256 } });
  const { id: destinationId } = await clerk.call('POST /bulletin-destinations', { body: { way: 'inbox', name: '全体会员站内信', secrets: {} } });
  await clerk.call('POST /bulletins/:id/sendings', { params: { id: bulletin.id }, body: { id: randomUUID(), destinationId } });
  const sent = async () => (await clerk.call('GET /bulletins/:id/sendings', { params: { id: bulletin.id } })).items[0]?.state === 'sent';
  await completedDeal(product(), await verifiedAgent(product()), { plate: '浙B41001' });
  for (let turn = 0; turn < 200 && !(await sent()); turn += 1) await new Promise((resolve) => setTimeout(resolve, 50));
});

describe.each<Platform>(['weapp', 'alipay'])('the monthly bulletin in the built mini-program on %s', (platform) => {
  const open = (user: string, from?: Phone) => {
    const app = appOf(product(), platform, user, from);
    running.push(app);
    return app;
  };
  const page = () => `domains/statistics/bulletin/index?id=${bulletin.id}`;
  let phone: Phone;

  it('opens from a share card without a log-in, and lets one look around by item, district and brand', async () => {
    const app = open('somebody');
    await app.launch(page());
    await app.sees('1,639');
    await app.sees('同比 +26.08%');
    expect(app.page.text()).not.toContain('往期通报');
    await app.tap('按区县');
    await app.sees('合计等于总数');
    await app.tap('示范区');
    await app.sees('380辆');
    await app.tap('×');
    await app.tap('市内转移登记', { near: '二手汽车交易' });
    await app.tap('按品牌');
    await app.sees('只列出主要品牌');
    await app.tap('汽车保有量', { near: '二手汽车交易' });
    await app.sees('这一项只有总数');
    expect(app.errors).toEqual([]);
  });

  it('opens from its 小程序码, and goes on from there as the same card', async () => {
    const app = open('somebody');
    await app.launch(`domains/statistics/bulletin/index?scene=${bulletin.id.replaceAll('-', '')}`);
    await app.sees('1,639');
    const { path } = await app.forward();
    expect(path.replace(/^\//, '')).toBe(page());
    const other = open('somebody');
    await other.launch('domains/statistics/bulletin/index?scene=shelf-7');
    await other.sees('这份通报看不到了');
    expect([...app.errors, ...other.errors]).toEqual([]);
  });

  it('goes on as a card with the headline number, which opens the same page', async () => {
    const app = open('somebody');
    await app.launch(page());
    await app.sees('转发到群');
    expect(app.page.find('<button>').map(({ attributes }) => attributes['open-type'])).toEqual(['share']);
    const sent = await app.forward();
    expect(sent.title).toBe(card);
    expect(sent.path.replace(/^\//, '')).toBe(page());
    expect(sent.path.startsWith('/')).toBe(platform === 'weapp');
    expect(bulletin.sharePath.replace(/^\//, '')).toBe(page());
    expect(app.errors).toEqual([]);
  });

  it('puts the long picture into the album and the text on the clipboard, to be sent by hand', async () => {
    const app = open('somebody');
    await app.launch(page());
    await app.tap('保存长图');
    await app.until(() => app.toasts.includes('长图已保存'), 'the picture is kept');
    expect((await sharp(Buffer.from(app.phone.album[0]!)).metadata()).width).toBe(1080);
    await app.tap('复制文字');
    await app.until(() => app.phone.clipboard === bulletin.text, 'the text is on the clipboard');
    app.answers.saveImageToPhotosAlbum = () => {
      throw new NativeFailure('auth deny', { error: 2001 });
    };
    await app.tap('保存长图');
    await app.sees('没有存进相册');
    app.setOnline(false);
    await app.tap('保存长图');
    await app.sees('图片没有下载下来');
    expect(app.phone.album).toHaveLength(1);
    expect(app.errors).toEqual([]);
  });

  it('is news on the first page until it was opened, stands among the messages and in the list of bulletins', async () => {
    const app = open(manager.user);
    ({ phone } = app);
    await claimAs(app, manager);
    await passFaceCheck(app, product(), platform);
    const first = open(manager.user, phone);
    await first.launch();
    await first.tap(bulletin.title);
    await first.sees('1,639');
    await first.tap('往期通报');
    await answerReminder(first, platform);
    await first.tap(bulletin.title);
    await first.sees('同比 +26.08%');
    const again = open(manager.user, phone);
    await again.launch();
    await again.until(() => again.calls.some(({ options }) => String(options.url).endsWith('/published-bulletins')), 'the bulletins are asked for');
    await again.sees('打开我的企业');
    expect(again.page.text()).not.toContain(bulletin.title);
    await again.tap('我的');
    await again.tap('消息');
    await again.tap(bulletin.title);
    await again.tap('打开月度通报');
    await again.sees('同比 +26.08%');
    expect([...app.errors, ...first.errors, ...again.errors]).toEqual([]);
  });

  it('shows a manager the company’s own deals against the city, and says why the city is missing', async () => {
    const app = open(manager.user, phone);
    await app.launch();
    await app.tap('我的');
    await app.tap('我的数据');
    await app.sees(company);
    await app.sees('1笔');
    await app.sees('本年业务类型');
    await app.sees('不显示');
    await app.sees('所以没有全市数可比');
    expect(app.errors).toEqual([]);
  });
});

/** WeChat offers a notice of the next one at a tap, and neither answer changes anything else; Alipay has none to offer. */
async function answerReminder(app: MiniProgram, platform: Platform): Promise<void> {
  const words = '下一期微信提醒我';
  await app.sees('发出');
  if (platform === 'alipay') {
    expect(app.page.text()).not.toContain(words);
    return;
  }
  for (const [answer, told] of [['reject', '没有订阅'], ['accept', '下一期通报发出时会在微信里提醒您一次']] as const) {
    app.answers.requestSubscribeMessage = ({ tmplIds }) => ({ [(tmplIds as string[])[0]!]: answer });
    await app.tap(words);
    await app.until(() => app.toasts.some((toast) => toast.includes(told)), told);
  }
}

describe('what only one host has', () => {
  const page = () => `domains/statistics/bulletin/index?id=${bulletin.id}`;
  const open = async (platform: Platform, phone?: Phone) => {
    const app = appOf(product(), platform, 'somebody', phone);
    running.push(app);
    await app.launch(page());
    await app.sees('复制文字');
    return app;
  };

  it('hands the picture on by WeChat’s menu; Alipay has none', async () => {
    const app = await open('weapp');
    await app.tap('发送长图');
    await app.until(() => app.calls.some(({ name }) => name === 'showShareImageMenu'), 'WeChat’s menu is open');
    expect((await open('alipay')).page.text()).not.toContain('发送长图');
    expect(app.errors).toEqual([]);
  });

  it('sends card and picture into a group that was chosen, and no longer offers it where WeChat refuses', async () => {
    const app = await open('weapp');
    for (const call of ['enterChatToolMode', 'shareAppMessageToGroup', 'shareImageToGroup']) app.answers[call] = () => ({});
    await app.tap('选一个微信群发送');
    await app.tap('把卡片发到这个群');
    await app.tap('把长图发到这个群');
    await app.until(() => app.toasts.filter((toast) => toast === '已发到群里').length === 2, 'both are sent');
    const sent = app.calls.find(({ name }) => name === 'shareAppMessageToGroup')!;
    expect(sent.options).toMatchObject({ title: card, path: `/${page()}` });
    // There the host’s own button is dead.
    expect(app.page.find('<button>')).toEqual([]);

    const refused = await open('weapp');
    refused.answers.enterChatToolMode = () => {
      throw new NativeFailure('no permission');
    };
    await refused.tap('选一个微信群发送');
    await refused.sees('微信还没有给这个小程序开通群聊工具');
    expect((await open('weapp', refused.phone)).page.text()).not.toContain('选一个微信群发送');
    expect((await open('alipay')).page.text()).not.toContain('选一个微信群发送');
    expect([...app.errors, ...refused.errors]).toEqual([]);
  });
});

it('shows nothing more of a bulletin that was withdrawn', async () => {
  await (await employeeAt(product(), 'president')).call('POST /bulletins/:id/withdrawal', { params: { id: bulletin.id }, body: { reason: '数据有误' } });
  const app = appOf(product(), 'weapp', 'somebody');
  running.push(app);
  await app.launch(`domains/statistics/bulletin/index?id=${bulletin.id}`);
  await app.sees('这份通报看不到了');
  expect(app.page.text()).not.toContain('1,639');
  expect(app.errors).toEqual([]);
});
