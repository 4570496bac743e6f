import { idNumberCheck } from '@yongche/contract/standards';
import { employeeAt, picture, type Caller } from '../../cloud/test/people';
import { persona } from '../../cloud/test/product';
import { useProduct } from '../../cloud/test/use-product';
import { appOf, claimAs, logInAs, passFaceCheck } from './agent';
import type { MiniProgram, Phone, Platform } from './runner';

const product = useProduct();
const running: MiniProgram[] = [];
afterEach(() => running.splice(0).forEach((app) => app.kill()));

const idNumberOf = (id17: string) => id17 + idNumberCheck(id17);

/** Each host has people of its own, so that neither story needs the other. */
const stories = [
  {
    platform: 'weapp' as Platform,
    manager: { user: 'manager-weapp', name: '段掌柜', idNumber: idNumberOf('33020319800101001') },
    invited: { user: 'invited-weapp', name: '应邀甲', idNumber: idNumberOf('33020319950505001') },
    company: { name: '邀约一号车行有限公司', creditCode: '91330200MA2AB20019' },
    holder: '甄示范',
  },
  {
    platform: 'alipay' as Platform,
    manager: { user: 'manager-alipay', name: '段东家', idNumber: idNumberOf('33020319810101002') },
    invited: { user: 'invited-alipay', name: '应邀乙', idNumber: idNumberOf('33020319960505002') },
    company: { name: '邀约二号车行有限公司', creditCode: '91330200MA2AB30025' },
    holder: '贾样例',
  },
];

/** Hands in a picture of this paper and waits until the server has it. */
async function handIn(app: MiniProgram, paper: string): Promise<void> {
  app.phone.camera = picture('authority_letter');
  await app.tap(`拍照或选图：${paper}`);
  await app.sees(`${paper} 已收到`);
}

/** The clerk's decision on the only request of this kind that waits. */
async function decide(clerk: Caller, kind: 'company_issue' | 'certificate_issue' | 'certificate_renew'): Promise<void> {
  const { items } = await clerk.call('GET /register-requests', { query: { kind, state: 'awaiting_decision' } });
  expect(items).toHaveLength(1);
  await clerk.call('POST /register-requests/:id/decision', { params: { id: items[0]!.id }, body: { approved: true } });
}

describe.each(stories)('the register in the built mini-program on $platform', ({ platform, manager, invited, company, holder }) => {
  const open = (user: string, phone?: Phone) => {
    const app = appOf(product(), platform, user, phone);
    running.push(app);
    return app;
  };
  let phone: Phone;

  it('registers a company by somebody who was nobody before', async () => {
    const app = open(manager.user);
    ({ phone } = app);
    await claimAs(app, manager, '登记自己的企业');
    await passFaceCheck(app, product(), platform);
    await app.tap('登记我的企业');
    await app.input('企业名称', company.name);
    await app.input('统一社会信用代码', company.creditCode);
    await app.input('住所', '宁波市示范路1号');
    await app.tap('长期');
    await app.tap('下一步');
    await app.sees('还差2种材料');
    await handIn(app, '营业执照');
    app.kill();

    // A draft goes on where it stopped.
    const again = open(manager.user, phone);
    await again.launch();
    await again.tap('我的');
    await again.tap('登记申请');
    await again.tap('企业开户');
    await again.sees('还差1种材料');
    await handIn(again, '申请表（盖公章）');
    await again.tap('提交审核');
    await again.sees('已提交协会审核');
    await decide(await employeeAt(product(), 'clerk'), 'company_issue');
    await again.sees('协会已批准', 30_000);
    expect([...app.errors, ...again.errors]).toEqual([]);
  });

  it('invites an agent, once for however many taps', async () => {
    const app = open(manager.user, phone);
    await app.launch();
    await app.tap('我的');
    await app.tap('我的企业');
    await app.sees(company.name);
    await app.tap('邀请代理人');
    await app.input('姓名', invited.name);
    await app.input('身份证号', invited.idNumber);
    await app.input('手机号', '19900001234');
    await Promise.all([app.tap('下一步'), app.tap('下一步')]);
    await handIn(app, '在职证明（盖公章）');
    await app.tap('提交审核');
    await app.sees('已提交协会审核');
    expect(app.errors).toEqual([]);
    await decide(await employeeAt(product(), 'clerk'), 'certificate_issue');
  });

  it('gives the invited person a certificate once they have agreed and were verified', async () => {
    const app = open(invited.user);
    await claimAs(app, invited);
    await app.sees(`${company.name} 申请为您办理代理证`);
    await app.tap('确认加入');
    await passFaceCheck(app, product(), platform);
    await app.tap('查看电子代理证');
    await app.sees('秒后自动更新');
    await app.sees('截图无效');
    await app.tap('我的');
    await app.tap('消息');
    await app.tap('请确认加入企业');
    await app.sees('已通过资料审核');
    expect(app.errors).toEqual([]);
  });

  it('lets an agent ask for the yearly renewal with its evidence', async () => {
    const app = open(persona(holder).user);
    await logInAs(app, holder);
    await passFaceCheck(app, product(), platform);
    const soon = new Date(Date.now() + 20 * 24 * 3600_000).toISOString().slice(0, 10);
    await product().server.deps.db.query("UPDATE certificates SET expires_on = ? WHERE state = 'in_force'", [soon]);
    await app.tap('查看电子代理证');
    await app.tap('年度延期');
    await app.tap('下一步');
    await handIn(app, '在职证明（盖公章）');
    await app.tap('提交审核');
    await app.sees('已提交协会审核');
    await decide(await employeeAt(product(), 'clerk'), 'certificate_renew');
    await app.sees('协会已批准', 30_000);
    expect(app.errors).toEqual([]);
  });
});
