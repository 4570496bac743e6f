import { useEffect, useState } from 'react';
import { useHotkeys } from '../../../components/use-hotkeys';

/** Each of the two stays for so long, in milliseconds: slow enough for the eyes, quick enough for the difference to jump. */
const turnMs = 450;

/**
 * Two pictures in turn in the same frame: X begins and ends it, or it lasts as long as X is held. `about` names the pictures: with
 * another pair it is over.
 */
export function useFlicker(about: string, enabled: boolean): 'off' | 'one' | 'other' {
  const [running, setRunning] = useState<{ about: string }>();
  const [isOther, setOther] = useState(false);
  const isOn = running?.about === about && enabled;
  const toggle = () => {
    setOther(true);
    setRunning(isOn ? undefined : { about });
  };
  useHotkeys({ x: toggle }, enabled);
  useEffect(() => {
    if (!isOn) return;
    const turning = setInterval(() => setOther((was) => !was), turnMs);
    // A key that is held repeats itself.
    let isHeld = false;
    const onKeyDown = ({ key, repeat }: KeyboardEvent) => {
      if (repeat && key.toLowerCase() === 'x') isHeld = true;
    };
    const onKeyUp = ({ key }: KeyboardEvent) => {
      if (isHeld && key.toLowerCase() === 'x') setRunning(undefined);
    };
    window.addEventListener('keyup', onKeyUp);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      clearInterval(turning);
      window.removeEventListener('keyup', onKeyUp);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [isOn]);
  return !isOn ? 'off' : isOther ? 'other' : 'one';
}
