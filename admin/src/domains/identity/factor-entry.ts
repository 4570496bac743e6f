/** The two kinds of second factor that are typed. */
export type FactorKind = 'totp' | 'recoveryCode';

/** What is typed into a field for a second factor, without what does not belong there. */
export function normalizeFactor(kind: FactorKind, entry: string): string {
  const plain = entry.normalize('NFKC');
  return kind === 'totp' ? plain.replace(/\D/g, '').slice(0, 6) : plain.toUpperCase().replace(/[^0-9A-Z-]/g, '').slice(0, 14);
}

/** What is missing of a second factor before the server need be asked. */
export function factorProblem(kind: FactorKind, entry: string): string | undefined {
  if (kind === 'totp') return /^\d{6}$/.test(entry) ? undefined : '动态码是6位数字，请看手机上的验证器';
  return entry.replaceAll('-', '').length === 12 ? undefined : '恢复码是12位字母数字，例如 ABCD-EFGH-JKLM';
}
