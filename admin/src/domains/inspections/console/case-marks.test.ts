import { changeMark, type CaseMarks, keyedCodes, marksOf, menuCodes, missingNote, mostMarks, problemOf, toggleMark } from './case-marks';

const mark = (imageId: string | null, code: 'R02' | 'R09' | 'R13', note = '') => ({ imageId, slot: null, code, violation: null, note });
const picture = (imageId: string) => ({ imageId, slot: null });
const deal = { imageId: null, slot: null };

describe('the marks of a case', () => {
  it('come and go with the same key, several of one picture beside each other', () => {
    const once = toggleMark([], { ...picture('a'), code: 'R02' });
    const twice = toggleMark(once, { ...picture('a'), code: 'R09', note: '车架号差一位' });
    expect(twice).toEqual([mark('a', 'R02'), mark('a', 'R09', '车架号差一位')]);
    expect(toggleMark(twice, { ...picture('a'), code: 'R02' })).toEqual([mark('a', 'R09', '车架号差一位')]);
    expect(marksOf(toggleMark(twice, { ...deal, code: 'R09' }), deal)).toEqual([mark(null, 'R09')]);
  });

  it('tell a photo that was never taken from the deal itself', () => {
    const missing = { imageId: null, slot: 'P05' };
    const marks = toggleMark(toggleMark([], { ...missing, code: 'R01' }), { ...deal, code: 'R01' });
    expect([marksOf(marks, missing), marksOf(marks, deal)].map((found) => found.length)).toEqual([1, 1]);
    expect(toggleMark(marks, { ...missing, code: 'R01' })).toEqual([{ ...deal, code: 'R01', violation: null, note: '' }]);
  });

  it('are no more than one decision can carry', () => {
    const full: CaseMarks = Array.from({ length: mostMarks }, (_, at) => mark(`${at}`, 'R02'));
    expect(toggleMark(full, { ...picture('one more'), code: 'R02' })).toBe(full);
    expect(toggleMark(full, { ...picture('0'), code: 'R02' })).toHaveLength(mostMarks - 1);
  });

  it('ask for the reason of 其他', () => {
    const marks = [mark('a', 'R02'), mark('b', 'R13', '  ')];
    expect(missingNote(marks)).toBe(marks[1]);
    expect(missingNote(changeMark(marks, marks[1]!, { note: '拍的是另一辆车' }))).toBeUndefined();
  });

  it('become the decision that is sent', () => {
    const marks = changeMark([mark('a', 'R09', ' 车架号差一位 '), mark(null, 'R02')], mark('a', 'R09'), { violation: 'D05' });
    expect(problemOf(marks, 12.5)).toEqual({
      verdict: 'problem',
      seconds: 12.5,
      marks: [
        { imageId: 'a', slot: null, code: 'R09', violation: 'D05', note: '车架号差一位' },
        { imageId: null, slot: null, code: 'R02', violation: null },
      ],
    });
  });

  it('have a key or a place in the menu for every code', () => {
    expect([...keyedCodes, ...menuCodes]).toHaveLength(13);
    expect(menuCodes).toEqual(['R10', 'R11', 'R12', 'R13']);
  });
});
