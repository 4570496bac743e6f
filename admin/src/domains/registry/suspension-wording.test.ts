import { suspensionConsequence, suspensionReasons, type SuspendedSubject } from './suspension-wording';

const company: SuspendedSubject = { type: 'company', id: 'c1', name: '示范车行有限公司', agents: 12 };

it('says how many agents cannot work, and until when', () => {
  expect(suspensionConsequence(company, { until: '2026-12-01', reason: 'investigation' })).toBe(
    '立即生效：12 名代理人立即不能办理业务。到 2026-12-01 期满自动恢复，也可以提前恢复。',
  );
  expect(suspensionConsequence(company, { until: '2026-12-01', reason: 'rectification' })).toBe(
    '企业转为限期整改，到 2026-12-01；12 名代理人仍可办理业务。整改好以后由秘书处恢复。',
  );
  expect(suspensionConsequence({ ...company, type: 'certificate' }, { until: undefined, reason: undefined })).toContain('APP 停用');
});

it('offers the reasons that fit', () => {
  expect(suspensionReasons('company').licence_abnormal).toBe('营业执照状态异常');
  expect(Object.keys(suspensionReasons('terminal'))).toEqual(['investigation', 'points', 'sanction', 'own_request']);
});
