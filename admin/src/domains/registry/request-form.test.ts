import { requestKinds } from '@yongche/contract/vocabulary';
import type { RequestKind } from './register';
import { bodyOf, entryOfPath, fieldsByKind, noEntries, problemsOf, reasonsOf, type Entries } from './request-form';

const clerk = { hasMarket: false };
const company: Entries = {
  ...noEntries,
  name: ' 示范车行有限公司 ',
  creditCode: '91330200MA2AB10670',
  address: '示范路1号',
  licenceExpiresOn: 'never',
  managerName: '甄示范',
  managerIdNumber: '330203199005120018',
  managerPhone: '13800000000',
};

describe('the form of a request', () => {
  it('has fields for every kind, and reasons wherever it asks for one', () => {
    const kinds = Object.keys(requestKinds) as RequestKind[];
    for (const kind of kinds) expect(fieldsByKind[kind].includes('reason')).toBe(reasonsOf(kind).length > 0);
    expect(kinds.filter((kind) => fieldsByKind[kind].length === 0)).toEqual([]);
  });

  it('opens a company with its manager, the licence for good', () => {
    expect(problemsOf('company_issue', company, clerk)).toEqual({});
    expect(bodyOf('company_issue', company)).toEqual({
      kind: 'company_issue',
      name: '示范车行有限公司',
      creditCode: '91330200MA2AB10670',
      address: '示范路1号',
      licenceExpiresOn: null,
      manager: { name: '甄示范', idNumber: '330203199005120018', phone: '13800000000' },
    });
  });

  it('says what is missing or wrong, field by field', () => {
    expect(problemsOf('certificate_issue', { ...noEntries, idNumber: '33020319900512', phone: '1380000000' }, clerk)).toEqual({
      companyId: '请选择企业',
      name: '请填写姓名',
      idNumber: '还差4位，身份证号共18位。',
      phone: '手机号应为11位数字',
    });
    expect(problemsOf('company_issue', { ...company, creditCode: '91330200' }, clerk)).toEqual({
      creditCode: '统一社会信用代码应为18位，不含 I、O、S、V、Z',
    });
  });

  it('lets a market ask for its own terminal without naming itself', () => {
    const terminal = { ...noEntries, name: '1号窗口', location: '一楼大厅' };
    expect(problemsOf('terminal_issue', terminal, { hasMarket: true })).toEqual({});
    expect(bodyOf('terminal_issue', terminal)).toEqual({ kind: 'terminal_issue', name: '1号窗口', location: '一楼大厅' });
    expect(problemsOf('terminal_issue', terminal, clerk)).toEqual({ marketId: '请选择市场' });
  });

  it('names the person who is to manage a company', () => {
    const entries = { ...noEntries, companyId: 'c1', name: '贾样例 ', idNumber: '330203199005120018', phone: '13800000001' };
    expect(problemsOf('company_manager', { ...entries, name: '' }, clerk)).toEqual({ name: '请填写姓名' });
    expect(bodyOf('company_manager', entries)).toEqual({
      kind: 'company_manager',
      companyId: 'c1',
      name: '贾样例',
      idNumber: '330203199005120018',
      phone: '13800000001',
    });
  });

  it('leaves ends by clean-up to the batches, except for a terminal', () => {
    expect((Object.keys(requestKinds) as RequestKind[]).filter((kind) => reasonsOf(kind).includes('cleanup'))).toEqual(['terminal_cancel']);
  });

  it('sends the reason and the note of a cancellation', () => {
    const entries = { ...noEntries, certificateId: 'z1', reason: 'personnel_left', note: ' 已离职 ' };
    expect(bodyOf('certificate_cancel', entries)).toEqual({ kind: 'certificate_cancel', certificateId: 'z1', reason: 'personnel_left', note: '已离职' });
  });

  it('finds the field of an answer of the server', () => {
    expect(entryOfPath('manager.idNumber')).toBe('managerIdNumber');
    expect(entryOfPath('creditCode')).toBe('creditCode');
    expect(entryOfPath('kind')).toBeUndefined();
  });
});
