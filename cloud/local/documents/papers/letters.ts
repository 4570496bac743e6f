import { print, printLines } from '../print';
import { randomOf } from '../random';
import { inChinese, paper, type PaperValues, roundSeal, type Sheet, sheetOf, specimen } from '../sheet';

const [width, height] = [1240, 1754];
const isPerson = (number: string) => /^\d{17}[\dX]$/.test(number);

/** 委托书, of a person with a signature or of a unit with its seal (`seal: 'yes'`). */
export function authorityLetter(values: PaperValues, seed: string): Sheet {
  const { principal = '', principalNumber = '', delegate = '', delegateIdNumber = '', plate = '', vin = '', issuedOn = '', validUntil = '', seal } = values;
  const random = randomOf(seed);
  const unit = !isPerson(principalNumber);
  const text = `    兹委托上述受托人全权代表${unit ? '我单位' : '本人'}办理号牌号码为${plate}、车辆识别代号为${vin}的机动车转移登记手续，受托人在办理过程中签署的有关文件，${unit ? '我单位' : '本人'}均予以认可，并承担相应的法律责任。`;
  const body = (text: string, y: number) => print(text, { x: 130, y, size: 36, fit: width - 230 });
  return sheetOf('authority_letter', width, height, [
    paper(width, height, random.pick(['#fdfdfb', '#f9f9f6', '#fafbfc'])),
    print('授权委托书', { x: width / 2, y: 200, size: 68, weight: 'bold', anchor: 'middle', spacing: 0.1 }),
    body(`委托人：${principal}`, 340),
    body(`${unit ? '统一社会信用代码' : '身份证号'}：${principalNumber}`, 415),
    body(`受托人：${delegate}`, 490),
    body(`身份证号：${delegateIdNumber}`, 565),
    printLines(text, width - 260, 74, { x: 130, y: 690, size: 36 }),
    body(`委托期限：自签发之日起至${inChinese(validUntil)}止。`, 1140),
    print(`委托人（${unit ? '盖章' : '签字'}）：${unit ? principal : ''}`, { x: 480, y: 1320, size: 36, fit: 660 }),
    unit ? '' : `<g transform="rotate(-4 900 1320)">${print(principal, { x: 800, y: 1325, size: 52, weight: 'light', fill: '#1d2440' })}</g>`,
    print(`日期：${inChinese(issuedOn)}`, { x: 640, y: 1420, size: 36 }),
    seal === 'yes' ? roundSeal(unit ? principal : '样板专用章', { x: 860, y: 1340, radius: 150 }) : '',
    specimen(width - 130, height - 60, 26),
  ]);
}

/** 抵押权人同意书: only people read it. */
export function mortgageeConsent({ plate = '', vin = '', issuedOn = '' }: PaperValues, seed: string): Sheet {
  const text = `    我行为号牌号码${plate}、车辆识别代号${vin}的机动车之抵押权人，现同意抵押人将该机动车转让给买受人，并协助办理转移登记。`;
  return sheetOf('consent', width, height, [
    paper(width, height, randomOf(seed).pick(['#fdfdfb', '#f9f9f6'])),
    print('抵押权人同意书', { x: width / 2, y: 220, size: 64, weight: 'bold', anchor: 'middle' }),
    printLines(text, width - 260, 78, { x: 130, y: 420, size: 38 }),
    print('抵押权人（盖章）：样板银行示范支行', { x: 420, y: 1020, size: 36 }),
    print(inChinese(issuedOn), { x: 700, y: 1110, size: 36 }),
    roundSeal('样板银行示范支行', { x: 860, y: 1040, radius: 140 }),
    specimen(width - 130, height - 60, 26),
  ]);
}

/** 营业执照（副本）. */
export function businessLicence(values: PaperValues, seed: string): Sheet {
  const { unitName = '', creditCode = '', legalRepresentative = '', address = '', validFrom = '', validUntil = '', issuedOn = '' } = values;
  const random = randomOf(seed);
  const until = validUntil === 'long' ? '长期' : inChinese(validUntil);
  const rows: [string, string][] = [
    ['名        称', unitName], ['类        型', '有限责任公司'], ['法定代表人', legalRepresentative],
    ['经营范围', '二手车经销；机动车信息咨询；样本数据展示服务'], ['注册资本', `${random.pick(['壹佰', '贰佰', '伍佰'])}万元整`],
    ['成立日期', inChinese(validFrom)], ['营业期限', `${inChinese(validFrom)}至${until}`], ['住        所', address],
  ]; // prettier-ignore
  return sheetOf('business_licence', width, height, [
    paper(width, height, '#f7f3e6'),
    `<rect x="45" y="45" width="${width - 90}" height="${height - 90}" fill="none" stroke="#b9924a" stroke-width="14"/><rect x="70" y="70" width="${width - 140}" height="${height - 140}" fill="none" stroke="#cfae6c" stroke-width="4"/>`,
    `<g fill="none" stroke="#c43a30" stroke-width="12"><circle cx="${width / 2}" cy="190" r="76"/><circle cx="${width / 2}" cy="190" r="40"/></g>`,
    print('营业执照', { x: width / 2, y: 395, size: 108, weight: 'bold', anchor: 'middle', spacing: 0.2 }),
    print('（副  本）', { x: width / 2, y: 465, size: 40, anchor: 'middle' }),
    print('统一社会信用代码', { x: 140, y: 545, size: 34, weight: 'medium' }) + print(creditCode, { x: 140, y: 605, size: 42, weight: 'medium' }),
    ...rows.map(([text, value], at) => print(text, { x: 140, y: 715 + at * 92, size: 34, weight: 'medium' }) + print(value, { x: 350, y: 715 + at * 92, size: 38, fit: width - 480 })),
    print('登记机关', { x: 640, y: 1500, size: 34, weight: 'medium' }) + print(inChinese(issuedOn), { x: 640, y: 1580, size: 36 }),
    roundSeal('示范市市场监督管理局', { x: 930, y: 1500, radius: 130 }),
    qr(random, 140, 1460, 170),
    specimen(width - 170, height - 90, 24),
  ]);
}

/** Looks like a code, says nothing. */
function qr(random: ReturnType<typeof randomOf>, x: number, y: number, side: number): string {
  const cell = side / 25;
  const squares: string[] = [];
  for (let at = 0; at < 625; at++) if (random.chance(0.48)) squares.push(`<rect x="${(x + (at % 25) * cell).toFixed(1)}" y="${(y + Math.floor(at / 25) * cell).toFixed(1)}" width="${cell}" height="${cell}"/>`);
  return `<g fill="#222">${squares.join('')}</g>`;
}
