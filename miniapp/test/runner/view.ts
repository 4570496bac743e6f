/** Something that listens to an element: a method of the page, or of the component that the element stands in. */
export interface Listener {
  /** As the host names the event, such as `tap` or `longTap`. */
  type: string;
  stops: boolean;
  call(event: unknown): void;
}

/** An element as the host has drawn it. */
export interface ViewElement {
  tag: string;
  id: string;
  attributes: Record<string, unknown>;
  dataset: Record<string, unknown>;
  listeners: Listener[];
  children: (ViewElement | string)[];
  parent: ViewElement | undefined;
}

/** What a person sees of an element, white space made single; what is hidden is left out, a style sheet is not read. */
export function textOf(element: ViewElement): string {
  return visibleText(element).replace(/\s+/g, ' ').trim();
}

/** The element and all below it that are not hidden, outermost first. */
export function* elementsOf(element: ViewElement): Generator<ViewElement> {
  if (isHidden(element)) return;
  yield element;
  for (const child of element.children) if (typeof child !== 'string') yield* elementsOf(child);
}

/** From the element up to the page. */
export function* upFrom(element: ViewElement | undefined): Generator<ViewElement> {
  for (let each = element; each; each = each.parent) yield each;
}

const fields = new Set(['input', 'textarea']);
const inline = new Set(['text', '#text']);

function visibleText(element: ViewElement): string {
  if (isHidden(element)) return '';
  if (fields.has(element.tag)) return String(element.attributes.value ?? '');
  const text = element.children.map((child) => (typeof child === 'string' ? child : visibleText(child))).join('');
  // Blocks stand apart, a text flows.
  return inline.has(element.tag) ? text : `\n${text}\n`;
}

function isHidden({ attributes }: ViewElement): boolean {
  return (
    attributes.hidden === true || attributes.hidden === 'true' || /display:\s*none/.test(String(attributes.style ?? ''))
  );
}

/**
 * The elements that a person means by these words: their text, or the label that a screen reader speaks. The whole text
 * counts before a part of it, and the innermost element before those around it.
 */
export function elementsNamed(root: ViewElement, words: string): ViewElement[] {
  const all = [...elementsOf(root)];
  const named = all.filter((element) => textOf(element) === words || element.attributes['aria-label'] === words);
  return innermost(named.length > 0 ? named : all.filter((element) => textOf(element).includes(words)));
}

/** Of several, those that stand in the smallest surroundings that also show these words. */
export function within(elements: ViewElement[], words: string): ViewElement[] {
  const distances = elements.map((element) =>
    [...upFrom(element)].findIndex((around) => textOf(around).includes(words)),
  );
  const nearest = Math.min(...distances.filter((distance) => distance >= 0));
  return elements.filter((_, index) => distances[index] === nearest);
}

/** The field with this placeholder, spoken label or name, or else the only one beside this text. */
export function fieldNamed(
  root: ViewElement,
  words: string,
  tags: readonly string[] = ['input', 'textarea'],
): ViewElement[] {
  const all = [...elementsOf(root)].filter(({ tag }) => tags.includes(tag));
  for (const attribute of ['placeholder', 'aria-label', 'name']) {
    const named = all.filter(({ attributes }) => attributes[attribute] === words);
    if (named.length > 0) return named;
  }
  const beside = all.filter((field) => {
    const around = [...upFrom(field)].find((each) => textOf(each).includes(words));
    return around !== undefined && [...elementsOf(around)].filter(({ tag }) => tags.includes(tag)).length === 1;
  });
  return beside.length > 0
    ? beside
    : all.filter(({ attributes }) => String(attributes.placeholder ?? '').includes(words));
}

function innermost(elements: ViewElement[]): ViewElement[] {
  const around = new Set(elements.flatMap((element) => [...upFrom(element.parent)]));
  return elements.filter((element) => !around.has(element));
}
