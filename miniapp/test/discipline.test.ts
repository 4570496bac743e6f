import courses from '../../cloud/src/domains/discipline/courses.2026-1.json';
import { completedDeal, employeeAt, phoneOf, type Caller } from '../../cloud/test/people';
import { foundProblem, retaken } from '../../cloud/test/problems';
import { persona } from '../../cloud/test/product';
import { useProduct } from '../../cloud/test/use-product';
import { appOf, claimAs, logInAs, passFaceCheck } from './agent';
import type { MiniProgram, Phone, Platform } from './runner';

const product = useProduct();
const running: MiniProgram[] = [];
afterEach(() => running.splice(0).forEach((app) => app.kill()));

/** Each host has an agent of its own, so that neither story needs the other. */
const stories: { platform: Platform; host: 'wechat' | 'alipay'; name: string; plate: string }[] = [
  { platform: 'weapp', host: 'wechat', name: '甄示范', plate: '浙B31001' },
  { platform: 'alipay', host: 'alipay', name: '贾样例', plate: '浙B31002' },
];

/** Aims, shoots and takes the picture that the camera sees. */
async function shoot(app: MiniProgram, bytes: Buffer): Promise<void> {
  app.phone.camera = bytes;
  const isUp = () =>
    app.page.text().includes('看示例') &&
    !app.page.find('<view>').some(({ attributes }) => String(attributes.class).includes('camera__shutter--off'));
  await app.until(isUp, 'the camera is up');
  await app.tap('拍');
  await app.tap('用这张');
  await app.sees('核查发现问题');
}

/** Goes through a quiz, one tap an answer; `mistakes` are answered by another option. */
async function answer(app: MiniProgram, { questions }: (typeof courses)[number], mistakes: number): Promise<void> {
  for (const [at, { text, options, right }] of questions.entries()) {
    const chosen = at < mistakes ? (right + 1) % options.length : right;
    await app.tap(`${'ABCDEFGHIJ'[chosen]}. ${options[chosen]}`, { near: text });
  }
  await app.tap('交卷');
}

describe.each(stories)('problems and points in the built mini-program on $platform', ({ platform, host, name, plate }) => {
  const open = async (phone?: Phone) => {
    const app = appOf(product(), platform, persona(name).user, phone);
    running.push(app);
    if (phone) await app.launch();
    return app;
  };
  let phone: Phone;
  let agent: Caller;
  let problemId: string;

  it('puts a problem first, takes its photos anew over a lost connection and a killed app, and hands in the correction', async () => {
    const app = await open();
    ({ phone } = app);
    await logInAs(app, name);
    await passFaceCheck(app, product(), platform);
    agent = await phoneOf(product(), persona(name).user, host);
    const deal = await completedDeal(product(), agent, { plate });
    const seen = [
      { slot: 'P22', code: 'R02' as const },
      { slot: 'P24', code: 'R04' as const, note: '画面有屏幕纹' },
    ];
    ({ id: problemId } = await foundProblem(product(), deal.id, seen));

    const first = await open(phone);
    await first.sees('待改正的问题单（1）');
    await first.tap(plate.replace(/^../, '$&·'));
    await first.sees('R04 翻拍、屏拍');
    await first.sees('核查员说明：画面有屏幕纹');
    await first.sees('还有2项要重拍');
    await first.until(() => first.page.find('<image>').length === 2, 'both pictures that were found wrong are shown');
    await first.tap('重拍行驶证主页');
    await shoot(first, await retaken('P22'));
    await first.sees('已重拍', 60_000);
    await first.input('怎样改正的', '已请车主带原件到场重拍');
    first.setOnline(false);
    await first.tap('重拍车辆左前45°');
    await shoot(first, await retaken('P24'));
    await first.sees('等待网络');
    first.kill();

    phone.online = true;
    const again = await open(phone);
    await again.tap(plate.replace(/^../, '$&·'));
    await again.sees('提交改正', 60_000);
    await again.tap('提交改正');
    await again.sees('等待核查员复核');
    expect([...app.errors, ...first.errors, ...again.errors]).toEqual([]);

    const problem = await agent.call('GET /problems/:id', { params: { id: problemId } });
    expect(problem).toMatchObject({ state: 'corrected', correctionNote: '已请车主带原件到场重拍' });
    // Nothing is lost, and nothing stands twice.
    expect(problem.items.map(({ corrections }) => corrections.map(({ state }) => state))).toEqual([['accepted'], ['accepted']]);
  });

  it('explains a violation, takes the statement and then the appeal, and keeps the points apart until it is decided', async () => {
    const app = await open(phone);
    await app.tap('我的');
    await app.tap('扣分与申诉');
    await app.sees('另有');
    await app.tap('B03 翻拍、截屏、以复印件代原件');
    await app.sees('影像采集规范');
    await app.sees('还没有决定，先不扣分');
    await app.tap('我要陈述');
    await app.input('您的陈述', '车当时在场，是车窗反光');
    await app.tap('提交陈述');
    await app.sees('决定时必须考虑');

    const { items } = await agent.call('GET /violations', { query: { code: 'B03' } });
    const { id } = items[0]!;
    const clerk = await employeeAt(product(), 'clerk');
    await clerk.call('POST /violations/:id/decision', { params: { id }, body: { outcome: 'points', reason: '画面有屏幕纹，事实清楚' } });
    const decided = await open(phone);
    await decided.tap('我的');
    await decided.sees('本周期 6/12');
    await decided.tap('扣分与申诉');
    await decided.sees('限期整改');
    await decided.tap('B03 翻拍、截屏、以复印件代原件');
    await decided.sees('画面有屏幕纹，事实清楚');
    await decided.tap('我要申诉');
    await decided.input('申诉理由', '请看改正照片，同一位置仍有反光');
    await decided.tap('提交申诉');
    await decided.sees('正在申诉，申诉决定前不计入');
    await decided.back();
    await decided.sees('再扣3分将被警告');
    expect([...app.errors, ...decided.errors]).toEqual([]);

    const colleague = await employeeAt(product(), 'clerk2');
    await colleague.call('POST /violations/:id/appeal-decision', { params: { id }, body: { outcome: 'changed', reason: '部分成立', points: 3 } });
  });

  it('gives a point back for a course whose questions are all answered right, and explains the wrong answers', async () => {
    const [course] = courses;
    const app = await open(phone);
    await app.tap('我的');
    await app.tap('学习减分');
    await app.sees('一个周期最多减6分');
    await app.tap(course!.title);
    await app.tap(`开始答题（${course!.questions.length}题）`);
    await answer(app, course!, 1);
    await app.sees(course!.questions[0]!.explanation);
    const { options, right } = course!.questions[0]!;
    await app.tap(`${'ABCDEFGHIJ'[right]}. ${options[right]}`);
    // The note above the questions speaks of handing in, too.
    await app.until(() => !app.page.text().includes('题没有答'), 'every question has an answer');
    await app.tap('交卷');
    await app.sees('本周期扣分减去1分');
    await app.tap('看我的扣分');
    await app.sees('学习减分已经减去1分');
    expect(app.errors).toEqual([]);
    expect(await agent.call('GET /my-discipline')).toMatchObject({ standing: { counted: 2, reduced: 1 } });
  });

  it('leads from a message to what it tells of, and shows the book in plain words', async () => {
    const app = await open(phone);
    await app.tap('我的');
    await app.tap('消息');
    await app.tap(`${plate}的交易核查发现问题`);
    await app.tap('打开问题单');
    await app.sees('等待核查员复核');
    await app.tap('扣分与申诉');
    await app.tap('管理细则');
    await app.sees('6到8分：限期整改');
    await app.tap('扣分标准');
    await app.sees('B03 翻拍、截屏、以复印件代原件');
    await app.tap('条文');
    await app.sees('第1条 目的和依据');
    expect(app.errors).toEqual([]);
  });
});

it('shows a manager the company’s points, its score card, and the problems of its agents', async () => {
  const app = appOf(product(), 'weapp', persona('管样板').user);
  running.push(app);
  await claimAs(app, persona('管样板'));
  await passFaceCheck(app, product(), 'weapp');
  await app.tap('打开我的企业');
  await app.tap('企业扣分与申诉');
  await app.sees('示范车行有限公司 本周期扣分');
  await app.back();
  await app.tap('评分卡');
  await app.sees('问题率走势');
  await app.back();
  await app.tap('问题单');
  await app.tap(stories[0]!.plate.replace(/^../, '$&·'));
  await app.sees('等待核查员复核');
  expect(app.errors).toEqual([]);
});
