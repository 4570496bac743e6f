import { plateKind } from '@yongche/contract/standards';
import { print, printedWidth } from '../print';
import { type Random, randomOf } from '../random';
import { type PaperValues, type Sheet, sheetOf } from '../sheet';

/** 车架号: struck into painted metal, so that light and shade alone make the signs. */
export function vinPlate({ vin = '' }: PaperValues, seed: string): Sheet {
  const random = randomOf(seed);
  const [width, height] = [1900, 1000];
  const metal = random.pick([[122, 128, 134], [104, 112, 108], [142, 142, 138], [92, 98, 116]]);
  const shade = (by: number) => `rgb(${metal.map((value) => Math.max(0, Math.min(255, value + by))).join(',')})`;
  const [x, y, size] = [150, random.integer(500, 560), 128];
  const how = { size, weight: 'bold', spacing: 0.16, fit: width - 2 * x } as const;
  const scratches = Array.from({ length: 40 }, () => {
    const [from, down] = [random.between(0, width), random.between(0, height)];
    return `<line x1="${from}" y1="${down}" x2="${from + random.between(-160, 160)}" y2="${down + random.between(-40, 40)}" stroke="${shade(random.integer(-22, 26))}" stroke-width="${random.between(0.6, 2.4)}"/>`;
  });
  return sheetOf('vin_plate', width, height, [
    `<defs><linearGradient id="m" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${shade(26)}"/><stop offset="0.5" stop-color="${shade(0)}"/><stop offset="1" stop-color="${shade(-24)}"/></linearGradient></defs>`,
    `<rect width="${width}" height="${height}" fill="url(#m)"/>`,
    ...scratches,
    `<path d="M0 ${y + 210} Q${width / 2} ${y + random.integer(160, 260)} ${width} ${y + 220} V${height} H0 z" fill="${shade(-40)}"/>`,
    print(vin, { ...how, x: x + 4, y: y + 5, fill: shade(62) }),
    print(vin, { ...how, x: x - 2, y: y - 3, fill: shade(-72) }),
    print(vin, { ...how, x, y, fill: shade(-46) }),
  ], true); // prettier-ignore
}

/** 里程表: a lit display between two dials. */
export function odometer({ kilometres = '' }: PaperValues, seed: string): Sheet {
  const random = randomOf(seed);
  const [width, height] = [1600, 1000];
  const lit = random.pick(['#f2f6ff', '#ffe9c8', '#d8f3ff']);
  const dial = (x: number, top: number, step: number) => {
    const marks = Array.from({ length: 9 }, (_, at) => {
      const angle = Math.PI * (0.75 + (1.5 * at) / 8);
      return print(String(at * step), { x: x + 205 * Math.cos(angle), y: top + 205 * Math.sin(angle) + 14, size: 38, fill: '#dfe4ea', anchor: 'middle' });
    });
    const needle = Math.PI * random.between(0.75, 1.1);
    return `<circle cx="${x}" cy="${top}" r="285" fill="#0d0f12" stroke="#4a5058" stroke-width="10"/>${marks.join('')}<line x1="${x}" y1="${top}" x2="${x + 200 * Math.cos(needle)}" y2="${top + 200 * Math.sin(needle)}" stroke="#e2402e" stroke-width="10"/><circle cx="${x}" cy="${top}" r="26" fill="#333"/>`;
  };
  return sheetOf('odometer', width, height, [
    `<rect width="${width}" height="${height}" fill="${random.pick(['#8d8f90', '#a39a8c', '#7f868c'])}"/><rect y="860" width="${width}" height="140" fill="#5a5c5e"/><ellipse cx="${width / 2}" cy="${height / 2}" rx="760" ry="400" fill="#33373c"/>`,
    dial(350, 480, 1), dial(1250, 480, 30),
    `<rect x="650" y="560" width="300" height="210" rx="14" fill="#06080a" stroke="#2f353c" stroke-width="4"/>`,
    print('ODO', { x: 670, y: 620, size: 40, weight: 'medium', fill: lit }) + print(`${random.integer(12, 28)}°C`, { x: 930, y: 620, size: 36, fill: lit, anchor: 'end' }),
    print(`${kilometres} km`, { x: 800, y: 705, size: 62, weight: 'medium', fill: lit, anchor: 'middle', fit: 270 }),
    print('P', { x: 800, y: 755, size: 40, weight: 'bold', fill: lit, anchor: 'middle' }),
  ], true); // prettier-ignore
}

/** A car as it stands in the yard, drawn, with its number plate: from the front or the rear. */
export function carWithPlate({ plate = '' }: PaperValues, seed: string, rear: boolean): Sheet {
  const random = randomOf(seed);
  const view = randomOf(`${seed} ${rear ? 'rear' : 'front'}`);
  const [width, height] = [1800, 1350];
  const paint = random.pick(['#e9e9e6', '#1d1f23', '#7b8088', '#8d1f22', '#1f3a68', '#5b4636', '#c6cad0', '#2d4b3c']);
  const dark = '#17191c';
  const wide = random.integer(560, 660);
  const middle = width / 2 + view.integer(-60, 60);
  const [roof, hood, sill] = [height * random.between(0.24, 0.3), height * random.between(0.46, 0.52), height * 0.86];
  const cabin = wide * random.between(0.62, 0.74);
  const lamp = rear ? '#b3201c' : random.pick(['#e8f2fb', '#f7f3e2', '#dfe9f2']);
  const lampHigh = random.integer(60, 120);
  const mirrored = (shape: (side: 1 | -1) => string) => shape(-1) + shape(1);
  return sheetOf('plate', width, height, [
    yard(view, width, height),
    `<ellipse cx="${middle}" cy="${sill + 55}" rx="${wide * 1.12}" ry="60" fill="#1a1a1a" opacity="0.55"/>`,
    mirrored((side) => `<rect x="${middle + side * wide * 0.82 - 75}" y="${sill - 150}" width="150" height="220" rx="46" fill="#121314"/>`),
    `<path d="M${middle - cabin} ${hood} L${middle - cabin * 0.78} ${roof + 20} Q${middle} ${roof - 40} ${middle + cabin * 0.78} ${roof + 20} L${middle + cabin} ${hood} z" fill="${paint}"/>`,
    `<path d="M${middle - cabin * 0.88} ${hood - 12} L${middle - cabin * 0.7} ${roof + 40} Q${middle} ${roof} ${middle + cabin * 0.7} ${roof + 40} L${middle + cabin * 0.88} ${hood - 12} z" fill="#2c3a45"/>`,
    `<path d="M${middle - cabin * 0.4} ${hood - 12} L${middle - cabin * 0.2} ${roof + 26} L${middle + cabin * view.between(-0.05, 0.1)} ${roof + 22} L${middle - cabin * 0.1} ${hood - 12} z" fill="#8fa6b5" opacity="0.35"/>`,
    `<path d="M${middle - wide} ${sill} L${middle - wide * 1.02} ${hood + 130} Q${middle - wide * 0.98} ${hood + 10} ${middle - cabin} ${hood - 6} H${middle + cabin} Q${middle + wide * 0.98} ${hood + 10} ${middle + wide * 1.02} ${hood + 130} L${middle + wide} ${sill} Q${middle} ${sill + 40} ${middle - wide} ${sill} z" fill="${paint}"/>`,
    `<path d="M${middle - wide} ${hood + 130} Q${middle} ${hood + random.integer(150, 190)} ${middle + wide} ${hood + 130}" stroke="#00000055" stroke-width="6" fill="none"/>`,
    mirrored((side) => `<path d="M${middle + side * wide * 0.98} ${hood + 150} L${middle + side * wide * 0.5} ${hood + 170} L${middle + side * wide * 0.56} ${hood + 170 + lampHigh} L${middle + side * wide * 0.96} ${hood + 140 + lampHigh} z" fill="${lamp}" stroke="${dark}" stroke-width="6"/>`),
    rear ? '' : grille(random, middle, hood + 165, wide * 0.42, lampHigh + 30),
    `<path d="M${middle - wide * 0.9} ${sill - 50} H${middle + wide * 0.9} L${middle + wide * 0.8} ${sill + 8} H${middle - wide * 0.8} z" fill="${dark}"/>`,
    numberPlate(plate, middle, rear ? hood + 330 : sill - 130),
  ], true); // prettier-ignore
}

function yard(random: Random, width: number, height: number): string {
  const ground = height * random.between(0.56, 0.64);
  const wall = random.pick(['#a9b3ba', '#b9ab97', '#8f9aa0', '#c3c6c2']);
  const things = Array.from({ length: random.integer(5, 9) }, () => {
    const [x, wide, tall] = [random.between(-100, width), random.between(90, 420), random.between(140, 520)];
    const fill = random.pick(['#7c858c', '#9a8f7c', '#5d6b5a', '#c0b8a8', '#6d7680', '#4d5b68']);
    const panes = Array.from({ length: Math.floor(wide / 70) * 2 }, (_, at) => `<rect x="${x + 20 + (at >> 1) * 70}" y="${ground - tall + 30 + (at & 1) * 90}" width="40" height="60" fill="#46525c"/>`);
    return `<rect x="${x}" y="${ground - tall}" width="${wide}" height="${tall}" fill="${fill}"/>${panes.join('')}`;
  });
  const marks = Array.from({ length: 5 }, (_, at) => `<path d="M${width * (at * 0.28 - 0.1) + random.between(-40, 40)} ${height} l${random.between(-80, 80)} ${ground - height}" stroke="#d8d8cf" stroke-width="14" opacity="0.7"/>`);
  return `<rect width="${width}" height="${ground}" fill="${random.pick(['#c9d8e4', '#dfe3e4', '#aebfcb'])}"/><rect y="${ground - 240}" width="${width}" height="240" fill="${wall}"/>${things.join('')}<rect y="${ground}" width="${width}" height="${height - ground}" fill="${random.pick(['#6f7072', '#7f7b74', '#5f6468'])}"/>${marks.join('')}`;
}

function grille(random: Random, x: number, y: number, half: number, high: number): string {
  const count = random.integer(3, 6);
  const bars = Array.from({ length: count }, (_, at) => {
    const level = y + (high * (at + 1)) / (count + 1);
    return `<line x1="${x - half * 0.9}" y1="${level}" x2="${x + half * 0.9}" y2="${level}" stroke="#aeb4ba" stroke-width="6"/>`;
  });
  return `<rect x="${x - half}" y="${y}" width="${2 * half}" height="${high}" rx="${random.integer(8, 40)}" fill="#1b1d20"/>${bars.join('')}<circle cx="${x}" cy="${y + high * 0.4}" r="30" fill="#d7dbe0"/>`;
}

/** 号牌, blue, or green for new energy, 440 × 140 mm. */
function numberPlate(plate: string, middle: number, middleY: number): string {
  const green = plateKind(plate)?.startsWith('new_energy') ?? false;
  const [wide, high] = [green ? 500 : 460, 146];
  const [x, y] = [middle - wide / 2, middleY - high / 2];
  const ink = green ? '#101510' : '#f7f9fb';
  const how = { size: 80, weight: 'bold', fill: ink, spacing: 0.08 } as const;
  const start = x + 22;
  const gap = green ? 16 : 34;
  const rest = start + printedWidth(plate.slice(0, 2), how) + gap;
  return [
    green ? `<defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f4fbf5"/><stop offset="1" stop-color="#59c06a"/></linearGradient></defs>` : '',
    `<rect x="${x}" y="${y}" width="${wide}" height="${high}" rx="10" fill="${green ? 'url(#g)' : '#1a3fae'}" stroke="${ink}" stroke-width="4"/>`,
    print(plate.slice(0, 2), { ...how, x: start, y: y + 102 }),
    green ? '' : `<circle cx="${rest - gap / 2}" cy="${y + high / 2 + 2}" r="6" fill="${ink}"/>`,
    print(plate.slice(2), { ...how, x: rest, y: y + 102, fit: x + wide - 18 - rest }),
  ].join('');
}
