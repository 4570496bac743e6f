import { useEffect, useRef } from 'react';

/** Names of keys as `hotkeyOf` writes them, such as `j`, `Space`, `F2` or `Shift+ArrowLeft`. */
type Hotkeys = Record<string, () => void>;

/** The name of a pressed key, or undefined where the browser or the system owns the combination. */
function hotkeyOf(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>) {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.key === ' ') return 'Space';
  if (event.key.length === 1) return event.key.toLowerCase();
  return event.shiftKey ? `Shift+${event.key}` : event.key;
}

const writes = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';
const presses = 'button, a[href], input, summary, [role=button], [role=tab]';

/** Presses that went to a binding which shares its keys. */
const shares = new WeakSet<Event>();

/**
 * Binds keys for the whole page while it is shown. While somebody writes only F-keys count, and Enter and Space
 * stay with a focused button; `enabled` is false while a dialog is open. A press goes to one binding, or to all that share it.
 */
export function useHotkeys(hotkeys: Hotkeys, enabled = true, isShared = false): void {
  const latest = useRef(hotkeys);
  useEffect(() => {
    latest.current = hotkeys;
  });
  useEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const name = hotkeyOf(event);
      const act = name === undefined ? undefined : latest.current[name];
      if (!act || !name || event.isComposing) return;
      if (event.defaultPrevented && !(isShared && shares.has(event))) return;
      const target = event.target instanceof Element ? event.target : undefined;
      const isFunctionKey = /^F\d/.test(name);
      if (!isFunctionKey && target?.closest(writes)) return;
      if ((name === 'Enter' || name === 'Space') && target?.closest(presses)) return;
      if (event.repeat && !name.includes('Arrow') && !'jk+=-'.includes(name)) return;
      event.preventDefault();
      if (isShared) shares.add(event);
      act();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [enabled, isShared]);
}
