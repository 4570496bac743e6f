/** The two hosts whose builds are run here; the names are Taro's. */
export type Platform = 'weapp' | 'alipay';

/** How a host writes its templates and what it calls its things. */
export interface Dialect {
  global: 'wx' | 'my';
  template: '.wxml' | '.axml';
  /** Of `wx:if`, `a:for`, … */
  prefix: 'wx:' | 'a:';
  /** The element that names a script module of a template, and the attribute for its file. */
  script: { tag: 'wxs' | 'import-sjs'; name: 'module' | 'name'; file: 'src' | 'from' };
  /** What its script engine has of a browser's. */
  browser: Record<string, unknown>;
  /** Splits `bindtap` or `onTap`; undefined for an attribute that is no listener. */
  listener(attribute: string): { type: string; stops: boolean } | undefined;
}

export const dialects: Record<Platform, Dialect> = {
  weapp: {
    global: 'wx',
    template: '.wxml',
    prefix: 'wx:',
    script: { tag: 'wxs', name: 'module', file: 'src' },
    browser: {},
    listener: (attribute) => {
      const match = /^(bind|catch|mut-bind):?([a-zA-Z]+)$/.exec(attribute);
      return match ? { type: match[2]!, stops: match[1] === 'catch' } : undefined;
    },
  },
  alipay: {
    global: 'my',
    template: '.axml',
    prefix: 'a:',
    script: { tag: 'import-sjs', name: 'name', file: 'from' },
    // Alipay runs the script in a worker; Taro reads this at its start.
    browser: { navigator: { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AliApp(AP/10.6.0)' } },
    listener: (attribute) => {
      const match = /^(on|catch)([A-Z])([a-zA-Z]*)$/.exec(attribute);
      return match ? { type: match[2]!.toLowerCase() + match[3]!, stops: match[1] === 'catch' } : undefined;
    },
  },
};
