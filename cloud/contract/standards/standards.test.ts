import { creditCodeProblem, idNumberProblem, isAcceptableCreditCode, isAcceptableVin, normalizePlate, plateKind, vinProblem } from '.';

/** Vectors of domain.md 2.3. */
describe('车架号 (GB 16735)', () => {
  it.each(['1M8GDM9AXKP042788', 'LSGPC52U6AF102554'])('takes %s', (vin) => expect(vinProblem(vin)).toBeUndefined());
  it('refuses a Chinese VIN whose check digit is wrong', () => {
    expect(vinProblem('LFVBA748733010833')).toBe('check_digit');
    expect(isAcceptableVin('LFVBA748733010833')).toBe(false);
  });
  it('lets a foreign VIN with a wrong check digit pass, for European makers carry none', () => expect(isAcceptableVin('WVWZZZ1JZ3W386752')).toBe(true));
  it('refuses one sign repeated, though its check digit is right', () => expect(vinProblem('11111111111111111')).toBe('repeated'));
  it.each(['LSGPC52U6AF10255', 'LSGPC52U6AF1025540'])('refuses %s for its length', (vin) => expect(vinProblem(vin)).toBe('length'));
  it.each(['I', 'O', 'Q'])('knows no letter %s', (letter) => expect(vinProblem(`LSGPC52U6AF10255${letter}`)).toBe('character'));
});

describe('公民身份号码 (GB 11643)', () => {
  it.each(['11010519491231002X', '330203199001010014', '330206199202290031'])('takes %s', (number) => expect(idNumberProblem(number)).toBeUndefined());
  it('refuses a changed check character', () => expect(idNumberProblem('110105194912310021')).toBe('check_digit'));
  it('refuses the 29th of February of a common year', () => expect(idNumberProblem('330206199102290031')).toBe('birth_date'));
  it('refuses a province that does not exist', () => expect(idNumberProblem('990203199001010014')).toBe('region'));
  it('refuses a letter in the middle', () => expect(idNumberProblem('3302031990010100X4')).toBe('character'));
});

describe('统一社会信用代码 (GB 32100)', () => {
  it.each(['91350100M000100Y43', '91110000101623741K', '91210106MA0TURHE35', '91330200MA2AB10670'])('takes %s', (code) => expect(creditCodeProblem(code)).toBeUndefined());
  it('warns of an old code whose check digit fails, and leaves it to the counter', () => {
    expect(creditCodeProblem('91350211M0000XUF46')).toBe('check_digit');
    expect(isAcceptableCreditCode('91350211M0000XUF46')).toBe(true);
  });
  it.each(['I', 'O', 'S', 'V', 'Z'])('knows no letter %s', (letter) => expect(creditCodeProblem(`9133020${letter}MA2AB1067`.padEnd(18, '0'))).toBe('character'));
});

describe('号牌 (GA 36-2018)', () => {
  it.each([['浙B12345', 'ordinary'], ['浙B1234挂', 'ordinary'], ['浙BD12345', 'new_energy_small'], ['浙BDA1234', 'new_energy_small'], ['浙BF12345', 'new_energy_small'], ['浙B12345D', 'new_energy_large']])('takes %s as %s', (plate, kind) => {
    expect(plateKind(plate)).toBe(kind);
  });
  it.each(['浙BI1234', '浙B1234I', '浙B123456', '浙BL12345', '浙BDO1234'])('refuses %s', (plate) => expect(plateKind(plate)).toBeUndefined());
  it('reads a plate as it stands on the metal', () => expect(normalizePlate('浙b·1 2345')).toBe('浙B12345'));
});
