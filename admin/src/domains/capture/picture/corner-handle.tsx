import { type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import styles from './live-view.module.css';
import { cornerName, placeSeenAt, stepSeenAs, withCornerAt } from './stage';
import type { Corners, Cut, Point } from './wanted';

interface CornerHandleProps {
  corners: Corners;
  at: number;
  turns: Cut['turns'];
  /** The drawn picture, in whose shares the corners are. */
  picture: RefObject<HTMLDivElement>;
  onMove: (corners: Corners) => void;
}

/** Of the picture, with each press of an arrow; with Shift five times as much. */
const step = 0.004;
const arrows: Record<string, Point> = { ArrowLeft: { x: -step, y: 0 }, ArrowRight: { x: step, y: 0 }, ArrowUp: { x: 0, y: -step }, ArrowDown: { x: 0, y: step } };

/**
 * One corner of the cut, dragged with the mouse or moved with the arrows. No button: Space goes on taking pictures while it has the
 * focus.
 */
export function CornerHandle({ corners, at, turns, picture, onMove }: CornerHandleProps) {
  const { x, y } = corners[at]!;
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const box = picture.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onMove(withCornerAt(corners, at, placeSeenAt({ x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height }, turns)));
  };
  const press = (event: KeyboardEvent) => {
    const arrow = arrows[event.key];
    if (!arrow || event.ctrlKey || event.altKey || event.metaKey) return;
    // The page's own arrows choose another place.
    event.preventDefault();
    const move = stepSeenAs(event.shiftKey ? { x: arrow.x * 5, y: arrow.y * 5 } : arrow, turns);
    onMove(withCornerAt(corners, at, { x: x + move.x, y: y + move.y }));
  };
  return (
    <div
      className={styles.handle}
      style={{ left: `${x * 100}%`, top: `${y * 100}%` }}
      role="slider"
      tabIndex={0}
      aria-label={`裁切框${cornerName(at, turns)}`}
      aria-valuenow={Math.round(x * 100)}
      aria-valuetext={`横 ${Math.round(x * 100)}%，纵 ${Math.round(y * 100)}%。用方向键移动`}
      onPointerDown={(event) => event.button === 0 && event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={press}
    />
  );
}
