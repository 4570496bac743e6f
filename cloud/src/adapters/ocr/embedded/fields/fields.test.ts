import { idNumberIn, plateIn, vinIn } from '../codes';
import { madeRows, type MadeLine } from '../made-lines';
import { dayIn, moneyIn, moneyWordsIn } from '../values';
import type { Draft } from './draft';
import { fieldsOf } from '.';

const signsOf = (text: string, others: MadeLine['others'] = {}) => madeRows({ text, x: 0, y: 0, others })[0]!.signs;
const valuesOf = (draft: Draft) => Object.fromEntries(Object.entries(draft).flatMap(([field, found]) => (found ? [[field, found.value]] : [])));

describe('车架号', () => {
  it('reads O as 0, for no VIN has an O', () => expect(vinIn(signsOf('LSGPC52U6AF1O2554'))).toMatchObject({ value: 'LSGPC52U6AF102554' }));

  it('lets the check digit choose between what the lens confuses', () => {
    const found = vinIn(signsOf('LSGPC5ZU6AF102554', { 6: [{ sign: '2', probability: 0.2 }] }));
    expect(found).toMatchObject({ value: 'LSGPC52U6AF102554' });
    expect(found!.confidence).toBeGreaterThan(0.8);
  });

  it('does not turn a clearly printed wrong VIN into a right one', () => {
    const found = vinIn(signsOf('LSGPC52U6AF102564'));
    expect(found).toMatchObject({ value: 'LSGPC52U6AF102564' });
    expect(found!.confidence).toBeLessThan(0.7);
  });

  it('takes a European VIN, which has no check digit, as it stands', () => expect(vinIn(signsOf('WVWZZZ1JZ3W386752'))).toMatchObject({ value: 'WVWZZZ1JZ3W386752' }));

  it('does not take an ID number for one', () => expect(vinIn(signsOf('330203199001010014'))).toBeUndefined());
});

describe('公民身份号码', () => {
  it('is found inside what was joined with its neighbour', () => expect(idNumberIn(signsOf('证110105194912310O2X7'))).toMatchObject({ value: '11010519491231002X' }));
  it('is left as it stands where the check character is wrong', () => expect(idNumberIn(signsOf('110105194912310021'))!.confidence).toBeLessThan(0.7));
});

describe('车牌号', () => {
  it.each([['浙B·12O45', '浙B12045'], ['浙BD12345', '浙BD12345'], ['浙8·12345', '浙B12345']])('reads %s as %s', (text, plate) => expect(plateIn(signsOf(text))).toMatchObject({ value: plate }));
  it('finds none in a name', () => expect(plateIn(signsOf('浙江省示范市样板路'))).toBeUndefined());
});

describe('日期、金额', () => {
  it.each(['2026年1月31日', '2026.01.31', '2026-01-31', '20260131', '期22026-01-31'])('reads %s', (text) => expect(dayIn(signsOf(text))).toMatchObject({ value: '2026-01-31' }));
  it('refuses a day that does not exist', () => expect(dayIn(signsOf('2026-02-30'))).toBeUndefined());
  it('reads money with its thousands parted', () => expect(moneyIn(signsOf('¥128,000.5'))).toMatchObject({ value: '128000.50' }));
  it('keeps the words as they stand', () => expect(moneyWordsIn(signsOf('(大写)壹拾贰万捌仟圆整'))).toMatchObject({ value: '壹拾贰万捌仟圆整' }));
});

describe('awkward sheets', () => {
  it('parts two columns of a sheet that lies askew, label and value found as one line or as two', () => {
    const angle = 0.06;
    const at = (x: number, row: number) => ({ x, y: 200 + row * 90 + x * Math.tan(angle), angle });
    const draft = fieldsOf.vehicle_licence(
      madeRows(
        { text: '号牌号码', ...at(100, 0) }, { text: '浙B12345', ...at(330, 0) }, { text: '车辆类型小型轿车', ...at(900, 0) },
        { text: '所有人甄示范', ...at(100, 1) }, { text: '使用性质', ...at(100, 2) }, { text: '非营运', ...at(330, 2) }, { text: '品牌型号', ...at(900, 2) }, { text: '样板牌YB7150A', ...at(1100, 2) },
        { text: '车辆识别代弓', ...at(600, 3) }, { text: 'LSGPC52U6AF102554', ...at(900, 3) }, { text: '注册日期', ...at(600, 4) }, { text: '2020-05-21', ...at(800, 4) }, { text: '发证日期2020-05-22', ...at(1300, 4) },
      ),
    ); // prettier-ignore
    expect(valuesOf(draft)).toEqual({ plate: '浙B12345', vehicleType: '小型轿车', owner: '甄示范', useNature: '非营运', model: '样板牌YB7150A', vin: 'LSGPC52U6AF102554', registeredOn: '2020-05-21', issuedOn: '2020-05-22' });
  });

  it('joins an ID number that was cut in two, and an address over two rows', () => {
    const draft = fieldsOf.id_front(
      madeRows(
        { text: '姓名贾样例', x: 100, y: 100 }, { text: '住址', x: 100, y: 300 }, { text: '浙江省示范市样板区', x: 240, y: 300 }, { text: '虚构路1号', x: 240, y: 350 },
        { text: '公民身份号码', x: 100, y: 500 }, { text: '1101051949', x: 400, y: 500 }, { text: '1231002X', x: 815, y: 502 },
      ),
    ); // prettier-ignore
    expect(valuesOf(draft)).toEqual({ name: '贾样例', idNumber: '11010519491231002X', address: '浙江省示范市样板区虚构路1号' });
  });

  it('gives each party of an invoice its own number', () => {
    const draft = fieldsOf.used_car_invoice(
      madeRows(
        { text: '买方单位/个人甄示范', x: 100, y: 100 }, { text: '单位代码/身份证号码11010519491231002X', x: 900, y: 100 }, { text: '买方单位/个人住址样板路1号', x: 100, y: 180 },
        { text: '卖方单位/个人示范商贸有限公司', x: 100, y: 260 }, { text: '单位代码/身份证号码91330200MA2AB10670', x: 900, y: 260 }, { text: '车价合计(大写)', x: 100, y: 340 }, { text: '伍万圆整', x: 440, y: 340 }, { text: '小写¥50000.00', x: 900, y: 340 },
      ),
    ); // prettier-ignore
    expect(valuesOf(draft)).toMatchObject({ buyerName: '甄示范', buyerNumber: '11010519491231002X', sellerName: '示范商贸有限公司', sellerNumber: '91330200MA2AB10670', totalInWords: '伍万圆整', totalInFigures: '50000.00' });
  });

  it('parts owner and number where the strokes were read as digits', () => {
    const draft = fieldsOf.registration_certificate(madeRows({ text: '1.机动车所有人/身份证明名称/号码甄示范1居民身份证111010519491231002X', x: 100, y: 100 }));
    expect(valuesOf(draft)).toMatchObject({ owner: '甄示范', ownerNumber: '11010519491231002X' });
  });

  it('lets the last entry about a mortgage count', () => {
    const [recorded, lifted] = [{ text: '抵押登记抵押权人姓名/名称:样板银行', x: 100, y: 100 }, { text: '解除抵押登记解除抵押日期:2024-03-01', x: 100, y: 300 }];
    expect(valuesOf(fieldsOf.registration_transfers(madeRows(recorded)))).toMatchObject({ mortgage: 'yes' });
    expect(valuesOf(fieldsOf.registration_transfers(madeRows(recorded, lifted)))).toMatchObject({ mortgage: 'no' });
  });
});
