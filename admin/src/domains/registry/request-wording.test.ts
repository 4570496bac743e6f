import type { Evidence } from './register';
import { evidenceTitle, isFinal, longestWaitFirst, missingEvidence, requestSubjectHref, waitingOf } from './request-wording';

const file = (id: string, kind: Evidence['kind'], state: Evidence['state'] = 'received'): Evidence => ({ id, kind, state, problem: null, receivedAt: null });

it('tells how long a request has waited', () => {
  const request = { state: 'awaiting_decision', submittedAt: '2026-11-23T01:00:00.000Z', decideOn: '2026-11-24' } as const;
  expect(waitingOf(request, new Date('2026-11-23T03:05:00.000Z'))).toEqual({ words: '2小时5分', isLong: false });
  expect(waitingOf(request, new Date('2026-11-24T15:59:00.000Z'))!.isLong).toBe(false);
  expect(waitingOf(request, new Date('2026-11-24T16:01:00.000Z'))!.isLong).toBe(true);
  expect(waitingOf({ ...request, state: 'approved' }, new Date())).toBeUndefined();
});

it('begins with the longest wait', () => {
  const requests = ['2026-11-24T01:00:00.000Z', '2026-11-23T01:00:00.000Z'].map((submittedAt) => ({ submittedAt, requestedAt: submittedAt }));
  expect(longestWaitFirst(requests)).toEqual([requests[1], requests[0]]);
});

it('names the papers that are missing: what was rejected or never arrived does not count', () => {
  const evidence = [file('a', 'business_licence', 'rejected'), file('b', 'application_form')];
  expect(missingEvidence({ required: ['business_licence', 'application_form'], evidence })).toEqual(['营业执照']);
});

it('numbers papers of one kind', () => {
  const evidence = [file('a', 'business_licence'), file('b', 'other'), file('c', 'business_licence')];
  expect(evidence.map((one) => evidenceTitle(evidence, one))).toEqual(['营业执照 1', '其他材料', '营业执照 2']);
});

it('leads to the file of what the request is about', () => {
  expect(requestSubjectHref({ kind: 'app_cancel', subjectId: 'z1' })).toBe('/register/certificates/z1');
  expect(requestSubjectHref({ kind: 'company_issue', subjectId: null })).toBeUndefined();
  expect(isFinal('app_cancel')).toBe(false);
  expect(isFinal('certificate_cancel')).toBe(true);
});
