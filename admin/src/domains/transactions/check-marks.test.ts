import { decidableOf, nextAfter, picturesOf, tally, withoutReturns, type Marks } from './check-marks';
import type { Image, Slot } from './deal';

const image = (id: string, state: Image['state'] = 'accepted') => ({ id, state }) as Image;
const slot = (code: string, title: string, ...images: Image[]) => ({ code, title, images }) as Slot;
const deal = {
  slots: [
    slot('P01', '卖方身份证人像面', image('a')),
    slot('P20', '登记证书', image('b'), image('c'), image('lost', 'lost')),
    slot('P28', '里程表'),
    slot('P30', '发票', image('d', 'returned')),
  ],
};

describe('the marks of a check', () => {
  it('numbers the pictures of a type that has several, and leaves out what cannot be looked at', () => {
    expect(picturesOf(deal).map(({ title }) => title)).toEqual([
      '卖方身份证人像面',
      '登记证书（1/2）',
      '登记证书（2/2）',
      '发票',
    ]);
    expect(decidableOf(picturesOf(deal)).map(({ image }) => image.id)).toEqual(['a', 'b', 'c']);
  });

  it('counts marks of pictures in force only', () => {
    const marks: Marks = {
      a: { kind: 'checked' },
      b: { kind: 'return', code: 'R02', note: ' 反光 ' },
      replaced: { kind: 'return', code: 'R13', note: '' },
    };
    expect(tally(marks, ['a', 'b', 'c'])).toEqual({
      checked: ['a'],
      returning: [{ imageId: 'b', code: 'R02', note: '反光' }],
      open: ['c'],
      missingNote: undefined,
    });
  });

  it('names the picture whose 其他 has no reason', () => {
    expect(tally({ c: { kind: 'return', code: 'R13', note: '  ' } }, ['a', 'c']).missingNote).toBe('c');
  });

  it('keeps what was compared when the others go back to the agent', () => {
    expect(withoutReturns({ a: { kind: 'checked' }, b: { kind: 'return', code: 'R05', note: '' } })).toEqual({ a: { kind: 'checked' } });
  });

  it('goes to the next picture, and from the last to the first that is open', () => {
    const marks: Marks = { a: { kind: 'checked' }, c: { kind: 'checked' } };
    expect(nextAfter('a', ['a', 'b', 'c'], marks)).toBe('b');
    expect(nextAfter('c', ['a', 'b', 'c'], marks)).toBe('b');
    expect(nextAfter('c', ['a', 'c'], marks)).toBe('c');
  });
});
