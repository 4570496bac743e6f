import { type Block, card, colours, inner, innerWidth, page, wrap, write, writeLines } from './look';

/** 编者按, on a ground of its own. */
export function editorsNote(note: string, y: number): Block {
  const how = { size: 36 } as const;
  const lines = wrap(note, innerWidth, how);
  const height = 122 + lines.length * 58 + 26;
  return {
    height,
    svg: `${card(y, height, colours.note)}${write('编者按', { x: inner.left, y: y + 78, size: 40, weight: 'bold', fill: colours.accent })}${writeLines(lines, y + 112, 58, { ...how, x: inner.left, fill: colours.ink })}`,
  };
}

/** 数据说明: what the checker says of the figures. */
export function remarks(sentences: string[], y: number): Block {
  const how = { size: 32 } as const;
  const paragraphs = sentences.map((sentence) => wrap(sentence, innerWidth - 34, how));
  let pen = y + 112;
  const drawn = paragraphs.map((lines) => {
    const svg = `<circle cx="${inner.left + 8}" cy="${pen + 18}" r="6" fill="${colours.accent}"/>${writeLines(lines, pen, 50, { ...how, x: inner.left + 34, fill: colours.faint })}`;
    pen += lines.length * 50 + 14;
    return svg;
  });
  const height = pen - y + 24;
  return { height, svg: `${card(y, height)}${write('数据说明', { x: inner.left, y: y + 78, size: 40, weight: 'bold', fill: colours.ink })}${drawn.join('')}` };
}

/** Where the figures are from, and where there are more of them. */
export function foot(source: string, y: number): Block {
  const how = { size: 30 } as const;
  const lines = [...wrap(`数据来源：${source}。`, page.width - 2 * 64, how), '宁波市二手车流通协会编发', '更多数据见小程序“甬车”的月度通报'];
  return { height: lines.length * 48 + 60, svg: writeLines(lines, y + 20, 48, { ...how, x: 64, fill: colours.faint }) };
}
