import { employeeAt, imagesOf } from '../../cloud/test/people';
import { persona } from '../../cloud/test/product';
import { useProduct } from '../../cloud/test/use-product';
import { appOf, letPartiesAgree, logInAs, newDeal, passFaceCheck, takePhotos } from './agent';
import type { MiniProgram, Phone, Platform } from './runner';

const product = useProduct();
const running: MiniProgram[] = [];
afterEach(() => running.splice(0).forEach((app) => app.kill()));

/** Each host has an agent of its own, so that neither story needs the other. */
const agents: [Platform, string, string][] = [
  ['weapp', '甄示范', '浙B12345'],
  ['alipay', '贾样例', '浙B54321'],
];

describe.each(agents)('the built mini-program on %s', (platform, name, plate) => {
  const open = (phone?: Phone) => {
    const app = appOf(product(), platform, persona(name).user, phone);
    running.push(app);
    return app;
  };
  let phone: Phone;

  it('logs the agent in, verifies them by Alipay’s face check, and shows the certificate', async () => {
    const app = open();
    ({ phone } = app);
    await logInAs(app, name);
    await passFaceCheck(app, product(), platform);
    await app.tap('查看电子代理证');
    await app.sees('甬代');
    expect(app.errors).toEqual([]);
  });

  it('captures a deal over a lost connection and a killed app, and submits it to the market', async () => {
    const app = open(phone);
    await app.launch();
    await newDeal(app, plate);
    await letPartiesAgree(app);
    await app.tap('开始拍照');
    await takePhotos(app, 2);
    app.setOnline(false);
    await takePhotos(app, 3);
    app.kill();

    phone.online = true;
    const again = open(phone);
    await again.launch();
    await again.tap(plate.replace(/^../, '$&·'));
    await again.tap('继续拍照');
    await takePhotos(again);
    await again.tap('回到拍照清单');
    await again.sees('提交核对', 90_000);
    await again.tap('提交核对');
    await again.sees('请到市场柜台出示');
    expect([...app.errors, ...again.errors]).toEqual([]);

    const operator = await employeeAt(product(), 'operator1');
    const { items } = await operator.call('GET /transactions', { query: { state: 'awaiting_check', q: plate } });
    expect(items).toHaveLength(1);
    const deal = await operator.call('GET /transactions/:id', { params: { id: items[0]!.id } });
    const required = deal.slots.filter((slot) => slot.required);
    // Nothing is lost, and nothing stands twice.
    expect(required.map(({ images }) => images.length)).toEqual(required.map(() => 1));
    expect(new Set(imagesOf(deal).map(({ state }) => state))).toEqual(new Set(['accepted']));
  });
});
