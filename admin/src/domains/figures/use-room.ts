import { useLayoutEffect, useRef, useState } from 'react';
import type { Room } from './bars-drawing';

/** Measures an element, so that what is drawn in it fills it, with letters as large as those around it: on a phone, at a desk and on a wall. */
export function useRoom<E extends HTMLElement>() {
  const ref = useRef<E>(null);
  const [room, setRoom] = useState<Room>();
  useLayoutEffect(() => {
    const element = ref.current!;
    const measure = () => {
      const [width, height, em] = [element.clientWidth, element.clientHeight, parseFloat(getComputedStyle(element).fontSize)];
      setRoom((before) => (before?.width === width && before.height === height && before.em === em ? before : { width, height, em }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, room };
}
