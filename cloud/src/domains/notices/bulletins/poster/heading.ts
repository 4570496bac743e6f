import { printedWidth } from '../../../../print';
import { type Block, colours, page, wrap, write, writeLines } from './look';

/** Association, title, edition and day on the deep ground, which goes on behind the first card. */
export function heading({ title, edition, on }: { title: string; edition: number; on: string }): Block {
  const width = page.width - 2 * 64;
  const size = printedWidth(title, { size: 62, weight: 'bold' }) <= width ? 62 : 54;
  const lines = wrap(title, width, { size, weight: 'bold' });
  const height = 224 + lines.length * (size + 16);
  const [year, month, day] = on.split('-').map(Number);
  return {
    height,
    svg: [
      `<rect x="0" y="0" width="${page.width}" height="${height + 130}" fill="${colours.deep}"/>`,
      `<circle cx="${page.width - 90}" cy="40" r="230" fill="${colours.main}" opacity="0.55"/><circle cx="${page.width - 20}" cy="190" r="130" fill="${colours.soft}" opacity="0.16"/>`,
      `<rect x="64" y="72" width="10" height="36" rx="5" fill="${colours.accent}"/>`,
      write('宁波市二手车流通协会', { x: 92, y: 103, size: 36, weight: 'medium', fill: '#ffffff', spacing: 0.06 }),
      writeLines(lines, 140, size + 16, { x: 64, size, weight: 'bold', fill: '#ffffff' }),
      write(`车管所业务数据第${edition}版  ·  ${year}年${month}月${day}日编制`, { x: 64, y: 140 + lines.length * (size + 16) + 40, size: 30, fill: '#c9dcdf' }),
    ].join(''),
  };
}
