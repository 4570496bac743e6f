import type { Dialect } from './platform';
import { elementsOf, upFrom, type ViewElement } from './view';

/** Events that go up from the element to those around it; the others stay where they happen. */
const bubbling = new Set(['tap', 'longpress', 'longtap', 'touchstart', 'touchmove', 'touchend', 'touchcancel']);

/**
 * Lets an element hear an event as the host sends it: to the element, then to those around it until one catches it.
 * @param type in the lower case of WeChat's names
 * @returns whether anybody listened
 */
export function fire(
  dialect: Dialect,
  element: ViewElement,
  type: string,
  detail: Record<string, unknown> = {},
): boolean {
  const timeStamp = performance.now();
  const target = targetOf(element);
  const path = bubbling.has(type) ? [...upFrom(element)] : [element];
  const touch = { identifier: 0, pageX: 100, pageY: 100, clientX: 100, clientY: 100 };
  const touches =
    type.startsWith('touch') || type === 'tap'
      ? { touches: type === 'touchend' ? [] : [touch], changedTouches: [touch] }
      : {};
  let heard = false;
  for (const each of path) {
    const listener = each.listeners.find((one) => one.type.toLowerCase() === type);
    if (!listener) continue;
    heard = true;
    // Alipay names the event as the attribute does (onLongTap → longTap), WeChat too (bindlongpress → longpress).
    listener.call({
      type: listener.type,
      timeStamp,
      target,
      currentTarget: targetOf(each),
      detail,
      ...touches,
      mark: {},
    });
    if (listener.stops) break;
  }
  if (type === 'tap') heard = nativeTap(dialect, element) || heard;
  return heard;
}

/** What the host's own elements do when they are tapped: submit a form, switch a switch, tick a box. */
function nativeTap(dialect: Dialect, element: ViewElement): boolean {
  const path = [...upFrom(element)];
  const submit = path.find(
    ({ attributes }) => attributes['form-type'] === 'submit' || attributes.formType === 'submit',
  );
  const form = submit && path.find(({ tag }) => tag === 'form');
  if (form) return fire(dialect, form, 'submit', { value: {} });
  const label = path.find(({ tag }) => tag === 'label');
  const control = path.find(isControl) ?? (label && [...elementsOf(label)].find(isControl));
  return control ? toggle(dialect, control) : false;
}

const isControl = ({ tag }: ViewElement) => tag === 'switch' || tag === 'checkbox' || tag === 'radio';

function toggle(dialect: Dialect, control: ViewElement): boolean {
  const { tag, attributes } = control;
  if (isDisabled(control)) return false;
  if (tag === 'switch') return fire(dialect, control, 'change', { value: !isOn(attributes.checked) });
  const group = [...upFrom(control)].find((around) => around.tag === `${tag}-group`);
  if (tag === 'radio') return fire(dialect, group ?? control, 'change', { value: attributes.value });
  if (!group) return fire(dialect, control, 'change', { value: !isOn(attributes.checked) });
  const ticked = [...elementsOf(group)].filter(
    (one) => one.tag === tag && isOn(one.attributes.checked) !== (one === control),
  );
  return fire(dialect, group, 'change', { value: ticked.map((one) => one.attributes.value) });
}

/** A button or field that the host lets nobody use. */
export function isDisabled(element: ViewElement): boolean {
  return [...upFrom(element)].some(
    ({ tag, attributes }) =>
      ['button', 'input', 'textarea', 'switch', 'checkbox', 'radio', 'picker'].includes(tag) &&
      isOn(attributes.disabled),
  );
}

const isOn = (value: unknown) => value === true || value === 'true';
const targetOf = ({ id, dataset }: ViewElement) => ({ id, dataset: { ...dataset }, offsetLeft: 0, offsetTop: 0 });
