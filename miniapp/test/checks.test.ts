import type { DocumentField, DocumentKind, DocumentReader } from '../../cloud/src/adapters/ocr/ocr';
import { createTestDatabase } from '../../cloud/test/database';
import { employeeAt, verifiedAgent } from '../../cloud/test/people';
import { persona, startProduct, type Product } from '../../cloud/test/product';
import { appOf, letPartiesAgree, newDeal, takePhotos } from './agent';
import type { MiniProgram } from './runner';

const vin = 'LSGPC52U6AF102554';
const plate = '浙B12345';
/** What stands on the papers of this deal: the invoice names another car, and one figure of the 行驶证 is hard to read. */
const papers: Partial<Record<DocumentKind, Partial<Record<DocumentField, string>>>> = {
  id_front: {},
  id_back: { validUntil: 'long' },
  registration_certificate: { owner: '卖方甲', vin },
  registration_transfers: { mortgage: 'no' },
  vehicle_licence: { plate, owner: '卖方甲', vin, useNature: '非营运', registeredOn: '2019-06-18' },
  vehicle_licence_annex: {},
  plate: { plate },
  vin_plate: { vin },
  used_car_invoice: {
    vin: 'LSGPC52U6AF102555',
    plate,
    sellerName: '卖方甲',
    sellerNumber: '330203199001010014',
    buyerName: '买方乙',
    buyerNumber: '11010519491231002X',
    totalInWords: '壹拾贰万捌仟元整',
    totalInFigures: '128000.00',
    destinationOffice: '浙江省宁波市车辆管理所',
  },
};

let open: () => void;
const opened = new Promise<void>((resolve) => (open = resolve));
/** Reads nothing before the test lets it, so that the queue can be seen. */
const reader: DocumentReader = {
  engine: 'stand-in/1',
  async read(_picture, expected) {
    await opened;
    const fields = Object.entries(papers[expected] ?? {}).map(([field, value]) => ({
      field: field as DocumentField,
      value,
      confidence: 0.98,
      box: { x: 0.2, y: 0.4, width: 0.4, height: 0.06 },
    }));
    return { engine: 'stand-in/1', kind: expected, kindConfidence: 0.99, fields, lines: [] };
  },
  close: () => Promise.resolve(),
};

let product: Product;
let app: MiniProgram;
beforeAll(async () => {
  product = await startProduct(await createTestDatabase(), { checkWorkers: 1, ocr: reader });
  await verifiedAgent(product, '甄示范');
});
afterAll(async () => {
  app?.kill();
  await product?.close();
});

it('tells the agent what the machine has found, asks for what it could not read, and lets a person decide', async () => {
  app = appOf(product, 'alipay', persona('甄示范').user);
  await app.launch();
  await app.tap('同意并登录');
  await app.until(() => app.page.text().includes('新建交易') || app.page.text().includes('我已阅读'), 'the agent is in');
  await newDeal(app, plate);
  await letPartiesAgree(app);
  await app.tap('开始拍照');
  await takePhotos(app);
  await app.tap('回到拍照清单');
  await app.sees('张照片在读取', 60_000);
  await app.sees('提交核对', 60_000);
  await app.tap('提交核对');
  await app.sees('完成后自动提交');
  await app.tap('先不提交');

  open();
  await app.sees('发票上的车架号', 90_000);
  await app.sees('没有读清：检验有效期至');
  await app.tap('核对填写', { near: '没有读清：检验有效期至' });
  await app.input('检验有效期至', '2026-13');
  await app.tap('确认无误，保存');
  await app.until(() => /不正确|日期|例如/.test(app.page.text()), 'the wrong day is refused at its field');
  await app.input('检验有效期至', '2027-06');
  await app.tap('确认无误，保存');
  await app.until(() => !app.page.text().includes('没有读清：检验有效期至'), 'the field is filled');

  await app.tap('提交核对');
  await app.sees('还不能提交');
  await app.tap('×');
  await app.tap('请人工核对', { near: '车架号一致' });
  await app.input('说明', '发票原件是对的，照片上被折痕挡住');
  await app.tap('请市场人工核对');
  await app.sees('已请市场人工核对');
  await app.tap('提交核对');
  await app.sees('请到市场柜台出示');
  expect(app.errors).toEqual([]);

  const operator = await employeeAt(product, 'operator1');
  const { items } = await operator.call('GET /transactions', { query: { state: 'awaiting_check' } });
  const { results } = await operator.call('GET /transactions/:id/checks', { params: { id: items[0]!.id } });
  expect(results.find(({ rule }) => rule === 'T-04')).toMatchObject({
    verdict: 'inconsistent',
    dispute: { note: '发票原件是对的，照片上被折痕挡住' },
    may: { override: true },
  });
});
