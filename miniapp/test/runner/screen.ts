import { NativeFailure } from './phone';
import type { Pages } from './pages';

/** A dialog of the host over the page: a person must answer it before anything else. */
export interface Dialog {
  text: string;
  buttons: string[];
  press(button: string): void;
}

/** What the host shows beside the page. */
export interface Screen {
  dialogs: Dialog[];
  /** Every short message that was shown, oldest first. */
  toasts: string[];
  /** Shows a dialog until one of its buttons is pressed. @returns the button's place, from 0 */
  ask(text: string, buttons: string[]): Promise<number>;
}

export function createScreen(): Screen {
  const dialogs: Dialog[] = [];
  return {
    dialogs,
    toasts: [],
    ask: (text, buttons) =>
      new Promise((resolve) => {
        const dialog: Dialog = {
          text,
          buttons,
          press: (button) => {
            dialogs.splice(dialogs.indexOf(dialog), 1);
            resolve(buttons.indexOf(button));
          },
        };
        dialogs.push(dialog);
      }),
  };
}

type Options = Record<string, unknown>;

/** The moves between pages, the same on both hosts; a refused one goes to `fail`. */
export function navigation(pages: Pages): Record<string, (options: Options) => unknown> {
  const move = (go: (options: Options) => void) => (options: Options) => {
    try {
      go(options);
      return {};
    } catch (reason) {
      throw new NativeFailure((reason as Error).message);
    }
  };
  return {
    navigateTo: move(({ url }) => pages.navigateTo(String(url))),
    redirectTo: move(({ url }) => pages.redirectTo(String(url))),
    switchTab: move(({ url }) => pages.switchTab(String(url))),
    reLaunch: move(({ url }) => pages.reLaunch(String(url))),
    navigateBack: move(({ delta }) => pages.navigateBack(Number(delta ?? 1))),
  };
}

/** Calls of both hosts that answer nothing. */
export const acceptedByBoth = [
  'hideKeyboard',
  'hideLoading',
  'hideToast',
  'hideTabBarRedDot',
  'pageScrollTo',
  'previewImage',
  'removeTabBarBadge',
  'setBackgroundColor',
  'setKeepScreenOn',
  'setNavigationBarColor',
  'setTabBarBadge',
  'showLoading',
  'showTabBarRedDot',
  'startPullDownRefresh',
  'stopPullDownRefresh',
  'vibrateLong',
  'vibrateShort',
];

/** The window of an ordinary phone, as `getSystemInfoSync` tells it. */
export const systemInfo = {
  brand: 'devtools',
  model: 'iPhone 12/13 (Pro)',
  pixelRatio: 3,
  windowWidth: 390,
  windowHeight: 753,
  screenWidth: 390,
  screenHeight: 844,
  statusBarHeight: 47,
  language: 'zh_CN',
  version: '8.0.56',
  system: 'iOS 17.0',
  platform: 'ios',
  fontSizeSetting: 16,
  SDKVersion: '3.8.0',
  safeArea: { left: 0, right: 390, top: 47, bottom: 810, width: 390, height: 763 },
};
