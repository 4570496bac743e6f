import { print, printLines } from '../print';
import { randomOf } from '../random';
import { dotted, paper, type PaperValues, type Sheet, sheetOf, specimen, waves } from '../sheet';

const [width, height] = [1600, 1010];
const label = '#3a7ab4';

/** 身份证人像面. The face is a drawing. */
export function idFront({ name = '', idNumber = '', address = '' }: PaperValues, seed: string): Sheet {
  const random = randomOf(seed);
  const [year, month, day] = [idNumber.slice(6, 10), String(Number(idNumber.slice(10, 12))), String(Number(idNumber.slice(12, 14)))];
  const labelled = (text: string, y: number, value: string, x = 290) => print(text, { x: 110, y, size: 42, fill: label, spacing: 0.1 }) + print(value, { x, y, size: 56, fill: '#1c1c1c', spacing: 0.05 });
  return sheetOf('id_front', width, height, [
    paper(width, height, '#eef4f8'),
    waves(randomOf('id front'), width, height, '#b7d0e4', 22),
    labelled('姓名', 150, name),
    labelled('性别', 265, Number(idNumber[16]) % 2 === 1 ? '男' : '女'),
    print('民族', { x: 440, y: 265, size: 42, fill: label }) + print('汉', { x: 570, y: 265, size: 52, fill: '#1c1c1c' }),
    print('出生', { x: 110, y: 380, size: 42, fill: label, spacing: 0.1 }),
    print(year, { x: 290, y: 380, size: 50 }) + print('年', { x: 425, y: 380, size: 40, fill: label }),
    print(month, { x: 520, y: 380, size: 50, anchor: 'middle' }) + print('月', { x: 570, y: 380, size: 40, fill: label }),
    print(day, { x: 670, y: 380, size: 50, anchor: 'middle' }) + print('日', { x: 715, y: 380, size: 40, fill: label }),
    print('住址', { x: 110, y: 495, size: 42, fill: label, spacing: 0.1 }),
    printLines(address, 640, 68, { x: 290, y: 495, size: 50, fill: '#1c1c1c' }),
    print('公民身份号码', { x: 110, y: 865, size: 42, fill: label, spacing: 0.08 }),
    print(idNumber, { x: 520, y: 868, size: 62, weight: 'medium', fill: '#111', spacing: 0.14 }),
    face(random, 1050, 130, 420),
    specimen(1490, 960, 24),
  ]);
}

/** 身份证国徽面, with a plain ring in place of the emblem. */
export function idBack({ issuedBy = '', validFrom = '', validUntil = '' }: PaperValues): Sheet {
  const until = validUntil === 'long' ? '长期' : dotted(validUntil);
  return sheetOf('id_back', width, height, [
    paper(width, height, '#f3f1ee'),
    waves(randomOf('id back'), width, height, '#d9b9ae', 22),
    `<g fill="none" stroke="#c43a30" stroke-width="16"><circle cx="250" cy="250" r="130"/><circle cx="250" cy="250" r="70"/></g>`,
    print('中华人民共和国', { x: 520, y: 245, size: 96, weight: 'medium', spacing: 0.08 }),
    print('居民身份证', { x: 530, y: 430, size: 124, weight: 'medium', spacing: 0.22 }),
    print('签发机关', { x: 330, y: 790, size: 46, weight: 'medium' }) + print(issuedBy, { x: 590, y: 790, size: 50, fit: 900 }),
    print('有效期限', { x: 330, y: 905, size: 46, weight: 'medium' }) + print(`${dotted(validFrom)}-${until}`, { x: 590, y: 905, size: 50 }),
    specimen(1490, 960, 24),
  ]);
}

function face(random: ReturnType<typeof randomOf>, x: number, y: number, size: number): string {
  const skin = random.pick(['#e8c3a0', '#d9ae8a', '#f0d0b4']);
  const clothes = random.pick(['#3b2a6b', '#20324f', '#5a2430', '#2d4a36', '#444']);
  const [middle, top] = [x + size * 0.45, y + size * random.between(0.42, 0.48)];
  const wide = size * random.between(0.19, 0.24);
  return [
    `<rect x="${x}" y="${y}" width="${size * 0.9}" height="${size * 1.15}" fill="#f7f7f5"/>`,
    `<path d="M${middle - size * 0.4} ${y + size * 1.15} q${size * 0.06} ${-size * 0.36} ${size * 0.4} ${-size * 0.38} q${size * 0.34} ${size * 0.02} ${size * 0.4} ${size * 0.38} z" fill="${clothes}"/>`,
    `<ellipse cx="${middle}" cy="${top}" rx="${wide}" ry="${size * random.between(0.27, 0.32)}" fill="${skin}"/>`,
    `<path d="M${middle - wide * 1.1} ${top - size * 0.05} q${wide * 0.1} ${-size * random.between(0.3, 0.4)} ${wide * 1.1} ${-size * 0.3} q${wide} 0 ${wide * 1.1} ${size * 0.3} q${-wide * 1.1} ${-size * random.between(0.1, 0.2)} ${-wide * 2.2} 0 z" fill="#1d1a18"/>`,
    `<g fill="#2a2320"><circle cx="${middle - wide * 0.42}" cy="${top}" r="9"/><circle cx="${middle + wide * 0.42}" cy="${top}" r="9"/></g>`,
    `<path d="M${middle - 22} ${top + size * 0.15} q22 ${random.between(4, 18)} 44 0" stroke="#a05a4a" stroke-width="6" fill="none"/>`,
  ].join('');
}
