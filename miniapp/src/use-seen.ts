import { useState } from 'react';
import { useDidHide, useDidShow } from '@tarojs/taro';

/** Whether the page is the one that is looked at: false while another page, or another app, lies over it. */
export function useSeen(): boolean {
  const [seen, setSeen] = useState(true);
  useDidShow(() => setSeen(true));
  useDidHide(() => setSeen(false));
  return seen;
}
