import { useEffect, useRef } from 'react';
import { burstAfter, noBurst, serialIn } from './scanned-serial';

interface Scanner {
  /** The first digit of what may become a scan: what it does to the page may have to be undone. */
  onBegin: () => void;
  onScan: (serial: string) => void;
}

const writes = 'input, textarea, select, [contenteditable=true]';

/** Listens for a hand-held scanner on a page whose keys mean something else; its Enter reaches nobody else. */
export function useScanner(scanner: Scanner): void {
  const latest = useRef(scanner);
  useEffect(() => {
    latest.current = scanner;
  });
  useEffect(() => {
    let burst = noBurst;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.target instanceof Element && event.target.closest(writes)) return;
      const serial = event.key === 'Enter' ? serialIn(burst, event.timeStamp) : undefined;
      if (serial) {
        event.preventDefault();
        event.stopImmediatePropagation();
        latest.current.onScan(serial);
      }
      burst = burstAfter(burst, event.key, event.timeStamp);
      if (burst.digits.length === 1) latest.current.onBegin();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}
