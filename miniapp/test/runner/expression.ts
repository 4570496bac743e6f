import vm from 'node:vm';

/** What the names in an expression stand for: the data of the page, the item of a loop, a script module. */
export type Scope = Record<string, unknown>;

type Evaluate = (scope: Scope) => unknown;
const compiled = new Map<string, Evaluate>();
const mustache = /\{\{([\s\S]*?)\}\}(?!\})/g;

/** The value of an attribute or a text: an expression's own value where it stands alone, otherwise text. */
export function valueOf(source: string, scope: Scope): unknown {
  let evaluate = compiled.get(source);
  if (!evaluate) compiled.set(source, (evaluate = compile(source)));
  return evaluate(scope);
}

/** The value of `data="{{ item, index: 1, ...rest }}"`: an object without its braces. */
export function objectOf(source: string, scope: Scope): Scope {
  const inside = source.trim().replace(/^\{\{([\s\S]*)\}\}$/, '$1');
  return valueOf(`{{({${inside}})}}`, scope) as Scope;
}

function compile(source: string): Evaluate {
  const parts: (string | Evaluate)[] = [];
  let at = 0;
  for (const match of source.matchAll(mustache)) {
    if (match.index > at) parts.push(source.slice(at, match.index));
    parts.push(compileExpression(match[1]!));
    at = match.index + match[0].length;
  }
  if (at < source.length) parts.push(source.slice(at));
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'function') return only;
  return (scope) => parts.map((part) => (typeof part === 'string' ? part : shown(part(scope)))).join('');
}

const shown = (value: unknown) => (value === undefined || value === null ? '' : String(value));

function compileExpression(expression: string): Evaluate {
  const run = vm.compileFunction(`with (scope) { return (${expression}); }`, ['scope']) as Evaluate;
  return (scope) => {
    try {
      return run(open(scope));
    } catch (reason) {
      // A template reads a member of nothing as nothing.
      if (reason instanceof TypeError || (reason as Error).name === 'TypeError') return undefined;
      throw reason;
    }
  };
}

/** A name that the data does not know is undefined; it never reaches for a global. */
function open(scope: Scope): Scope {
  return new Proxy(scope, {
    has: (_, name) => typeof name === 'string',
    get: (target, name) => (typeof name === 'string' && name in target ? target[name] : undefined),
  });
}
