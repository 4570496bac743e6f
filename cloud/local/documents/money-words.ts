const digits = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿'];

/** Yuan in figures (128000.00) as an invoice writes them in words (壹拾贰万捌仟圆整). */
export function moneyInWords(yuan: string): string {
  const fen = Math.round(Number(yuan) * 100);
  const whole = wholeInWords(Math.floor(fen / 100));
  const [jiao, cent] = [Math.floor(fen / 10) % 10, fen % 10];
  if (jiao === 0 && cent === 0) return `${whole}圆整`;
  return `${whole}圆${jiao > 0 ? `${digits[jiao]}角` : '零'}${cent > 0 ? `${digits[cent]}分` : '整'}`;
}

function wholeInWords(yuan: number): string {
  if (yuan === 0) return digits[0]!;
  const parts: string[] = [];
  for (let rest = yuan, group = 0; rest > 0; rest = Math.floor(rest / 10_000), group++) {
    const four = rest % 10_000;
    if (four > 0) parts.unshift((four < 1000 && rest >= 10_000 ? '零' : '') + fourInWords(four) + groups[group]);
    else if (parts.length > 0 && !parts[0]!.startsWith('零')) parts.unshift('零');
  }
  return parts.join('');
}

function fourInWords(four: number): string {
  let words = '';
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(four / 10 ** place) % 10;
    if (digit > 0) words += digits[digit]! + places[place]!;
    else if (words && !words.endsWith('零') && four % 10 ** place > 0) words += '零';
  }
  return words;
}
