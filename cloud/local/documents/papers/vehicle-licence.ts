import { print } from '../print';
import { randomOf } from '../random';
import { line, paper, type PaperValues, type Sheet, sheetOf, specimen, squareSeal, waves } from '../sheet';

const [width, height] = [1680, 1150];
const label = '#3c5a50';

/** 行驶证主页. */
export function vehicleLicence(values: PaperValues): Sheet {
  const { plate = '', vehicleType = '', owner = '', address = '', useNature = '', model = '', vin = '', engineNumber = '', registeredOn = '', issuedOn = '' } = values;
  const field = (text: string, x: number, y: number, value: string, at: number, fit = 1000) => print(text, { x, y, size: 38, fill: label }) + print(value, { x: at, y, size: 46, fill: '#15171c', fit });
  const rows = [300, 410, 520, 630, 745, 865, 985, 1090];
  return sheetOf('vehicle_licence', width, height, [
    paper(width, height, '#f1f4ec'),
    waves(randomOf('licence'), width, height, '#bcd2b6', 20),
    print('中华人民共和国机动车行驶证', { x: width / 2, y: 130, size: 84, weight: 'bold', anchor: 'middle' }),
    print("Vehicle License of the People's Republic of China", { x: width / 2, y: 185, size: 34, weight: 'medium', anchor: 'middle' }),
    ...rows.map((y) => line(60, y - 68, width - 60, y - 68, '#7d8f83', 2)),
    field('号牌号码', 70, rows[0]!, plate, 280) + field('车辆类型', 830, rows[0]!, vehicleType, 1040, 560),
    field('所 有 人', 70, rows[1]!, owner, 280, 1300),
    field('住    址', 70, rows[2]!, address, 280, 1300),
    field('使用性质', 70, rows[3]!, useNature, 280) + field('品牌型号', 830, rows[3]!, model, 1040, 580),
    field('车辆识别代号', 560, rows[4]!, vin, 850),
    field('发动机号码', 560, rows[5]!, engineNumber, 850),
    field('注册日期', 560, rows[6]!, registeredOn, 760) + field('发证日期', 1110, rows[6]!, issuedOn, 1310),
    squareSeal('示范市公安局交警支队样板专用章', { x: 90, y: 700, side: 360 }),
    specimen(1580, 1120, 24),
  ]);
}

/** 行驶证副页: the inspection record is what the deal needs. */
export function vehicleLicenceAnnex({ plate = '', inspectionValidUntil = '', energy = '' }: PaperValues, seed: string): Sheet {
  const random = randomOf(seed);
  const [year, month] = inspectionValidUntil.split('-');
  const total = random.integer(150, 210) * 10;
  const cells: [string, string][] = [
    ['号牌号码', plate], ['档案编号', `3302${random.text('0123456789', 8)}`],
    ['核定载人数', `${random.pick([5, 5, 5, 7])}人`], ['总质量', `${total}kg`],
    ['整备质量', `${total - 420}kg`], ['核定载质量', '--'],
    ['外廓尺寸', `${random.integer(420, 490) * 10}×${random.integer(172, 190) * 10}×${random.integer(142, 170) * 10}mm`], ['准牵引总质量', '--'],
  ]; // prettier-ignore
  return sheetOf('vehicle_licence_annex', width, height, [
    paper(width, height, '#f1f4ec'),
    waves(randomOf('annex'), width, height, '#bcd2b6', 20),
    print('中华人民共和国机动车行驶证副页', { x: width / 2, y: 120, size: 66, weight: 'bold', anchor: 'middle' }),
    ...cells.map(([text, value], at) => {
      const [x, y] = [at % 2 ? 850 : 70, 240 + Math.floor(at / 2) * 112];
      return (at % 2 ? '' : line(60, y - 68, width - 60, y - 68, '#7d8f83')) + print(text, { x, y, size: 38, fill: label }) + print(value, { x: x + 260, y, size: 44, fill: '#15171c', fit: 500 });
    }),
    line(60, 630, width - 60, 630, '#7d8f83'),
    print('备    注', { x: 70, y: 700, size: 38, fill: label }) + print(energy, { x: 330, y: 700, size: 44 }),
    line(60, 760, width - 60, 760, '#7d8f83'),
    print('检验记录', { x: 70, y: 850, size: 38, fill: label }),
    print(`检验有效期至${year}年${month}月`, { x: 330, y: 850, size: 48, weight: 'medium', fill: '#1e1e66' }) + print('示范检测01', { x: 1130, y: 850, size: 42, fill: '#1e1e66' }),
    barcode(random, 330, 930, 760, 130),
    specimen(1580, 1120, 24),
  ]);
}

function barcode(random: ReturnType<typeof randomOf>, x: number, y: number, length: number, high: number): string {
  const bars: string[] = [];
  for (let at = 0; at < length; at += random.integer(7, 16)) bars.push(`<rect x="${x + at}" y="${y}" width="${random.integer(3, 8)}" height="${high}"/>`);
  return `<g fill="#222">${bars.join('')}</g>`;
}
