import { fire, isDisabled } from './gestures';
import { createHost, type Answer, type NativeCall } from './host';
import { alipayNatives } from './natives-alipay';
import { weappNatives } from './natives-weapp';
import { createPages, type OpenPage } from './pages';
import { createPhone, dropTemporary, type Phone } from './phone';
import { dialects, type Platform } from './platform';
import { createSandbox } from './sandbox';
import { createScreen } from './screen';
import { elementsNamed, elementsOf, fieldNamed, textOf, within, type ViewElement } from './view';

export type { Answer, NativeCall } from './host';
export { createPhone, NativeFailure, type Phone } from './phone';
export type { Platform } from './platform';
export type { ViewElement } from './view';

/** What stands on the card of a page that was sent on, and what it opens. */
export interface Card {
  title: string;
  path: string;
}

/** A running mini-program, used as a person uses it: by what they read on the screen. Every action waits for its element. */
export interface MiniProgram {
  /** Starts the app on its first page, or on another. */
  launch(url?: string): Promise<void>;
  page: {
    route: string;
    query: Record<string, string>;
    /** What the app has handed over by setData. */
    data: Record<string, unknown>;
    /** Everything to be read on the page, and on the host's dialog over it. */
    text(): string;
    /** The elements of these words, or of this tag written `<camera>`. */
    find(words: string): ViewElement[];
  };
  /** Taps what bears these words: a dialog's button, an element of the page, or a tab. `near` tells equal ones apart. */
  tap(words: string, options?: { near?: string }): Promise<void>;
  /** Types into the field of this placeholder, label or neighbouring text, and leaves it. */
  input(field: string, value: string, options?: { near?: string }): Promise<void>;
  /** Chooses from the picker that shows, or stands beside, these words. */
  choose(picker: string, option: string): Promise<void>;
  /** The card that the page in front gives, by the button of the host or its menu. @throws where the page cannot be forwarded */
  forward(): Promise<Card>;
  /** Goes back as by the phone's gesture. */
  back(): Promise<void>;
  /** Waits until the condition holds. @throws after the time is over, or when the app has thrown, with the text of the page */
  until(condition: () => unknown, what?: string, milliseconds?: number): Promise<void>;
  /** Waits until these words can be read. */
  sees(words: string, milliseconds?: number): Promise<void>;
  calls: NativeCall[];
  toasts: string[];
  /** What the app has thrown; empty in a sound one. */
  errors: unknown[];
  answers: Record<string, Answer>;
  phone: Phone;
  /** Lets the network go or come back, and tells the app. */
  setOnline(online: boolean): void;
  /** Sends the app to the back, or brings it to the front. */
  hide(): void;
  show(): void;
  /** Ends it at once, as the system does: nothing more runs, temporary files are lost, the phone stays. */
  kill(): void;
}

export interface RunOptions {
  platform: Platform;
  /** The folder of the build. */
  dist: string;
  /** Answers to native calls by name; they may be changed while it runs. */
  answers?: Record<string, Answer>;
  phone?: Phone;
  /** Where the servers of the build really are: the beginning of an address as built in → as it is now. */
  origins?: Record<string, string>;
}

/** Prepares a built mini-program for a run in this process. Launch it, and kill it at the end. */
export function runMiniProgram({
  platform,
  dist,
  answers = {},
  phone = createPhone(),
  origins = {},
}: RunOptions): MiniProgram {
  const dialect = dialects[platform];
  const errors: unknown[] = [];
  const calls: NativeCall[] = [];
  const screen = createScreen();
  const onError = (reason: unknown) => void errors.push(reason);
  const cameras = new WeakMap<OpenPage, Set<string>>();
  const onDrawn = (page: OpenPage) => {
    const before = cameras.get(page) ?? new Set();
    const now = [...elementsOf(page.view())].filter(({ tag }) => tag === 'camera');
    cameras.set(page, new Set(now.map(({ id }) => id)));
    // A camera that came up says so.
    const type = platform === 'weapp' ? 'initdone' : 'ready';
    now.filter(({ id }) => !before.has(id)).forEach((camera) => fire(dialect, camera, type, { maxZoom: 10 }));
  };
  const pages = createPages({ dist, dialect, sandbox: () => sandbox, onError, onDrawn });
  const makeNatives = platform === 'weapp' ? weappNatives : alipayNatives;
  const natives = makeNatives(phone, screen, pages, () => host);
  const host = createHost({
    platform,
    natives: () => natives,
    answers,
    calls,
    origins,
    sandbox: () => sandbox,
    onError,
  });
  const sandbox = createSandbox(dist, { ...dialect.browser, ...pages.globals, [dialect.global]: host.global }, onError);

  const root = () => pages.current().view();
  const text = () =>
    [...screen.dialogs.map((dialog) => `${dialog.text} ${dialog.buttons.join(' ')}`), textOf(root())].join('\n');

  async function until(condition: () => unknown, what = 'the condition holds', milliseconds = 20_000): Promise<void> {
    const end = Date.now() + milliseconds;
    while (!condition()) {
      if (errors.length > 0) throw new Error(`the app threw: ${described(errors[0])}`);
      if (Date.now() > end) throw new Error(`waited in vain until ${what}; ${pages.current().route} shows:\n${text()}`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  /** Waits for exactly one usable element. */
  async function only(what: string, find: () => ViewElement[]): Promise<ViewElement> {
    let found: ViewElement[] = [];
    await until(() => (found = find()).length > 0, `there is ${what}`);
    if (found.length > 1)
      throw new Error(`${pages.current().route} has ${found.length} of ${what}: say near which words`);
    await until(() => !isDisabled((found = find())[0]!), `${what} can be used`);
    return found[0]!;
  }
  const near = (elements: ViewElement[], words: string | undefined) =>
    words === undefined ? elements : within(elements, words);

  async function tap(words: string, options: { near?: string } = {}): Promise<void> {
    const tab = () => pages.settings.tabs.find((each) => each.text === words && isOnTab());
    const dialog = () => screen.dialogs.at(-1);
    const find = () => near(elementsNamed(root(), words), options.near);
    await until(
      () => dialog()?.buttons.includes(words) || (!dialog() && (find().length > 0 || tab())),
      `“${words}” can be tapped`,
    );
    const top = dialog();
    // A tab is named in full: it goes before something on the page that only contains its name.
    const toTab = tab() && !find().some((element) => textOf(element) === words);
    if (top) top.press(words);
    else if (toTab) pages.switchTab(`/${tab()!.pagePath}`);
    else {
      const element = await only(`“${words}”`, find);
      fire(dialect, element, 'touchstart');
      fire(dialect, element, 'touchend');
      if (!fire(dialect, element, 'tap'))
        throw new Error(`nothing on ${pages.current().route} listens to a tap on “${words}”`);
    }
    await settle();
  }
  const isOnTab = () => pages.settings.tabs.some(({ pagePath }) => pagePath === pages.current().route);

  return {
    page: {
      get route() {
        return pages.current().route;
      },
      get query() {
        return pages.current().query;
      },
      get data() {
        return pages.current().instance.data;
      },
      text,
      find: (words) => {
        const tag = /^<(.+)>$/.exec(words)?.[1];
        return tag ? [...elementsOf(root())].filter((element) => element.tag === tag) : elementsNamed(root(), words);
      },
    },
    launch: async (url = pages.settings.pages[0]!) => {
      pages.launch(url);
      await until(() => pages.current().view().children.length > 0, 'the first page is drawn');
      await settle();
    },
    tap,
    input: async (field, value, options = {}) => {
      const find = () => near(fieldNamed(root(), field), options.near);
      const detail = { value, cursor: value.length };
      fire(dialect, await only(`the field “${field}”`, find), 'focus', detail);
      await settle();
      for (const type of ['input', 'blur']) {
        fire(dialect, await only(`the field “${field}”`, find), type, detail);
        await settle();
      }
    },
    choose: async (words, option) => {
      const find = () => fieldNamed(root(), words, ['picker']).concat(pickersShowing(root(), words)).slice(0, 1);
      const picker = await only(`the picker “${words}”`, find);
      const index = optionsOf(picker).indexOf(option);
      if (index < 0) throw new Error(`the picker “${words}” offers ${optionsOf(picker).join('、')}, not ${option}`);
      fire(dialect, picker, 'change', { value: platform === 'weapp' ? String(index) : index });
      await settle();
    },
    forward: async () => {
      const { instance, route } = pages.current();
      if (typeof instance.onShareAppMessage !== 'function') throw new Error(`${route} cannot be forwarded`);
      return (instance.onShareAppMessage as (options: object) => Card).call(instance, sandbox.across({ from: 'menu' }) as object);
    },
    back: async () => {
      pages.navigateBack(1);
      await settle();
    },
    until,
    sees: (words, milliseconds) => until(() => text().includes(words), `“${words}” can be read`, milliseconds),
    calls,
    toasts: screen.toasts,
    errors,
    answers,
    phone,
    setOnline: (online) => {
      phone.online = online;
      host.emit('onNetworkStatusChange', { isConnected: online, networkType: online ? '4g' : 'none' });
    },
    hide: () => pages.hide(),
    show: () => pages.show(),
    kill: () => {
      host.stop();
      sandbox.stop();
      dropTemporary(phone, platform);
    },
  };
}

const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 30));
const pickersShowing = (root: ViewElement, words: string) =>
  [...elementsOf(root)].filter((element) => element.tag === 'picker' && textOf(element).includes(words));

function optionsOf({ attributes }: ViewElement): string[] {
  const range = (attributes.range ?? []) as unknown[];
  const key = attributes['range-key'];
  return range.map((each) =>
    String(typeof key === 'string' && key !== '' ? (each as Record<string, unknown>)[key] : each),
  );
}

const described = (reason: unknown) =>
  reason instanceof Error ? (reason.stack ?? reason.message) : JSON.stringify(reason);
