import { useEffect, useRef } from 'react';
import { type Burst, goesOn, longestGapAfter, meaningOf, noBurst } from './key-burst';

interface StationKeys {
  /** What single letters and digits mean, by the small letter. */
  keys: Record<string, () => void>;
  /** What a hand-held scanner typed while no field was open. */
  onCode: (code: string) => void;
}

const writes = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';

/**
 * Letters and digits of the desk. Each waits a moment, whether a scanner goes on typing: its code must not press a dozen keys of
 * the page. Space, Enter, arrows and F-keys are bound by `useHotkeys`; those within a code reach nobody.
 */
export function useStationKeys(wanted: StationKeys, enabled: boolean): void {
  const latest = useRef(wanted);
  useEffect(() => {
    latest.current = wanted;
  });
  useEffect(() => {
    if (!enabled) return;
    let burst: Burst = noBurst;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = () => {
      clearTimeout(timer);
      const meaning = meaningOf(burst);
      burst = noBurst;
      if ('code' in meaning) latest.current.onCode(meaning.code);
      else for (const key of meaning.keys) latest.current.keys[key]?.();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const isOwn = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
      if (isOwn || (event.target instanceof Element && event.target.closest(writes))) return;
      if (burst.keys && !goesOn(burst, event.timeStamp)) end();
      const isWithin = burst.keys !== '';
      if (event.key === 'Enter' && isWithin) {
        const isCode = 'code' in meaningOf(burst);
        end();
        if (!isCode) return;
      } else if (event.key.length !== 1 || (event.key === ' ' && !isWithin)) return;
      else if (event.repeat) return;
      else {
        burst = { keys: burst.keys + event.key, at: event.timeStamp };
        clearTimeout(timer);
        timer = setTimeout(end, longestGapAfter(burst));
      }
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, [enabled]);
}
