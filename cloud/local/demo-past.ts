import { loadDemoHistory } from './demo-money';
import type { PastDeps } from './demo-months';
import { loadDemoYear } from './demo-year/load';

/** What lies behind the demo city on its first start, oldest first: a hundredth of Ningbo 2019, and the city's own last months. */
export async function loadDemoPast(deps: PastDeps): Promise<void> {
  await loadDemoYear(deps, { scale: 100 });
  await loadDemoHistory(deps);
}
