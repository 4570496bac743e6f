import type { BulletinContent } from '@yongche/contract/bulletins';
import sharp from 'sharp';
import { breakdown } from './breakdown';
import { course } from './course';
import { headline, tiles } from './figures';
import { heading } from './heading';
import { type Block, colours, page } from './look';
import { editorsNote, foot, remarks } from './words';

const gap = 24;
const mostTiles = 6;

/**
 * 通报长图, 1080 px wide, PNG: text as outlines of Noto Sans SC, so that every machine draws the same; a bulletin drawn twice is the same
 * file. `on` is the day that stands on it.
 */
export async function drawPoster(content: BulletinContent, { edition, on }: { edition: number; on: string }): Promise<Buffer> {
  const svg = posterSvg(content, { edition, on });
  return sharp(Buffer.from(svg)).flatten({ background: colours.ground }).png({ compressionLevel: 7 }).toBuffer();
}

function posterSvg(content: BulletinContent, { edition, on }: { edition: number; on: string }): string {
  const drawn: string[] = [];
  let y = 0;
  const add = (block: (y: number) => Block) => {
    const { svg, height } = block(y);
    drawn.push(svg);
    y += height + gap;
  };
  const [first, ...others] = content.figures;
  const flow = content.courses.find(({ item }) => item === first?.item) ?? content.courses[0];

  add(() => heading({ title: content.title, edition, on }));
  y -= gap;
  if (first) add((at) => headline(first, at));
  if (others.length > 0) add((at) => tiles(others.slice(0, mostTiles), at));
  if (content.note) add((at) => editorsNote(content.note, at));
  if (flow && flow.months.filter(({ value }) => value !== null).length > 2) add((at) => course(flow, at));
  for (const one of content.breakdowns.filter(({ item, rows }) => item === first?.item && rows.length > 1)) add((at) => breakdown(one, at));
  if (content.remarks.length > 0) add((at) => remarks(content.remarks, at));
  add((at) => foot(content.source, at));
  const height = Math.ceil(y - gap);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${page.width}" height="${height}" viewBox="0 0 ${page.width} ${height}"><rect width="${page.width}" height="${height}" fill="${colours.ground}"/>${drawn.join('')}</svg>`;
}
