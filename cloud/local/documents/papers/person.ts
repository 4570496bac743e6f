import { print } from '../print';
import { type Random, randomOf } from '../random';
import { type Sheet, sheetOf } from '../sheet';

/** A drawn person at a counter, in place of a photograph of one. */
export function personAtCounter(seed: string): Sheet {
  const random = randomOf(seed);
  const [width, height] = [1200, 1600];
  const x = random.integer(480, 720);
  const skin = random.pick(['#e8c3a0', '#d9ae8a', '#f0d0b4']);
  const coat = random.pick(['#3d5a80', '#6b4f3a', '#48604a', '#7a3540', '#39424e', '#b3a58a']);
  const head = random.integer(430, 560);
  const size = random.integer(140, 175);
  const shelves = Array.from({ length: random.integer(6, 12) }, () => {
    const [left, top] = [random.integer(-40, width - 100), random.integer(40, 900)];
    return `<rect x="${left}" y="${top}" width="${random.integer(80, 360)}" height="${random.integer(60, 300)}" fill="${random.pick(['#c9c2b2', '#aeb8bd', '#d8d5cc', '#9fa79b', '#b7a99a'])}" stroke="#8c8c86" stroke-width="3"/>`;
  });
  const [notice, noticeTop] = [random.pick([70, 840]), random.integer(90, 260)];
  const lines = ['二手车交易办理须知', '一、买卖双方本人到场', '二、出示身份证件原件', '三、核对车辆与证件', '四、签字前看清金额', `窗口 ${random.integer(1, 12)} 号 样本`];
  return sheetOf('person', width, height, [
    `<rect width="${width}" height="${height}" fill="${random.pick(['#dcd9d0', '#cfd6d8', '#e2ddd2', '#c8cdc4'])}"/>`,
    ...shelves,
    `<rect x="${notice}" y="${noticeTop}" width="290" height="330" fill="#fbfbf6" stroke="#555" stroke-width="4"/>`,
    ...lines.map((text, at) => print(text, { x: notice + 18, y: noticeTop + 52 + at * 50, size: 25, weight: at ? 'regular' : 'bold', fit: 256 })),
    `<path d="M${x - 380} 1350 Q${x - 360} ${head + size * 1.7} ${x - 90} ${head + size * 1.35} H${x + 90} Q${x + 360} ${head + size * 1.7} ${x + 380} 1350 z" fill="${coat}"/>`,
    `<rect x="${x - 55}" y="${head + size * 0.8}" width="110" height="150" fill="${skin}"/>`,
    `<ellipse cx="${x}" cy="${head}" rx="${size * 0.86}" ry="${size * 1.12}" fill="${skin}"/>`,
    `<path d="M${x - size * 0.95} ${head} Q${x - size} ${head - size * 1.35} ${x} ${head - size * 1.3} Q${x + size} ${head - size * 1.35} ${x + size * 0.95} ${head} Q${x + size * 0.5} ${head - size * random.between(0.5, 0.9)} ${x} ${head - size * 0.7} Q${x - size * 0.6} ${head - size * 0.7} ${x - size * 0.95} ${head} z" fill="#231f1c"/>`,
    `<g fill="#2a2320"><circle cx="${x - size * 0.34}" cy="${head}" r="13"/><circle cx="${x + size * 0.34}" cy="${head}" r="13"/></g>`,
    `<path d="M${x - 34} ${head + size * 0.55} q34 ${random.integer(6, 30)} 68 0" stroke="#a05a4a" stroke-width="9" fill="none"/>`,
    ...stripes(random, x, head + size * 1.5, coat),
    `<rect y="1330" width="${width}" height="270" fill="${random.pick(['#8a6a4a', '#6d7378', '#b08e62'])}"/><rect y="1320" width="${width}" height="26" fill="#00000033"/>`,
    `<rect x="${random.integer(80, 800)}" y="1400" width="260" height="120" rx="8" fill="#f1f3ef" transform="rotate(${random.integer(-12, 12)} 600 1450)"/>`,
  ], true); // prettier-ignore
}

/** A woven coat: the eye of a camera needs something fine to be sharp on. */
function stripes(random: Random, x: number, top: number, coat: string): string[] {
  const step = random.integer(22, 40);
  const light = coat === '#b3a58a' ? '#7d715a' : '#d6d2c6';
  return Array.from({ length: Math.floor(480 / step) }, (_, at) => `<line x1="${x - 240 + at * step}" y1="${top + 60}" x2="${x - 260 + at * (step + 2)}" y2="1320" stroke="${light}" stroke-width="4"/>`);
}
