import { NativeFailure } from './phone';
import { dialects, type Platform } from './platform';
import type { Sandbox } from './sandbox';
import { typingsOf, type Members } from './typings';

/** A call that the mini-program made to its host; `CameraContext.takePhoto` for a member of an object that a call returned. */
export interface NativeCall {
  name: string;
  /** The first argument. */
  options: Record<string, unknown>;
}

/** An upload or request that is under way. */
export interface TaskHandle {
  signal: AbortSignal;
  progress(percent: number, bytes: number): void;
}

type Options = Record<string, unknown>;

/**
 * What a test answers to a native call: the result for `success`. It may throw what `fail` gets, and `proceed` to what the
 * runner does by itself.
 */
export type Answer = (options: Options, proceed: () => Promise<unknown>) => unknown;

/** What the runner itself does for a host's calls. */
export interface Natives {
  values: Record<string, unknown>;
  sync: Record<string, (...values: unknown[]) => unknown>;
  async: Record<string, (options: Options, task: TaskHandle) => unknown>;
  /** Calls of which nothing but their being made is known afterwards. */
  accepted: ReadonlySet<string>;
  /** The shape of the task that a call returns at once. */
  tasks: Record<string, string>;
}

export interface Host {
  /** `wx` or `my`: exactly the members of the vendor's typings. */
  global: Record<string, unknown>;
  /** An object such as a CameraContext, with exactly the members of its typings. */
  shape(name: string): Record<string, unknown>;
  /** Tells the listeners of `onNetworkStatusChange` and the like. */
  emit(name: string, news: unknown): void;
  stop(): void;
}

interface Surroundings {
  platform: Platform;
  natives(): Natives;
  answers: Record<string, Answer>;
  calls: NativeCall[];
  /** Where the servers of the build really are: the beginning of an address as built in → as it is now. */
  origins: Record<string, string>;
  sandbox(): Sandbox;
  onError(reason: unknown): void;
}

export function createHost({ platform, natives, answers, calls, origins, sandbox, onError }: Surroundings): Host {
  const typings = typingsOf(platform);
  const shapes = new WeakSet<object>();
  const listeners = new Map<string, ((news: unknown) => void)[]>();
  const ending = new AbortController();

  function invoke(name: string, promised: boolean, values: unknown[]): unknown {
    const [first] = values;
    const options = (typeof first === 'object' && first !== null ? first : {}) as Options;
    calls.push({ name, options });
    const own = natives();
    if (own.sync[name] && !answers[name]) return handed(own.sync[name](...values));
    if (/^(on|off)[A-Z]/.test(name) && !answers[name]) return listen(name, first);
    if (name.endsWith('Sync') && answers[name])
      return handed(answers[name](options, () => Promise.reject(new Error(name))));
    const task = taskOf(own.tasks[name]);
    const promise = settle(name, options, task.handle);
    const hasCallback = ['success', 'fail', 'complete'].some((callback) => typeof options[callback] === 'function');
    promise.catch(() => undefined);
    if (task.given) return platform === 'alipay' && !hasCallback ? Object.assign(promise, task.given) : task.given;
    return promised && !hasCallback ? promise : undefined;
  }

  async function settle(name: string, options: Options, task: TaskHandle): Promise<unknown> {
    const proceed = async () => {
      const own = natives();
      if (own.async[name]) return own.async[name](rerouted(options), task);
      if (own.accepted.has(name)) return {};
      throw new Error(`${dialects[platform].global}.${name} exists, but this test gives no answer to it`);
    };
    // The bridge never answers within the call itself.
    await new Promise((resolve) => setTimeout(resolve));
    const result = await (async () => (answers[name] ? answers[name](options, proceed) : proceed()))().then(
      (value) => ({ callback: 'success', value: succeeded(name, value) }) as const,
      (reason: unknown) => ({ callback: 'fail', value: failed(name, reason) }) as const,
    );
    if (sandbox().isStopped()) return new Promise(() => undefined);
    const value = handed(result.value);
    for (const callback of [result.callback, 'complete']) {
      try {
        (options[callback] as ((value: unknown) => void) | undefined)?.(value);
      } catch (reason) {
        onError(reason);
      }
    }
    if (result.callback === 'fail') throw value;
    return value;
  }

  function rerouted(options: Options): Options {
    const { url } = options;
    const origin = typeof url === 'string' && Object.keys(origins).find((each) => url.startsWith(each));
    return origin ? { ...options, url: origins[origin]! + (url as string).slice(origin.length) } : options;
  }

  const succeeded = (name: string, value: unknown) =>
    platform === 'weapp' ? { errMsg: `${last(name)}:ok`, ...(value as object | undefined) } : (value ?? {});

  function failed(name: string, reason: unknown): unknown {
    if (reason instanceof NativeFailure) {
      const { error = 3, ...fields } = reason.fields;
      if (platform === 'weapp') return { errMsg: `${last(name)}:fail ${reason.message}`, ...fields };
      return { error, errorMessage: reason.message, ...fields };
    }
    // An error of the test or the runner is not part of the story.
    if (reason instanceof Error) onError(reason);
    return reason instanceof Error ? failed(name, new NativeFailure(reason.message)) : reason;
  }

  function listen(name: string, listener: unknown): void {
    const key = name.replace(/^off/, 'on');
    const heard = listeners.get(key) ?? [];
    listeners.set(key, name.startsWith('off') ? heard.filter((each) => listener && each !== listener) : heard);
    if (name.startsWith('on') && typeof listener === 'function') listeners.get(key)!.push(listener as () => void);
  }

  /** Plain values are copied as the bridge does it; objects with methods are the host's own. */
  function handed(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || shapes.has(value)) return value;
    if (value instanceof Uint8Array || Array.isArray(value)) return sandbox().across(value);
    const bytes = Object.entries(value).filter(([, each]) => each instanceof Uint8Array);
    const copy = sandbox().across({
      ...value,
      ...Object.fromEntries(bytes.map(([name]) => [name, undefined])),
    }) as Options;
    for (const [name, each] of bytes) copy[name] = sandbox().across(each);
    return copy;
  }

  function objectWith(members: Members, call: (name: string, promised: boolean) => unknown): Record<string, unknown> {
    const made: Record<string, unknown> = {};
    members.forEach(
      ({ kind, promised }, name) => (made[name] = kind === 'function' ? call(name, promised) : undefined),
    );
    shapes.add(made);
    return made;
  }

  const shape = (shapeName: string) =>
    objectWith(
      typings.shape(shapeName),
      (name, promised) =>
        (...values: unknown[]) =>
          invoke(`${shapeName}.${name}`, promised, values),
    );

  function taskOf(shapeName: string | undefined): { given: unknown; handle: TaskHandle } {
    const control = new AbortController();
    const heard: ((news: unknown) => void)[] = [];
    const own: Record<string, (value: unknown) => void> = {
      abort: () => control.abort(),
      onProgressUpdate: (listener) => heard.push(listener as () => void),
    };
    const given = shapeName && objectWith(typings.shape(shapeName), (name) => own[name] ?? (() => undefined));
    const progress = (percent: number, bytes: number) => {
      const news = { progress: percent, totalBytesSent: (bytes * percent) / 100, totalBytesExpectedToSend: bytes };
      if (!sandbox().isStopped()) heard.forEach((listener) => listener(sandbox().across(news)));
    };
    return { given, handle: { signal: AbortSignal.any([control.signal, ending.signal]), progress } };
  }

  const global = objectWith(
    typings.global,
    (name, promised) =>
      (...values: unknown[]) =>
        invoke(name, promised, values),
  );
  for (const [name, value] of Object.entries(natives().values)) if (typings.global.has(name)) global[name] = value;
  return {
    global,
    shape,
    emit: (name, news) => listeners.get(name)?.forEach((listener) => listener(sandbox().across(news))),
    stop: () => ending.abort(),
  };
}

const last = (name: string) => name.split('.').pop()!;
