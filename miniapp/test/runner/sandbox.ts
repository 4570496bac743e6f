import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

/** The script engine of a phone: the language and timers, nothing of a browser or of Node. */
export interface Sandbox {
  /** Runs a CommonJS file of the build once and returns what it exports. */
  load(file: string): unknown;
  /** Runs a wxs or sjs module, which sees nothing but itself. */
  script(file: string): unknown;
  /** A deep copy as the bridge between native side and script makes it: JSON, and bytes. */
  across(value: unknown): unknown;
  /** Stops all timers; what was asked of the phone before is not answered any more. */
  stop(): void;
  isStopped(): boolean;
}

/** A page that asks every so many seconds is not waited for in full: its pauses are over in a tenth of their time. Shorter ones belong to what it shows. */
const shortened = (delay = 0): number => (delay >= 2000 ? delay / 10 : delay);

/** @param globals what the host adds: `wx` or `my`, App, Page, … @param onError gets what a timer's callback throws */
export function createSandbox(
  dist: string,
  globals: Record<string, unknown>,
  onError: (reason: unknown) => void,
): Sandbox {
  const timers = new Map<number, NodeJS.Timeout>();
  let stopped = false;
  let last = 0;
  const start = (make: (run: () => void, delay?: number) => NodeJS.Timeout, repeats: boolean) => {
    return (callback: (...values: unknown[]) => void, delay?: number, ...values: unknown[]): number => {
      const id = (last += 1);
      const run = () => {
        if (!repeats) timers.delete(id);
        try {
          callback(...values);
        } catch (reason) {
          onError(reason);
        }
      };
      if (!stopped) timers.set(id, make(run, delay));
      return id;
    };
  };
  const clear = (id: number) => {
    clearTimeout(timers.get(id));
    timers.delete(id);
  };
  const context = vm.createContext(
    {
      console,
      setTimeout: start((run, delay) => setTimeout(run, shortened(delay)), false),
      setInterval: start(setInterval, true),
      clearTimeout: clear,
      clearInterval: clear,
      ...globals,
    },
    // WeChat and Alipay refuse eval and new Function.
    { codeGeneration: { strings: false, wasm: false } },
  );
  const parse = vm.runInContext('(text) => JSON.parse(text)', context) as (text: string) => unknown;
  const makeBuffer = vm.runInContext('(length) => new ArrayBuffer(length)', context) as (length: number) => ArrayBuffer;
  const loaded = new Map<string, { exports: unknown }>();

  function load(file: string): unknown {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    loaded.set(file, module);
    const source = fs.readFileSync(path.join(dist, file), 'utf8');
    const wrapped = `(function (require, module, exports) {${source}\n})`;
    const run = vm.runInContext(wrapped, context, { filename: file }) as (...values: unknown[]) => void;
    run((name: string) => load(fileOf(dist, path.posix.join(path.posix.dirname(file), name))), module, module.exports);
    return module.exports;
  }

  return {
    load,
    script: (file) => {
      const module = { exports: {} as unknown };
      const source = fs.readFileSync(path.join(dist, file), 'utf8').replace(/\bexport\s+default\b/, 'module.exports =');
      vm.compileFunction(source, ['module', 'exports'], { filename: file })(module, module.exports);
      return module.exports;
    },
    across: (value) => {
      if (value === undefined) return undefined;
      if (value instanceof Uint8Array) {
        const copy = makeBuffer(value.byteLength);
        new Uint8Array(copy).set(value);
        return copy;
      }
      const text = JSON.stringify(value) as string | undefined;
      return text === undefined ? undefined : parse(text);
    },
    stop: () => {
      stopped = true;
      timers.forEach((timer) => clearTimeout(timer));
      timers.clear();
    },
    isStopped: () => stopped,
  };
}

function fileOf(dist: string, name: string): string {
  const found = [name, `${name}.js`, `${name}/index.js`].find((each) => {
    const stat = fs.statSync(path.join(dist, each), { throwIfNoEntry: false });
    return stat?.isFile();
  });
  if (!found) throw new Error(`the build has no module ${name}`);
  return found;
}
