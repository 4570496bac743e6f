import fs from 'node:fs';
import path from 'node:path';
import { settingsOf, type AppJson, type AppSettings } from './app-settings';
import { addressOf, assignPath } from './data';
import type { Dialect } from './platform';
import { createRenderer, type ComponentDefinition, type Owner } from './render';
import type { Sandbox } from './sandbox';
import { elementsOf, type ViewElement } from './view';

/** A page on the stack. */
export interface OpenPage {
  route: string;
  query: Record<string, string>;
  /** What the script calls `this`. */
  instance: Owner & { data: Record<string, unknown> };
  /** What the host has drawn of its data as it is now. */
  view(): ViewElement;
}

/** The page stack of a running mini-program. Moves throw the text of the refusal, as the hosts give it. */
export interface Pages {
  settings: AppSettings;
  globals: Record<string, unknown>;
  launch(url: string): void;
  current(): OpenPage;
  /** Whether the page in front shows such an element. */
  hasElement(tag: string): boolean;
  navigateTo(url: string): void;
  redirectTo(url: string): void;
  switchTab(url: string): void;
  reLaunch(url: string): void;
  navigateBack(delta: number): void;
  /** Tells the app and its page that they come to the front or go to the back. */
  show(): void;
  hide(): void;
}

interface Surroundings {
  dist: string;
  dialect: Dialect;
  sandbox(): Sandbox;
  onError(reason: unknown): void;
  /** A page was drawn anew: cameras may have come up. */
  onDrawn(page: OpenPage): void;
}

const stackLimit = 10;

export function createPages({ dist, dialect, sandbox, onError, onDrawn }: Surroundings): Pages {
  const readJson = <T>(file: string) => JSON.parse(fs.readFileSync(path.join(dist, file), 'utf8')) as T;
  const settings = settingsOf(readJson<AppJson>('app.json'));
  const renderer = createRenderer(dist, dialect, (file) => sandbox().script(file), onError);
  const definitions = new Map<string, Owner>();
  const tabs = new Map<string, OpenPage>();
  let stack: OpenPage[] = [];
  let app: Owner = {};
  let loading = '';

  /** Calls a method of the app or a page, if it has one; what it throws is the app's error, not the host's. */
  function call(owner: Owner, method: string, ...values: unknown[]): void {
    try {
      (owner[method] as ((...values: unknown[]) => void) | undefined)?.apply(owner, values);
    } catch (reason) {
      onError(reason);
    }
  }

  function definitionOf(file: string): Owner {
    const outer = loading;
    loading = file;
    if (!definitions.has(file)) sandbox().load(`${file}.js`);
    loading = outer;
    const definition = definitions.get(file);
    if (!definition) throw new Error(`${file}.js registers no page and no component`);
    return definition;
  }

  function componentsOf(
    file: string,
    found = new Map<string, ComponentDefinition>(),
  ): Map<string, ComponentDefinition> {
    const { usingComponents = {} } = readJson<{ usingComponents?: Record<string, string> }>(`${file}.json`);
    for (const [tag, address] of Object.entries(usingComponents)) {
      if (found.has(tag)) continue;
      const componentFile = addressOf(address, file).route;
      found.set(tag, componentOf(componentFile, definitionOf(componentFile)));
      componentsOf(componentFile, found);
    }
    return found;
  }

  function create(route: string, query: Record<string, string>): OpenPage {
    const definition = definitionOf(route);
    const components = componentsOf(route);
    const data = sandbox().across(definition.data ?? {}) as Record<string, unknown>;
    let drawn: ViewElement | undefined;
    const draw = () => (drawn ??= renderer.draw(route + dialect.template, data, page.instance, components));
    const setData = (changes: Record<string, unknown>, done?: () => void) => {
      for (const [where, value] of Object.entries(changes)) {
        if (value !== undefined) assignPath(data, where, sandbox().across(value));
      }
      drawn = undefined;
      setTimeout(() => {
        if (sandbox().isStopped()) return;
        try {
          draw();
          onDrawn(page);
          done?.call(page.instance);
        } catch (reason) {
          onError(reason);
        }
      });
    };
    const page: OpenPage = {
      route,
      query,
      instance: { ...definition, data, setData, route, __route__: route, options: query },
      view: draw,
    };
    return page;
  }

  function open(url: string): OpenPage {
    const { route, query } = addressOf(url, stack.at(-1)?.route ?? '');
    if (!settings.pages.includes(route)) throw new Error(`page "${route}" is not found`);
    const page = create(route, query);
    if (isTab(route)) tabs.set(route, page);
    return page;
  }

  function enter(page: OpenPage): void {
    call(page.instance, 'onLoad', sandbox().across(page.query));
    call(page.instance, 'onShow');
    setTimeout(() => {
      if (!sandbox().isStopped()) call(page.instance, 'onReady');
    });
  }

  function leave(page: OpenPage): void {
    tabs.delete(page.route);
    call(page.instance, 'onUnload');
  }

  function current(): OpenPage {
    const top = stack.at(-1);
    if (!top) throw new Error('no page is open: launch the mini-program first');
    return top;
  }

  const isTab = (route: string) => settings.tabs.some(({ pagePath }) => pagePath === route);
  const routeOf = (url: string) => addressOf(url, stack.at(-1)?.route ?? '').route;

  return {
    settings,
    globals: {
      App: (definition: Owner) => (app = definition),
      Page: (definition: Owner) => definitions.set(loading, definition),
      Component: (definition: Owner) => definitions.set(loading, definition),
      getApp: () => app,
      getCurrentPages: () => stack.map(({ instance }) => instance),
    },
    launch: (url) => {
      sandbox().load('app.js');
      const { route, query } = addressOf(url, '');
      const options = sandbox().across({ path: route, query, scene: 1001, referrerInfo: {} });
      call(app, 'onLaunch', options);
      call(app, 'onShow', options);
      stack = [open(`/${url}`)];
      enter(stack[0]!);
    },
    current,
    hasElement: (tag) => [...elementsOf(current().view())].some((element) => element.tag === tag),
    navigateTo: (url) => {
      if (isTab(routeOf(url))) throw new Error('can not navigateTo a tabbar page');
      if (stack.length >= stackLimit) throw new Error('webview count limit exceed');
      const page = open(url);
      call(stack.at(-1)!.instance, 'onHide');
      stack.push(page);
      enter(page);
    },
    redirectTo: (url) => {
      if (isTab(routeOf(url))) throw new Error('can not redirectTo a tabbar page');
      const page = open(url);
      leave(stack.pop()!);
      stack.push(page);
      enter(page);
    },
    switchTab: (url) => {
      const route = routeOf(url);
      if (!isTab(route)) throw new Error('can not switch to no-tabBar page');
      const kept = tabs.get(route);
      const page = kept ?? open(`/${route}`);
      for (const each of stack.splice(0)) {
        if (isTab(each.route)) call(each.instance, 'onHide');
        else leave(each);
      }
      stack.push(page);
      if (kept) call(kept.instance, 'onShow');
      else enter(page);
    },
    reLaunch: (url) => {
      const { route } = addressOf(url, stack.at(-1)?.route ?? '');
      const left = [...new Set([...stack, ...tabs.values()])];
      const page = create(route, addressOf(url, '').query);
      left.forEach(leave);
      if (isTab(route)) tabs.set(route, page);
      stack = [page];
      enter(page);
    },
    navigateBack: (delta) => {
      if (stack.length < 2) throw new Error('cannot navigate back at first page');
      stack.splice(Math.max(1, stack.length - delta)).forEach(leave);
      call(stack.at(-1)!.instance, 'onShow');
    },
    show: () => {
      call(app, 'onShow', sandbox().across({ path: stack.at(-1)?.route, query: {}, scene: 1001 }));
      if (stack.length > 0) call(stack.at(-1)!.instance, 'onShow');
    },
    hide: () => {
      if (stack.length > 0) call(stack.at(-1)!.instance, 'onHide');
      call(app, 'onHide');
    },
  };
}

function componentOf(file: string, definition: Owner): ComponentDefinition {
  for (const part of ['lifetimes', 'observers', 'data', 'attached', 'didMount', 'props']) {
    if (definition[part])
      throw new Error(`${file} uses ${part}: this runner draws components without a life of their own only`);
  }
  const declared = (definition.properties ?? {}) as Record<string, { value?: unknown }>;
  const properties = Object.fromEntries(Object.entries(declared).map(([name, { value }]) => [name, value]));
  return { file, properties, methods: (definition.methods ?? {}) as Owner };
}
