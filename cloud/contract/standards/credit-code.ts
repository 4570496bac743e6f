const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** What is wrong with a unified social credit code; old codes may fail the check digit, so it only warns (domain.md 2.3). */
export type CreditCodeProblem = 'length' | 'character' | 'check_digit';

/** 统一社会信用代码 by GB 32100: 18 characters without I, O, S, V, Z; C18 = (31 − Σ mod 31) mod 31. */
export function creditCodeProblem(code: string): CreditCodeProblem | undefined {
  if (code.length !== 18) return 'length';
  if ([...code].some((character) => !alphabet.includes(character))) return 'character';
  return creditCodeCheck(code.slice(0, 17)) === code[17] ? undefined : 'check_digit';
}

/** The check character that belongs to the first 17. */
export function creditCodeCheck(first17: string): string {
  const sum = [...first17].reduce((total, character, at) => total + alphabet.indexOf(character) * weights[at]!, 0);
  return alphabet[(31 - (sum % 31)) % 31]!;
}

/** Whether a deal may carry this code: the form must be right; a wrong check digit is left to the counter. */
export function isAcceptableCreditCode(code: string): boolean {
  const problem = creditCodeProblem(code);
  return problem === undefined || problem === 'check_digit';
}
