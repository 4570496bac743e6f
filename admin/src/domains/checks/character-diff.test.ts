import { comparePieces, piecesOf } from './character-diff';

/** Differing letters in brackets. */
const marked = (value: string, other: string) => piecesOf(value, other).map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');

describe('the letters in which two values differ', () => {
  it('compares numbers of one length place by place', () => {
    expect(marked('LSVAA49J132047371', 'LSVAA49J732047311')).toBe('LSVAA49J[1]320473[7]1');
    expect(marked('330***********1234', '330***********1243')).toBe('330***********12[34]');
  });

  it('finds what was left out or put in', () => {
    expect(marked('宁波示范汽车销售有限公司', '宁波示范销售有限公司')).toBe('宁波示范[汽车]销售有限公司');
    expect(marked('甄示范', '甄示')).toBe('甄示[范]');
    expect(marked('浙B1234', '浙B12345')).toBe('浙B1234');
    expect(marked('贾样例', '买方')).toBe('[贾样例]');
  });

  it('counts letters outside of the basic plane as one', () => {
    expect(marked('𠮷A', '吉A')).toBe('[𠮷]A');
  });
});

describe('the values of one rule', () => {
  const value = (text: string | null, differs = false) => ({ value: text, differs });
  const shown = (values: ReturnType<typeof value>[]) =>
    comparePieces(values).map((pieces) => pieces?.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('') ?? null);

  it('marks only what differs from the majority, and against the value most like it', () => {
    expect(shown([value('甄**'), value('330***1234'), value('甄**'), value('330***1235', true), value(null)])).toEqual([
      '甄**',
      '330***1234',
      '甄**',
      '330***123[5]',
      null,
    ]);
  });

  it('holds two that do not agree against each other', () => {
    expect(shown([value('浙B12345', true), value('浙B12346', true)])).toEqual(['浙B1234[5]', '浙B1234[6]']);
  });

  it('marks the whole of what has nothing in common but chance', () => {
    expect(shown([value('浙B8K231'), value('辽K8ZM46', true)])).toEqual(['浙B8K231', '[辽K8ZM46]']);
  });

  it('leaves a lonely value as it is', () => {
    expect(shown([value('浙B12345', true), value(null, true)])).toEqual(['浙B12345', null]);
  });
});
