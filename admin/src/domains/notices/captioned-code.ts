const side = 860;
const margin = 60;
const title = { size: 48, leading: 66 };
const hint = { size: 36, leading: 60 };

/** A 小程序码 with the bulletin's title under it, PNG: in a group or on paper, a code alone says nothing. */
export async function captionedCode(code: Blob, words: string): Promise<Blob> {
  const picture = await createImageBitmap(code);
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d')!;
  const family = getComputedStyle(document.body).fontFamily;
  const bold = `600 ${title.size}px ${family}`;
  pen.font = bold;
  const lines = linesOf(words, (line) => pen.measureText(line).width <= side);
  // A canvas forgets its font with its size.
  canvas.width = side + 2 * margin;
  canvas.height = margin + side + lines.length * title.leading + hint.leading + margin;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, margin, margin, side, side);
  pen.textAlign = 'center';
  pen.font = bold;
  pen.fillStyle = '#16292e';
  lines.forEach((line, at) => pen.fillText(line, canvas.width / 2, margin + side + (at + 1) * title.leading));
  pen.font = `${hint.size}px ${family}`;
  pen.fillStyle = '#54686e';
  pen.fillText('微信扫码，看全部数据和图表', canvas.width / 2, margin + side + lines.length * title.leading + hint.leading);
  return new Promise((resolve, reject) => canvas.toBlob((made) => (made ? resolve(made) : reject(new Error('the canvas gave no picture'))), 'image/png'));
}

/** A text in lines that fit. */
export function linesOf(text: string, fits: (line: string) => boolean): string[] {
  return [...text].reduce<string[]>((lines, character) => {
    const line = `${lines.at(-1) ?? ''}${character}`;
    return lines.length === 0 || !fits(line) ? [...lines, character] : [...lines.slice(0, -1), line];
  }, []);
}
