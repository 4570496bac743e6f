import type { Host } from './types';

const query = () => new URLSearchParams(window.location.search);

/** The browser preview stands in for the host that `?host=` names. */
export const host = (): Host => (query().get('host') === 'alipay' ? 'alipay' : 'wechat');
const user = () => query().get('user') || 'preview';
/** Several previewed people share one browser: each has a store of its own. */
export const accountScope = () => `${host()}:${user()}`;

/** Asks the local simulator of the chosen host for a one-time code of the previewed person. */
export async function loginCode(): Promise<string> {
  const simulators = (await (await fetch('/m/preview.json')).json()) as Record<Host, string>;
  const answer = await fetch(`${simulators[host()]}/simulator/codes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: user() }),
  });
  return ((await answer.json()) as { code: string }).code;
}

/** Taro draws the tabs as links to `javascript:`, which the server's content security policy rightly refuses: they need no target. */
export function prepareHost(): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href^="javascript:"]');
    if (link) event.preventDefault();
  });
}
