import Taro, { useDidShow } from '@tarojs/taro';
import { routes } from './routes';
import { isLoggedIn } from './session';

/** Leads a tab that needs an account to the login; true where there is one. */
export function useLoginGate(): boolean {
  useDidShow(() => {
    if (!isLoggedIn()) void Taro.reLaunch({ url: routes.start });
  });
  return isLoggedIn();
}
