const fenPerYuan = 100;

/** Fen as yuan without a sign for the currency, `1234.50`, for a field in which it is changed. */
export function bareYuan(fen: number): string {
  const size = Math.abs(fen);
  return `${fen < 0 ? '-' : ''}${Math.trunc(size / fenPerYuan)}.${String(size % fenPerYuan).padStart(2, '0')}`;
}

/** Fen as a person reads them: ¥1,234.50; below zero −¥1,234.50. */
export function yuanOf(fen: number): string {
  const [yuan, rest] = bareYuan(Math.abs(fen)).split('.') as [string, string];
  return `${fen < 0 ? '−' : ''}¥${yuan.replace(/\B(?=(\d{3})+$)/g, ',')}.${rest}`;
}

/** Yuan as somebody wrote them, `1,234.5`, in fen; undefined where it is no sum of whole fen. Reckoned by digits, never by fractions. */
export function fenIn(text: string): number | undefined {
  const [, sign, yuan, rest = ''] = /^\s*¥?\s*(-?)(\d[\d,]*)(?:\.(\d{0,2}))?\s*$/.exec(text) ?? [];
  if (yuan === undefined) return undefined;
  const fen = Number(yuan.replaceAll(',', '')) * fenPerYuan + Number(rest.padEnd(2, '0'));
  if (!Number.isSafeInteger(fen)) return undefined;
  return sign && fen > 0 ? -fen : fen;
}
