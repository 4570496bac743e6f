const alphabet = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
const values: Record<string, number> = Object.fromEntries(
  [...alphabet].map((character) => [character, transliterate(character)]),
);
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** GB 16735 table 4: digits stand for themselves, A…H 1…8, J…N 1…5, P 7, R 9, S…Z 2…9. */
function transliterate(character: string): number {
  if (/\d/.test(character)) return Number(character);
  const rows = ['ABCDEFGH', 'JKLMN', 'P', 'R', 'STUVWXYZ'];
  const starts = [1, 1, 7, 9, 2];
  const row = rows.findIndex((letters) => letters.includes(character));
  return starts[row]! + rows[row]!.indexOf(character);
}

/** What is wrong with a VIN; `check_digit` blocks only Chinese makers (domain.md 2.3). */
export type VinProblem = 'length' | 'character' | 'repeated' | 'check_digit';

/**
 * 车辆识别代号 by GB 16735 / ISO 3779: 17 characters without I, O, Q, and a check digit in place 9.
 * European makers carry none, so a wrong one blocks only where the maker's code begins with L (China).
 */
export function vinProblem(vin: string): VinProblem | undefined {
  if (vin.length !== 17) return 'length';
  if ([...vin].some((character) => !(character in values))) return 'character';
  if (new Set(vin).size === 1) return 'repeated';
  return vin[8] === vinCheck(vin) ? undefined : 'check_digit';
}

/** The check digit that belongs in place 9 of 17 characters, whatever stands there now. */
export function vinCheck(vin: string): string {
  let sum = 0;
  for (let at = 0; at < 17; at++) sum += values[vin[at]!]! * weights[at]!;
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}

/** Whether a deal may carry this VIN: a wrong check digit is refused for Chinese makers only. */
export function isAcceptableVin(vin: string): boolean {
  const problem = vinProblem(vin);
  return problem === undefined || (problem === 'check_digit' && !vin.startsWith('L'));
}
