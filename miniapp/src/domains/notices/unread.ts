import Taro from '@tarojs/taro';
import { call } from '@/api';
import { createStore, useStore } from '@/store';

/** Where 我的 stands in the tab bar. */
const meTab = 3;
const unread = createStore(0);

/** How many messages this person has not read, as last told by the server. */
export const useUnread = () => useStore(unread);

/** Asks how many are unread; a lost connection leaves the number as it was. */
export async function refreshUnread(): Promise<void> {
  const answer = await call('GET /messages', { query: { limit: 1 } }).catch(() => undefined);
  if (answer) keepUnread(answer.unread);
}

/** Keeps the number and shows it at the tab, where the page has tabs. */
export function keepUnread(count: number): void {
  unread.set(count);
  const shown =
    count > 0
      ? Taro.setTabBarBadge({ index: meTab, text: count > 99 ? '99+' : String(count) })
      : Taro.removeTabBarBadge({ index: meTab });
  // A page without tabs has no badge: it is set when the next tab is shown.
  Promise.resolve(shown).catch(() => undefined);
}
