import rules from '../../cloud/src/domains/transactions/photo-rules.2026-1.json';
import { pictureFor } from '../../cloud/test/people';
import { persona, type Product } from '../../cloud/test/product';
import { buildOf } from './builds';
import { runMiniProgram, type MiniProgram, type Phone, type Platform } from './runner';

/** The API's place in a build that was made without TARO_APP_API_URL. */
const builtIn = 'http://127.0.0.1:7800';

/** An agent's phone with the built mini-program on it, talking to the real product. */
export function appOf(product: Product, platform: Platform, user: string, phone?: Phone): MiniProgram {
  const { wechat, alipay } = product.simulators;
  return runMiniProgram({
    platform,
    dist: buildOf(platform),
    origins: { [builtIn]: product.url },
    answers: {
      login: () => ({ code: wechat.issueCode(user) }),
      getAuthCode: () => ({ authCode: alipay.issueCode(user) }),
    },
    ...(phone ? { phone } : {}),
  });
}

/** Reads a consent of its own, ticks it and agrees. */
export async function consent(app: MiniProgram): Promise<void> {
  await app.tap('我已阅读');
  await app.tap('同意并继续');
}

/** Logs in and says who they are, as an agent or by another way in that the page offers. */
export async function claimAs(
  app: MiniProgram,
  { name, idNumber }: { name: string; idNumber: string },
  way?: string,
): Promise<void> {
  await app.launch();
  await app.tap('同意并登录');
  await consent(app);
  if (way) await app.tap(way);
  await app.input('姓名', name);
  await app.input('身份证号', idNumber);
  await app.tap(way ? '下一步：实人核验' : '查找我的代理证');
}

/** Logs in, says who the agent is and agrees to join the company; ends where the ways of verification are offered. */
export async function logInAs(app: MiniProgram, name: string): Promise<void> {
  await claimAs(app, persona(name));
  const offers = (words: string) => app.page.text().includes(words);
  await app.until(() => offers('确认加入') || offers('开始人脸核验'), 'the next step is offered');
  if (offers('确认加入')) await app.tap('确认加入');
  await app.sees('开始人脸核验');
}

/** Verification by Alipay's face check, which the person passes: inside Alipay at once, from WeChat by the link. */
export async function passFaceCheck(app: MiniProgram, product: Product, platform: Platform): Promise<void> {
  const { alipay } = product.simulators;
  app.answers.startAPVerify = ({ certifyId }) => {
    alipay.decide(String(certifyId), 'pass');
    return { resultStatus: '9000' };
  };
  await app.tap('开始人脸核验');
  await consent(app);
  if (platform === 'weapp') {
    await app.tap('在支付宝中打开');
    await app.tap('知道了');
    alipay.decide(new URL(app.phone.clipboard).searchParams.get('certify_id')!, 'pass');
  }
  await app.sees('实人核验已通过');
}

/** Fills in a deal between two persons who are both present; ends at the list of photos. */
export async function newDeal(app: MiniProgram, plate: string): Promise<void> {
  await app.tap('首页');
  await app.tap('新建交易');
  await app.tap('市内转移');
  await app.tap('请选择');
  await app.tap('示范二手车市场');
  await app.input('车架号', 'LSGPC52U6AF102554');
  await app.input('车牌号', plate);
  await app.input('卖方姓名', '卖方甲');
  await app.input('卖方身份证号', '330203199001010014');
  await app.input('买方姓名', '买方乙');
  await app.input('买方身份证号', '11010519491231002X');
  await app.tap('本人到场', { near: '卖方由谁到场' });
  await app.tap('本人到场', { near: '买方由谁到场' });
  await app.tap('下一步：拍照清单');
  await app.sees('当事人告知');
}

/** Both parties read the notice on the phone and agree. */
export async function letPartiesAgree(app: MiniProgram): Promise<void> {
  for (const side of ['卖方', '买方']) {
    await app.tap('请当事人阅读告知');
    await app.sees(`请把手机交给${side}`);
    await app.tap('我已阅读并同意');
    await app.tap('确认同意');
    await app.until(() => !app.page.text().includes('请把手机交给'), 'the notice is put away');
  }
}

/** Takes one photo after another of the things that the camera asks for. @param most stops after so many */
export async function takePhotos(app: MiniProgram, most = Infinity): Promise<void> {
  for (let taken = 0; taken < most; taken += 1) {
    await app.until(
      () => asked(app) !== undefined || app.page.text().includes('照片已拍完'),
      'the camera asks for a photo',
    );
    const slot = asked(app);
    if (!slot) return;
    app.phone.camera = pictureFor(slot.code);
    // The shutter answers once the camera is up.
    const isUp = () =>
      !app.page.find('<view>').some(({ attributes }) => String(attributes.class).includes('camera__shutter--off'));
    await app.until(isUp, 'the camera is up');
    await app.tap('拍');
    await app.tap('用这张');
    await app.until(() => asked(app)?.code !== slot.code, `${slot.title} is taken`);
  }
}

/** The photo that the camera asks for now: its title stands first on the page. */
function asked(app: MiniProgram) {
  const aiming = app.page.find('<camera>').length > 0 || app.page.find('拍').length > 0;
  return aiming ? rules.photos.find(({ title }) => app.page.text().startsWith(title)) : undefined;
}
