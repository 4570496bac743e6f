import { newRemittanceCode, remittanceCodesIn } from './remittance-code';

const alphabet = '3467ACDEFGHJKMNPQRTUWXY';

describe('a remittance code', () => {
  it('has eight characters of which no two look alike, and says what it is for', () => {
    for (let time = 0; time < 500; time++) {
      expect(newRemittanceCode('due')).toMatch(/^D[3467ACDEFGHJKMNPQRTUWXY]{7}$/);
      expect(newRemittanceCode('bill')).toMatch(/^B[3467ACDEFGHJKMNPQRTUWXY]{7}$/);
    }
  });

  it('is found in a memo, whatever the payer and the bank wrote around it', () => {
    const [due, bill] = [newRemittanceCode('due'), newRemittanceCode('bill')];
    const spaced = `${due.slice(0, 4)} ${due.slice(4)}`;
    const memos = [due, due.toLowerCase(), `会费${due}`, `2026会费 ${spaced} 谢谢`, `附言:${due.slice(0, 2)}-${due.slice(2)}/转账`, [...due].join(' '), due.replace(/./g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)), `网银转账0${due}9`];
    for (const memo of memos) expect(remittanceCodesIn(memo)).toContain(due);
    expect(remittanceCodesIn(`${due}，${bill}和${due}`)).toEqual([due, bill]);
    expect(remittanceCodesIn('二手车交易服务费')).toEqual([]);
    expect(remittanceCodesIn('')).toEqual([]);
  });

  it('with one wrong character, or two that changed places, is none', () => {
    for (let time = 0; time < 200; time++) {
      const code = newRemittanceCode('bill');
      const at = 1 + (time % 7);
      for (const wrong of alphabet) if (wrong !== code[at]) expect(remittanceCodesIn(code.slice(0, at) + wrong + code.slice(at + 1))).toEqual([]);
      if (at < 7 && code[at] !== code[at + 1]) expect(remittanceCodesIn(code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2))).toEqual([]);
    }
  });
});
