/** An element or a piece of text of a wxml or axml file, as written. */
export type TemplateNode =
  { tag: string; attributes: Record<string, string>; children: TemplateNode[] } | { text: string };
export type TemplateElement = Exclude<TemplateNode, { text: string }>;

const tagPattern = /<(\/?)([\w-]+)((?:\s+[^\s=/>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*(\/?)>/y;
const attributePattern = /([^\s=/>]+)(?:\s*=\s*("[^"]*"|'[^']*'))?/g;

/** Parses a template. @throws with file and line where an element is broken, crossed or left open, as the vendors' compilers do */
export function parseTemplate(source: string, file: string): TemplateNode[] {
  const root: TemplateElement = { tag: '', attributes: {}, children: [] };
  const open = [root];
  let at = 0;
  const fail = (what: string): never => {
    throw new Error(`${file}:${source.slice(0, at).split('\n').length}: ${what}`);
  };
  while (at < source.length) {
    const inside = open[open.length - 1]!;
    if (source.startsWith('<!--', at)) {
      const end = source.indexOf('-->', at);
      if (end < 0) fail('a comment is not closed');
      at = end + 3;
    } else if (source[at] === '<') {
      tagPattern.lastIndex = at;
      const match = tagPattern.exec(source) ?? fail('this is no element');
      const [whole, closing, tag, attributes, empty] = match as unknown as [string, string, string, string, string];
      if (closing) {
        if (inside.tag !== tag) fail(`</${tag}> closes <${inside.tag}>`);
        open.pop();
      } else {
        const element: TemplateElement = { tag, attributes: attributesIn(attributes), children: [] };
        inside.children.push(element);
        if (!empty) open.push(element);
      }
      at += whole.length;
    } else {
      const end = textEnd(source, at);
      const text = source.slice(at, end);
      if (text.trim() !== '') inside.children.push({ text: decoded(text.trim()) });
      at = end;
    }
  }
  if (open.length > 1) fail(`<${open[open.length - 1]!.tag}> is not closed`);
  return root.children;
}

/** The next `<` that is not part of an expression. */
function textEnd(source: string, from: number): number {
  let at = from;
  for (;;) {
    const tag = source.indexOf('<', at);
    const expression = source.indexOf('{{', at);
    if (tag < 0) return source.length;
    if (expression < 0 || tag < expression) return tag;
    const end = source.indexOf('}}', expression);
    if (end < 0) return tag;
    at = end + 2;
  }
}

function attributesIn(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name, quoted] of text.matchAll(attributePattern)) {
    // An attribute without a value is true.
    attributes[name!] = quoted === undefined ? '{{true}}' : decoded(quoted.slice(1, -1));
  }
  return attributes;
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00a0' };
function decoded(text: string): string {
  return text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
}
