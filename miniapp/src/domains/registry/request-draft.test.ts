import { dayOfDigits, emptyDraft, inputOf, problemsAtEnd, problemsOfServer, problemsWhileTyping } from './request-draft';

const person = { ...emptyDraft, personName: ' 甄示范 ', idNumber: '11010519491231002x', phone: '13900000000' };

it('asks only for what the kind needs', () => {
  expect(problemsAtEnd('certificate_renew', emptyDraft)).toEqual({});
  expect(problemsAtEnd('app_change', emptyDraft)).toEqual({});
  expect(Object.keys(problemsAtEnd('certificate_issue', emptyDraft))).toEqual(['personName', 'idNumber', 'phone']);
  expect(Object.keys(problemsAtEnd('company_issue', emptyDraft))).toEqual(['name', 'creditCode', 'address', 'until']);
  expect(Object.keys(problemsAtEnd('certificate_cancel', emptyDraft))).toEqual(['reason']);
});

it('reads a day as it stands on the licence, and refuses one that is not in the calendar', () => {
  expect(dayOfDigits('20361231')).toBe('2036-12-31');
  expect(dayOfDigits('20360230')).toBeUndefined();
  expect(dayOfDigits('2036123')).toBeUndefined();
  expect(problemsWhileTyping({ ...emptyDraft, until: '20360230' }).until).toBeDefined();
  expect(problemsWhileTyping({ ...emptyDraft, until: '203602' }).until).toBeUndefined();
});

it('hands in the person as the register writes them', () => {
  expect(problemsAtEnd('certificate_issue', person)).toEqual({});
  expect(inputOf('certificate_issue', person, {})).toEqual({
    kind: 'certificate_issue',
    name: '甄示范',
    idNumber: '11010519491231002X',
    phone: '13900000000',
    note: undefined,
  });
});

it('names who is to manage the company; which company, the server knows', () => {
  expect(problemsAtEnd('company_manager', person)).toEqual({});
  expect(inputOf('company_manager', { ...person, note: ' 原负责人离任 ' }, {})).toEqual({
    kind: 'company_manager',
    name: '甄示范',
    idNumber: '11010519491231002X',
    phone: '13900000000',
    note: '原负责人离任',
  });
});

it('names the certificate of another person, and none where it is one’s own', () => {
  const draft = { ...emptyDraft, reason: 'personnel_left' as const, note: ' 已离职 ' };
  expect(inputOf('certificate_cancel', draft, { certificateId: 'c' })).toMatchObject({
    certificateId: 'c',
    reason: 'personnel_left',
    note: '已离职',
  });
  expect(inputOf('certificate_renew', emptyDraft, {})).not.toHaveProperty('certificateId');
  expect(inputOf('company_cancel', draft, { certificateId: 'c' })).not.toHaveProperty('certificateId');
});

it('puts the server’s sentence at the field of the form that it is about', () => {
  const refused = [{ field: 'name', message: '请填写姓名' }];
  expect(problemsOfServer('certificate_issue', refused)).toEqual({ personName: '请填写姓名' });
  expect(problemsOfServer('company_manager', refused)).toEqual({ personName: '请填写姓名' });
  expect(problemsOfServer('company_issue', refused)).toEqual({ name: '请填写姓名' });
});
