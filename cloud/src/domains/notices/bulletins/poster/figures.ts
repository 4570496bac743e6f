import type { BulletinContent } from '@yongche/contract/bulletins';
import { printedWidth } from '../../../../print';
import { grouped } from '../../../statistics/figures';
import { type Block, card, colours, growthMark, growthWidth, inner, innerWidth, page, write } from './look';

type Figure = BulletinContent['figures'][number];

/** The figure that the bulletin is about, as large as it can be. */
export function headline({ name, value, unit, growth }: Figure, y: number): Block {
  const height = 322;
  const text = grouped(value);
  const room = innerWidth - 18 - printedWidth(unit, { size: 40 });
  const size = printedWidth(text, { size: 128, weight: 'bold' }) > room ? 96 : 128;
  const width = Math.min(room, printedWidth(text, { size, weight: 'bold' }));
  const pill = growth ? growthWidth(growth, 42) + 138 : 330;
  return {
    height,
    svg: [
      card(y, height),
      write(name, { x: inner.left, y: y + 82, size: 42, weight: 'medium', fill: colours.faint, fit: innerWidth }),
      write(text, { x: inner.left - 4, y: y + 202, size, weight: 'bold', fill: colours.deep, fit: room }),
      write(unit, { x: inner.left + width + 18, y: y + 202, size: 40, fill: colours.faint }),
      growth === null
        ? write('暂无可比的上年同期数', { x: inner.left, y: y + 276, size: 34, fill: colours.faint })
        : `${write('同比', { x: inner.left, y: y + 278, size: 36, fill: colours.faint })}${growthMark(growth, { x: inner.left + pill - 30, y: y + 278, size: 42, fit: innerWidth - 108 })}`,
    ].join(''),
  };
}

const tile = { height: 214, gap: 24, padding: 32 };

/** The other figures, two beside each other. */
export function tiles(figures: Figure[], y: number): Block {
  const width = (page.width - 2 * page.margin - tile.gap) / 2;
  const rows = Math.ceil(figures.length / 2);
  const drawn = figures.map(({ name, value, unit, growth }, at) => {
    const isAlone = figures.length % 2 === 1 && at === figures.length - 1;
    const [left, top] = [page.margin + (at % 2) * (width + tile.gap), y + Math.floor(at / 2) * (tile.height + tile.gap)];
    const whole = isAlone ? page.width - 2 * page.margin : width;
    const text = grouped(value);
    const inside = whole - 2 * tile.padding;
    const room = inside - 10 - printedWidth(unit, { size: 30 });
    const size = printedWidth(text, { size: 66, weight: 'bold' }) > room ? 54 : 66;
    const x = left + tile.padding;
    return [
      `<rect x="${left}" y="${top}" width="${whole}" height="${tile.height}" rx="24" fill="${colours.card}"/>`,
      write(name, { x, y: top + 56, size: 34, weight: 'medium', fill: colours.faint, fit: inside }),
      write(text, { x, y: top + 126, size, weight: 'bold', fill: colours.ink, fit: room }),
      write(unit, { x: x + Math.min(room, printedWidth(text, { size, weight: 'bold' })) + 10, y: top + 126, size: 30, fill: colours.faint }),
      growth === null
        ? write('暂无可比的上年同期数', { x, y: top + 182, size: 28, fill: colours.faint })
        : `${write('同比', { x, y: top + 182, size: 30, fill: colours.faint })}${growthMark(growth, { x: x + 74 + (growth === 0 ? 64 : growthWidth(growth, 32)), y: top + 182, size: 32, fit: inside - 74 })}`,
    ].join('');
  });
  return { height: rows * tile.height + (rows - 1) * tile.gap, svg: drawn.join('') };
}
