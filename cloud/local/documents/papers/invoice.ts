import { moneyInWords } from '../money-words';
import { print } from '../print';
import { randomOf } from '../random';
import { line, paper, type PaperValues, roundSeal, type Sheet, sheetOf, specimen } from '../sheet';

const [width, height] = [1920, 1210];
const [left, right, top, high] = [62, width - 58, 225, 80];
const brown = '#8a3b20';
const blue = '#26266f';

/** 二手车销售统一发票. `totalInWords` follows the figures unless it is given. */
export function usedCarInvoice(values: PaperValues, seed: string): Sheet {
  const random = randomOf(seed);
  const { invoiceCode = '', invoiceNumber = '', issuedOn = '', plate = '', certificateNumber = '', vehicleType = '', vin = '', model = '', destinationOffice = '', marketName = '', totalInFigures = '0' } = values;
  const words = values.totalInWords ?? moneyInWords(totalInFigures);
  const taxNumber = `91330203MADEM${random.text('0123456789', 5)}`;
  const rows: [string, string, number][][] = [
    [['买方单位/个人', values.buyerName ?? '', left], ['单位代码/身份证号码', values.buyerNumber ?? '', 760]],
    [['买方单位/个人住址', address(random), left], ['电话', phone(random), 1160]],
    [['卖方单位/个人', values.sellerName ?? '', left], ['单位代码/身份证号码', values.sellerNumber ?? '', 760]],
    [['卖方单位/个人住址', address(random), left], ['电话', phone(random), 1160]],
    [['车牌照号', plate, left], ['登记证号', certificateNumber, 560], ['车辆类型', vehicleType, 1160]],
    [['车架号/车辆识别代码', vin, left], ['厂牌型号', model, 1000]],
    [['转入地车辆管理所名称', destinationOffice, left], ['特定要素', values.direction === 'reverse' ? '反向开具' : '', 1160]],
    [['车价合计（大写）', words, left], ['小写', `¥${totalInFigures}`, 1160]],
    [['经营、拍卖单位', '', left], ['纳税人识别号', '', 860]],
    [['二手车市场', marketName, left], ['纳税人识别号', taxNumber, 960]],
  ]; // prettier-ignore
  return sheetOf('used_car_invoice', width, height, [
    paper(width, height, '#fbfaf4'),
    print('二手车销售统一发票', { x: 960, y: 112, size: 72, weight: 'bold', fill: brown, anchor: 'middle' }),
    print('发 票 联', { x: 960, y: 172, size: 40, weight: 'medium', fill: brown, anchor: 'middle' }),
    print(`发票代码 ${invoiceCode}`, { x: 1390, y: 110, size: 36, fill: brown }) + print(`发票号码 ${invoiceNumber}`, { x: 1390, y: 165, size: 36, fill: brown }),
    print('开票日期', { x: left + 10, y: 190, size: 32, fill: brown }) + print(issuedOn, { x: 230, y: 188, size: 34, fill: blue }),
    `<rect x="${left}" y="${top}" width="${right - left}" height="${high * rows.length}" fill="none" stroke="${brown}" stroke-width="4"/>`,
    ...rows.map((cells, row) => {
      const y = top + row * high;
      const texts = cells.map(([text, value, x], at) => {
        const start = x + 14 + text.length * 31 + 24;
        return print(text, { x: x + 14, y: y + 52, size: 31, fill: brown }) + print(value, { x: start, y: y + 51, size: 36, fill: blue, fit: (cells[at + 1]?.[2] ?? right) - start - 16 });
      });
      return (row ? line(left, y, right, y, brown, 2) : '') + texts.join('');
    }),
    print('开票人：票样员', { x: left + 10, y: 1095, size: 32, fill: brown }) + print('开票单位（盖章）', { x: 1080, y: 1100, size: 32, fill: brown }),
    roundSeal('样板二手车市场发票专用章', { x: 1480, y: 1020, radius: 130 }),
    specimen(width - 140, height - 36, 26),
  ]);
}

const address = (random: ReturnType<typeof randomOf>) => `示范市样板区${random.pick(['模范', '虚构', '演练', '试点'])}路${random.integer(1, 300)}号`;
const phone = (random: ReturnType<typeof randomOf>) => `1990000${random.text('0123456789', 4)}`;
