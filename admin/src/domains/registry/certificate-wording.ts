import type { CertificateSummary } from './register';

/** Whether the holder uses the app; a certificate without one is legal and listed (CAP-A10). */
export function appWordOf({ hasApp, appClosed }: Pick<CertificateSummary, 'hasApp' | 'appClosed'>): string {
  if (hasApp) return '已开通';
  return appClosed ? '已注销' : '无';
}
