import fs from 'node:fs';
import path from 'node:path';
import { objectOf, valueOf, type Scope } from './expression';
import type { Dialect } from './platform';
import { parseTemplate, type TemplateElement, type TemplateNode } from './template';
import type { ViewElement } from './view';

/** Who hears the events of a piece of template: its methods by name. */
export type Owner = Record<string, unknown>;

/** A component as `Component()` was told, as far as a component without a life of its own goes. */
export interface ComponentDefinition {
  properties: Record<string, unknown>;
  methods: Owner;
  /** Its template, relative to the build, without the ending. */
  file: string;
}

export interface Renderer {
  /** Draws a page. @throws where a template is missing or broken */
  draw(file: string, data: Scope, owner: Owner, components: Map<string, ComponentDefinition>): ViewElement;
}

interface TemplateFile {
  nodes: TemplateNode[];
  /** Named templates of this file and of those that it imports, each with the file whose script modules it sees. */
  named: Map<string, { nodes: TemplateNode[]; file: TemplateFile }>;
  modules: Scope;
}
interface Drawing {
  file: TemplateFile;
  scope: Scope;
  owner: Owner;
  components: Map<string, ComponentDefinition>;
  parent: ViewElement;
}

/**
 * Interprets a build's templates as the host does. `script` runs a wxs or sjs file of the build; `onError` gets what a
 * listener throws.
 */
export function createRenderer(
  dist: string,
  dialect: Dialect,
  script: (file: string) => unknown,
  onError: (reason: unknown) => void,
): Renderer {
  const files = new Map<string, TemplateFile>();
  const directive = (name: string) => dialect.prefix + name;
  const skipped = new Set(['import', dialect.script.tag]);

  function read(file: string): TemplateFile {
    const known = files.get(file);
    if (known) return known;
    const nodes = parseTemplate(fs.readFileSync(path.join(dist, file), 'utf8'), file);
    const made: TemplateFile = { nodes, named: new Map(), modules: {} };
    files.set(file, made);
    for (const node of nodes) {
      if ('text' in node) continue;
      const { tag, attributes, children } = node;
      if (tag === 'import')
        read(beside(file, attributes.src!)).named.forEach((value, name) => made.named.set(name, value));
      else if (tag === dialect.script.tag) {
        made.modules[attributes[dialect.script.name]!] = script(beside(file, attributes[dialect.script.file]!));
      } else if (tag === 'template' && attributes.name)
        made.named.set(attributes.name, { nodes: children, file: made });
    }
    return made;
  }

  function drawAll(nodes: TemplateNode[], drawing: Drawing): void {
    let chosen = true;
    for (const node of nodes) {
      if ('text' in node) {
        drawing.parent.children.push(String(valueOf(node.text, drawing.scope) ?? ''));
        continue;
      }
      const { attributes } = node;
      if (directive('if') in attributes) chosen = Boolean(valueOf(attributes[directive('if')]!, drawing.scope));
      else if (directive('elif') in attributes || directive('else') in attributes) {
        const condition = attributes[directive('elif')];
        if (chosen || (condition !== undefined && !valueOf(condition, drawing.scope))) continue;
        chosen = true;
      } else chosen = true;
      if (!chosen) continue;
      if (directive('for') in attributes) drawEach(node, drawing);
      else drawOne(node, drawing);
    }
  }

  function drawEach(node: TemplateElement, drawing: Drawing): void {
    const { attributes } = node;
    const list = valueOf(attributes[directive('for')]!, drawing.scope) ?? [];
    const item = attributes[directive('for-item')] ?? 'item';
    const index = attributes[directive('for-index')] ?? 'index';
    for (const [key, value] of Object.entries(list)) {
      const scope = Object.assign(Object.create(drawing.scope) as Scope, {
        [item]: value,
        [index]: Array.isArray(list) ? Number(key) : key,
      });
      drawOne(node, { ...drawing, scope });
    }
  }

  function drawOne(node: TemplateElement, drawing: Drawing): void {
    const { tag, attributes, children } = node;
    if (skipped.has(tag) || (tag === 'template' && attributes.name)) return;
    if (tag === 'block') return drawAll(children, drawing);
    if (tag === 'template') return drawNamed(attributes, drawing);
    const component = drawing.components.get(tag);
    const element = elementOf(node, drawing, component !== undefined);
    drawing.parent.children.push(element);
    if (component) drawComponent(component, element, drawing);
    else drawAll(children, { ...drawing, parent: element });
  }

  function drawNamed(attributes: Record<string, string>, drawing: Drawing): void {
    const name = String(valueOf(attributes.is ?? '', drawing.scope));
    const template = drawing.file.named.get(name);
    if (!template) throw new Error(`the build has no template ${name}`);
    const data = attributes.data === undefined ? {} : objectOf(attributes.data, drawing.scope);
    drawAll(template.nodes, { ...drawing, file: template.file, scope: scopeOf(template.file, data) });
  }

  function drawComponent(component: ComponentDefinition, element: ViewElement, { components }: Drawing): void {
    const file = read(component.file + dialect.template);
    const given = Object.entries(element.attributes).filter(([, value]) => value !== undefined);
    const data = { ...component.properties, ...Object.fromEntries(given) };
    drawAll(file.nodes, { file, scope: scopeOf(file, data), owner: component.methods, components, parent: element });
  }

  function elementOf(node: TemplateElement, { scope, owner, parent }: Drawing, isComponent: boolean): ViewElement {
    const element: ViewElement = {
      tag: node.tag,
      id: '',
      attributes: {},
      dataset: {},
      listeners: [],
      children: [],
      parent,
    };
    for (const [name, source] of Object.entries(node.attributes)) {
      if (name.startsWith(dialect.prefix)) continue;
      const listener = dialect.listener(name);
      const value = valueOf(source, scope);
      if (listener && !isComponent) {
        element.listeners.push({ ...listener, call: (event) => hear(owner, String(value), event) });
      } else if (name.startsWith('data-')) element.dataset[camel(name.slice(5))] = value;
      else element.attributes[name] = value;
    }
    element.id = String(element.attributes.id ?? '');
    return element;
  }

  function hear(owner: Owner, method: string, event: unknown): void {
    try {
      (owner[method] as ((event: unknown) => void) | undefined)?.call(owner, event);
    } catch (reason) {
      onError(reason);
    }
  }

  return {
    draw: (name, data, owner, components) => {
      const file = read(name);
      const root: ViewElement = {
        tag: 'page',
        id: '',
        attributes: {},
        dataset: {},
        listeners: [],
        children: [],
        parent: undefined,
      };
      drawAll(file.nodes, { file, scope: scopeOf(file, data), owner, components, parent: root });
      return root;
    },
  };
}

const scopeOf = (file: TemplateFile, data: Scope): Scope =>
  Object.assign(Object.create(null) as Scope, file.modules, data);
const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const beside = (file: string, relative: string) =>
  relative.startsWith('/') ? relative.slice(1) : path.posix.join(path.posix.dirname(file), relative);
