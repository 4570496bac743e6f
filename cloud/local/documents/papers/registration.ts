import { print } from '../print';
import { randomOf } from '../random';
import { line, paper, type PaperValues, roundSeal, type Sheet, sheetOf, specimen, waves } from '../sheet';

const [width, height] = [1400, 1920];
const office = '示范市公安局交通警察支队';
const [left, right, middle] = [60, width - 60, width / 2];

const cell = (text: string, value: string, x: number, y: number, room: number) => {
  const head = print(text, { x: x + 14, y, size: 27, fill: '#3a3a3a' });
  const indent = text.length * 27 + 30;
  return head + print(value, { x: x + indent, y, size: 33, fit: room - indent - 10 });
};

/** 机动车登记证书第1–2页. */
export function registrationCertificate(values: PaperValues, seed: string): Sheet {
  const { certificateNumber = '', owner = '', ownerNumber = '', plate = '', registeredOn = '', vehicleType = '', model = '', vin = '', engineNumber = '', energy = '', useNature = '' } = values;
  const random = randomOf(seed);
  const [brand, type] = splitModel(model);
  const power = random.pick([1498, 1598, 1798, 1998]);
  const pairs: [string, string][] = [
    ['5.车辆类型', vehicleType], ['6.车辆品牌', brand], ['7.车辆型号', type], ['8.车身颜色', random.pick(['白', '黑', '灰', '棕', '蓝', '红'])],
    ['9.车辆识别代号/车架号', vin], ['10.国产/进口', vin.startsWith('L') ? '国产' : '进口'], ['11.发动机号', engineNumber], ['12.发动机型号', engineNumber.slice(0, 3)],
    ['13.燃料种类', energy], ['14.排量/功率', `${power} ml/ ${random.integer(80, 160)} kw`], ['15.制造厂名称', '样板汽车制造有限公司'], ['16.转向形式', '方向盘'],
    ['17.轮距', `前${random.integer(1500, 1600)} 后${random.integer(1500, 1600)} mm`], ['18.轮胎数', '4'], ['19.轮胎规格', random.pick(['205/55 R16', '215/50 R17', '225/45 R18'])], ['20.钢板弹簧片数', '--'],
    ['21.轴距', `${random.integer(2500, 2900)} mm`], ['22.轴数', '2'], ['23.外廓尺寸', `长${random.integer(4300, 4900)} 宽${random.integer(1700, 1900)} 高${random.integer(1400, 1700)} mm`], ['24.货厢内部尺寸', '--'],
    ['25.总质量', `${random.integer(160, 220) * 10} kg`], ['26.核定载质量', '--'], ['27.核定载客', '5 人'], ['28.准牵引总质量', '--'],
    ['29.驾驶室载客', '--'], ['30.使用性质', useNature], ['31.车辆获得方式', '购买'], ['32.车辆出厂日期', monthsBefore(registeredOn, random.integer(1, 6))],
  ]; // prettier-ignore
  const table = 720;
  return sheetOf('registration_certificate', width, height, [
    paper(width, height, '#eceade'),
    waves(randomOf('registration'), width, height, '#cfc9a8', 26),
    print('机动车登记证书', { x: middle, y: 135, size: 74, weight: 'bold', anchor: 'middle' }),
    print(`编号：${certificateNumber}`, { x: left + 10, y: 225, size: 40 }),
    print('注册登记摘要信息栏', { x: middle, y: 290, size: 38, weight: 'medium', anchor: 'middle' }),
    summary(313, `${owner}/${kindOfNumber(ownerNumber)}/${ownerNumber}`, registeredOn, plate),
    print('注册登记机动车信息栏', { x: middle, y: table - 40, size: 38, weight: 'medium', anchor: 'middle' }),
    ...pairs.map(([text, value], at) => {
      const [x, y] = [at % 2 ? middle : left, table + Math.floor(at / 2) * 78];
      return (at % 2 ? '' : line(left, y, right, y)) + cell(text, value, x, y + 51, middle - left);
    }),
    `<rect x="${left}" y="${table}" width="${right - left}" height="${78 * 14}" fill="none" stroke="#444" stroke-width="3"/>`,
    line(middle, table, middle, table + 78 * 14),
    roundSeal('示范市公安局交警支队', { x: 1225, y: 505, radius: 106 }),
    specimen(width - 120, height - 40, 26),
  ]);
}

/** 登记证书转移登记栏: an earlier transfer where `owner` is given, and what was recorded of a mortgage. */
export function registrationTransfers({ owner, ownerNumber = '', plate = '', registeredOn = '', mortgage, certificateNumber = '' }: PaperValues, seed: string): Sheet {
  const random = randomOf(seed);
  const blocks = ['Ⅱ', 'Ⅲ', 'Ⅳ'].map((number, at) => {
    const y = 190 + at * 300;
    const filled = at === 0 && owner;
    return (
      print(`${number}.转移登记摘要信息栏`, { x: left + 10, y: y - 18, size: 34, weight: 'medium' }) +
      (filled ? summary(y, `${owner}/${kindOfNumber(ownerNumber)}/${ownerNumber}`, registeredOn, plate, true) : summary(y, '', '', '', true))
    );
  });
  const lent = monthsBefore(registeredOn || '2020-01-01', -random.integer(1, 3));
  const entries =
    mortgage === undefined
      ? []
      : [`抵押登记  抵押权人姓名/名称：样板银行示范支行  抵押登记日期：${lent}`, ...(mortgage === 'no' ? [`解除抵押登记  解除抵押日期：${monthsBefore(lent, -random.integer(12, 36))}`] : [])];
  return sheetOf('registration_transfers', width, height, [
    paper(width, height, '#eceade'),
    waves(randomOf('registration'), width, height, '#cfc9a8', 26),
    print('机动车登记证书', { x: middle, y: 90, size: 44, weight: 'bold', anchor: 'middle' }),
    print(`编号：${certificateNumber}`, { x: right, y: 90, size: 30, anchor: 'end' }),
    ...blocks,
    print('登记栏', { x: middle, y: 1110, size: 40, weight: 'medium', anchor: 'middle' }),
    `<rect x="${left}" y="1140" width="${right - left}" height="680" fill="none" stroke="#444" stroke-width="3"/>`,
    ...entries.map((entry, at) => {
      const y = 1230 + at * 250;
      return print(entry, { x: left + 30, y, size: 36, fit: right - left - 60 }) + print(`登记机关：${office}`, { x: left + 30, y: y + 70, size: 34 }) + roundSeal('示范市公安局交警支队', { x: 1180, y: y + 130, radius: 84 });
    }),
    specimen(width - 120, height - 40, 26),
  ]);
}

/** The three rows about the owner; transfers say so in their first label. */
function summary(y: number, owner: string, on: string, plate: string, transfer = false): string {
  const high = 78;
  return [
    `<rect x="${left}" y="${y}" width="${right - left}" height="${3 * high}" fill="none" stroke="#444" stroke-width="3"/>`,
    line(left, y + high, right, y + high) + line(left, y + 2 * high, right, y + 2 * high) + line(middle + 20, y + high, middle + 20, y + 2 * high),
    cell('1.机动车所有人/身份证明名称/号码', owner, left, y + 51, right - left),
    cell('2.登记机关', on ? office : '', left, y + high + 51, middle - left + 20) + cell(transfer ? '3.转移登记日期' : '3.登记日期', on, middle + 20, y + high + 51, right - middle),
    cell('4.机动车登记编号', plate, left, y + 2 * high + 51, right - left),
  ].join('');
}

const kindOfNumber = (number: string) => (/^\d{17}[\dX]$/.test(number) ? '居民身份证' : '统一社会信用代码');

function splitModel(model: string): [string, string] {
  const at = model.indexOf('牌');
  return at < 0 ? ['', model] : [model.slice(0, at + 1), model.slice(at + 1)];
}

function monthsBefore(day: string, months: number): string {
  const date = new Date(`${day || '2020-01-01'}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.toISOString().slice(0, 10);
}
