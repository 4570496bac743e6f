import { employeeAt } from '../../cloud/test/people';
import { persona } from '../../cloud/test/product';
import { useProduct } from '../../cloud/test/use-product';
import { appOf, consent, logInAs } from './agent';
import type { MiniProgram, Platform } from './runner';

const product = useProduct();
const running: MiniProgram[] = [];
afterEach(() => running.splice(0).forEach((app) => app.kill()));

async function loggedIn(platform: Platform, name: string): Promise<MiniProgram> {
  const app = appOf(product(), platform, persona(name).user);
  running.push(app);
  await logInAs(app, name);
  return app;
}

describe('verification in the built mini-programs', () => {
  it('does not believe an Alipay client that only says 9000', async () => {
    const app = await loggedIn('alipay', '甄示范');
    app.answers.startAPVerify = () => ({ resultStatus: '9000' });
    await app.tap('开始人脸核验');
    await consent(app);
    await app.sees('支付宝还没有给出结果');
    expect(app.page.text()).not.toContain('实人核验已通过');
    await app.tap('稍后再核验');
    await app.sees('还差一步就能办理交易');
    expect(app.errors).toEqual([]);
  });

  it('says why a face check failed, and lets the agent try again', async () => {
    const app = await loggedIn('alipay', '尤测试');
    app.answers.startAPVerify = ({ certifyId }) => {
      product().simulators.alipay.decide(String(certifyId), 'fail');
      return { resultStatus: '4000' };
    };
    await app.tap('开始人脸核验');
    await consent(app);
    await app.sees('人脸核验没有通过');
    await app.sees('再试一次人脸核验');
    await app.sees('改到市场柜台核验');
  });

  it('leads an agent who refuses the face check to a market’s counter', async () => {
    const name = '贾样例';
    const app = await loggedIn('weapp', name);
    await app.tap('开始人脸核验');
    await app.tap('不同意');
    await app.sees('您没有同意使用人脸信息');
    await app.tap('改到市场柜台核验');
    await app.sees('请向市场柜台出示核验码');
    const code = /(\d{4})\s?(\d{4})/.exec(app.page.text())!.slice(1).join('');

    const operator = await employeeAt(product(), 'operator1');
    const { idNumber } = persona(name);
    await operator.call('POST /counter-verifications/:code/decision', {
      params: { code },
      body: { passed: true, idNumber, originalSeen: true },
    });
    await app.sees('实人核验已通过');
    expect(app.errors).toEqual([]);
  });
});
