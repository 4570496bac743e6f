import { draftOf, draftOfNextCar, emptyDraft, emptyParty, fieldsOf, inputOf, partyWithoutCard, titleOfParty, withCard, type DealDraft } from './deal-draft';
import { hintsOf, nextUnfinished, problemsAtEnd, problemsWhileTyping } from './deal-problems';

const filled = (change: Partial<DealDraft> = {}): DealDraft => ({
  ...emptyDraft('浙B'),
  plate: '浙b·12345',
  vin: 'lsgpc52u6af102554 ',
  parties: [
    { ...emptyParty('seller'), name: ' 卖方甲', idNumber: '330203199001010014' },
    { ...emptyParty('buyer'), name: '买方乙', idNumber: '11010519491231002x' },
  ],
  ...change,
});
const unit = { ...emptyParty('seller'), kind: 'unit' as const, name: '样板贸易有限公司', creditCode: '91330200MA2AB10670', delegateName: '经办丙', delegateIdNumber: '330206199202290031' };

describe('what is entered of a deal', () => {
  it('goes to the server as the register writes it, and comes back into the form', () => {
    const input = inputOf(filled());
    expect(input).toEqual({
      business: 'city_transfer',
      vin: 'LSGPC52U6AF102554',
      plate: '浙B12345',
      mortgaged: false,
      parties: [
        { side: 'seller', kind: 'person', attendance: 'present', name: '卖方甲', idNumber: '330203199001010014' },
        { side: 'buyer', kind: 'person', attendance: 'present', name: '买方乙', idNumber: '11010519491231002X' },
      ],
    });
    expect(inputOf(draftOf(input))).toEqual(input);
    const ofUnit = inputOf(filled({ parties: [unit, filled().parties[1]!] }));
    expect(ofUnit.parties[0]).toMatchObject({ kind: 'unit', creditCode: '91330200MA2AB10670', delegateName: '经办丙' });
    expect(inputOf(draftOf(ofUnit))).toEqual(ofUnit);
  });

  it('keeps the seller and nothing of the car for the next car of a batch', () => {
    const next = draftOfNextCar(inputOf(filled({ business: 'moved_out', mortgaged: true })), '浙B');
    expect(next).toMatchObject({ business: 'moved_out', plate: '浙B', vin: '', mortgaged: false });
    expect(next.parties.map(({ side, name }) => [side, name])).toEqual([['seller', '卖方甲'], ['buyer', '']]);
  });

  it('takes an ID card for the party in focus, or for the first who has none', () => {
    const card = { name: '买方乙', idNumber: '11010519491231002X' };
    const draft = { ...emptyDraft('浙B'), parties: [unit, emptyParty('buyer')] };
    expect(partyWithoutCard(draft)).toBe(1);
    expect(withCard(draft, 1, card).parties[1]).toMatchObject(card);
    expect(withCard(draft, 0, card).parties[0]).toMatchObject({ name: '样板贸易有限公司', delegateName: '买方乙', delegateIdNumber: card.idNumber });
  });

  it('names the parties where a side has several', () => {
    const parties = [emptyParty('seller'), emptyParty('seller'), emptyParty('buyer')];
    expect(parties.map((_, at) => titleOfParty(parties, at))).toEqual(['卖方', '卖方2', '买方']);
  });
});

describe('the way through the form', () => {
  const next = (draft: DealDraft, field: string) => nextUnfinished(fieldsOf(draft, true), field, problemsAtEnd(draft, false));

  it('goes from field to field, passing what a card or the batch has filled', () => {
    const empty = emptyDraft('浙B');
    expect(fieldsOf(empty, true)).toEqual(['certificate', 'plate', 'vin', 'parties.0.name', 'parties.0.idNumber', 'parties.1.name', 'parties.1.idNumber']);
    expect(next(empty, 'certificate')).toBe('plate');
    const withSeller = filled({ parties: [filled().parties[0]!, emptyParty('buyer')] });
    expect(next(withSeller, 'vin')).toBe('parties.1.name');
    expect(next(filled(), 'vin')).toBeUndefined();
    expect(fieldsOf({ parties: [unit] }, false)).toEqual(['plate', 'vin', 'parties.0.name', 'parties.0.creditCode', 'parties.0.delegateName', 'parties.0.delegateIdNumber']);
  });
});

describe('what is wrong with it', () => {
  it('is said while it is typed, but not of a beginning', () => {
    expect(problemsWhileTyping(emptyDraft('浙B'), false)).toEqual({});
    expect(problemsWhileTyping(filled({ vin: 'LSGPC52U6AF10255' }), false)).toEqual({});
    expect(problemsWhileTyping(filled({ vin: 'LFVBA748733010833' }), false).vin).toContain('校验码');
    expect(problemsWhileTyping(filled({ vin: 'LSGPC5OU' }), false).vin).toContain('没有字母 I、O、Q');
    expect(problemsWhileTyping(filled({ plate: '浙BI1234' }), false).plate).toContain('车牌号不对');
    const wrong = { ...filled().parties[0]!, idNumber: '330203199001010013' };
    expect(problemsWhileTyping(filled({ parties: [wrong, filled().parties[1]!] }), false)['parties.0.idNumber']).toContain('对不上');
  });

  it('names every field that is missing, and whose', () => {
    const problems = problemsAtEnd(emptyDraft('浙B'), false);
    expect(Object.keys(problems)).toEqual(['plate', 'vin', 'parties.0.name', 'parties.0.idNumber', 'parties.1.name', 'parties.1.idNumber']);
    expect(problems['parties.1.name']).toBe('请填写买方的姓名。');
    expect(problemsAtEnd(filled(), false)).toEqual({});
    expect(problemsAtEnd(filled({ parties: [{ ...unit, creditCode: '913' }, filled().parties[1]!] }), false)).toEqual({ 'parties.0.creditCode': '请填写18位统一社会信用代码。' });
  });

  it('keeps one agent from acting for both sides where the market does not allow it', () => {
    const parties = filled().parties.map((party) => ({ ...party, attendance: 'agent' as const }));
    expect(problemsAtEnd(filled({ parties }), false)['parties.1.attendance']).toContain('不允许同一代理人');
    expect(problemsAtEnd(filled({ parties }), true)).toEqual({});
  });

  it('gives a hint where it may still be right', () => {
    const twice = filled({ vin: 'WDDHF5KB0AA099999', parties: [filled().parties[0]!, { ...filled().parties[0]!, side: 'buyer' }] });
    expect(hintsOf(twice)).toMatchObject({ vin: expect.stringContaining('校验'), 'parties.1.idNumber': '与卖方是同一个身份证号，请核对。' });
    expect(hintsOf(filled({ vin: 'LSG' })).vin).toBe('还差14位');
    expect(hintsOf(filled()).vin).toBe('✓ 校验码正确');
  });
});
