import { pageVersion } from './page-version';

/** While this page is open its build's files stay kept, see service-worker.ts. */
export function holdOwnFiles(): void {
  if (pageVersion === 'unbuilt') return;
  void navigator.locks?.request(`yongche-build-${pageVersion}`, { mode: 'shared' }, () => new Promise(() => undefined));
}

/** 断网: the page opens without a network from now on. A browser that cannot do that, or a page served from its sources, works with one only. */
export function keepForOffline(): void {
  if (pageVersion === 'unbuilt') return;
  void navigator.serviceWorker?.register('/admin/sw.js', { scope: '/admin/', updateViaCache: 'none' }).catch(() => undefined);
}
