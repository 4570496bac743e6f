import { appActions, certificateActions } from './actions';

const kindsOf = (offered: { kind: string }[]) => offered.map(({ kind }) => kind);

it('offers only what the register would take for a certificate in its state', () => {
  expect(kindsOf(certificateActions({ state: 'awaiting_verification' }, true))).toEqual(['certificate_cancel']);
  expect(kindsOf(certificateActions({ state: 'expired' }, false))).toEqual(['certificate_renew']);
  expect(certificateActions({ state: 'cancelled' }, true)).toEqual([]);
});

it('offers the renewal from its first day on', () => {
  expect(kindsOf(certificateActions({ state: 'in_force' }, false))).not.toContain('certificate_renew');
  expect(kindsOf(certificateActions({ state: 'in_force' }, true))).toContain('certificate_renew');
});

it('offers the app only beside a certificate in force, and again where it was given up', () => {
  const gone = { hasApp: false, appClosed: true };
  expect(kindsOf(appActions({ state: 'in_force' }, gone))).toEqual(['app_issue']);
  expect(appActions({ state: 'suspended' }, gone)).toEqual([]);
  expect(kindsOf(appActions({ state: 'in_force' }, { hasApp: true, appClosed: false }))).toContain('app_change');
});
