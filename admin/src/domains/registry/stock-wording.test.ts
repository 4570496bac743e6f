import type { StockFigures } from './register';
import { countOf, endedByReasonOf, identityOf, mismatchOf, subjectHref } from './stock-wording';

/** Companies of 2019 (domain.md 6.4). */
const line = (part: Partial<StockFigures> = {}): StockFigures => ({
  subjectType: 'company',
  opening: 935,
  issued: 112,
  ended: 157,
  closing: 890,
  counted: 890,
  changed: 8,
  reissued: 0,
  endedByReason: [
    { reason: 'own_request', count: 66 },
    { reason: 'sanction', count: 0 },
    { reason: 'cleanup', count: 91 },
  ],
  ok: true,
  findings: [],
  ...part,
});

describe('the wording of the stock', () => {
  it('says the identity of the year 2019', () => {
    expect(identityOf(line())).toBe('期初 935 + 新增 112 − 注销 157 = 期末 890');
    expect(countOf(line())).toBe('名册实数 890');
    expect(mismatchOf(line())).toBeUndefined();
    expect(endedByReasonOf(line())).toBe('主体清理 91、自行申请 66');
  });

  it('says that a day was not counted', () => {
    expect(countOf(line({ counted: null }))).toBe('名册实数：该日没有清点');
  });

  it('says what does not add up', () => {
    const findings = [{ subjectId: 'c1', subjectName: '示范车行有限公司', problem: '名册在册，台账已注销' }];
    expect(mismatchOf(line({ ok: false, counted: 891, findings }))).toBe('不相符：期末与名册实数相差 1，有 1 条记录对不上');
    expect(mismatchOf(line({ ok: false, closing: 889, counted: null }))).toBe('不相符：台账推算应为 890');
    expect(mismatchOf(line({ ok: false }))).toBe('不相符，请立即核对');
  });

  it('leads to the file of a record, and for an app to its certificate', () => {
    expect(subjectHref('certificate', 'z1', 'DLZ20260001')).toBe('/register/certificates/z1');
    expect(subjectHref('app', 'a1', 'DLZ20260001')).toBe('/register/certificates?q=DLZ20260001');
  });
});
