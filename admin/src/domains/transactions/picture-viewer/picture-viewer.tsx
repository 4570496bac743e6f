import { Button, Spin } from 'antd';
import { useEffect, useLayoutEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';
import { useHotkeys } from '../../../components/use-hotkeys';
import styles from './picture-viewer.module.css';
import { type Area, drawnSize, frameOf, panBy, turn, viewOfArea, wholePicture, zoomAt, type Size, type Viewport } from './viewport';

/** A picture on its way, in memory, not to be had now, or gone for good (each with the sentence that says why). */
export type LoadedPicture =
  | { state: 'loading' }
  | { state: 'ready'; element: HTMLImageElement }
  | { state: 'failed'; message: string }
  | { state: 'gone'; message: string };

/** An area to be framed and brought near; the same object again means that it is still the same wish. */
export interface Frame {
  area: Area;
  label: string;
}

/** A picture that takes another one's place for a moment, such as while two of them flicker. */
export interface Over {
  element: HTMLImageElement;
  title: string;
  frame: Frame | undefined;
}

interface PictureViewerProps {
  picture: LoadedPicture;
  /** What the picture shows, for those who cannot see it. */
  title: string;
  /** What somebody wants to see on it. */
  frame?: Frame | undefined;
  /** Shown instead of the picture, with the view of the picture; only where both are framed, each at its own area. */
  over?: Over | undefined;
  onRetry: () => void;
  /** False while a dialog is open. */
  hotkeys?: boolean;
}

const step = 1.35;
const stride = 80;

/**
 * One picture on a dark stage: wheel, + and − zoom around the cursor, 0 shows it whole, R turns it, a drag or
 * Shift with an arrow moves it. Give it the picture's id as `key`: the next picture then begins whole.
 */
export function PictureViewer({ picture, title, frame, over, onRetry, hotkeys = true }: PictureViewerProps) {
  // How the picture was moved by hand; a new frame begins with its own view.
  const [moved, setMoved] = useState<{ from: Frame | undefined; view: Viewport }>();
  const [stage, setStage] = useState<Size>({ width: 0, height: 0 });
  const stageElement = useRef<HTMLDivElement>(null);
  const element = picture.state === 'ready' ? picture.element : undefined;
  const natural = sizeOf(element);

  const begin = frame && stage.width > 0 ? viewOfArea(frame.area, natural, stage) : wholePicture;
  const isMoved = moved !== undefined && moved.from === frame;
  const view = isMoved ? moved.view : begin;
  const setView = (change: (at: Viewport) => Viewport) =>
    setMoved((last) => ({ from: frame, view: change(last && last.from === frame ? last.view : begin) }));

  const zoom = (factor: number, point = { x: 0, y: 0 }) => setView((at) => zoomAt(at, factor, point, natural, stage));
  const pan = (dx: number, dy: number) => setView((at) => panBy(at, dx, dy, natural, stage));
  const showWhole = () => setView((at) => ({ ...wholePicture, turns: at.turns }));
  const rotate = () => setView(turn);

  useHotkeys(
    {
      '+': () => zoom(step),
      '=': () => zoom(step),
      '-': () => zoom(1 / step),
      '0': showWhole,
      r: rotate,
      'Shift+ArrowLeft': () => pan(stride, 0),
      'Shift+ArrowRight': () => pan(-stride, 0),
      'Shift+ArrowUp': () => pan(0, stride),
      'Shift+ArrowDown': () => pan(0, -stride),
    },
    hotkeys,
    // Two pictures beside each other move together.
    true,
  );
  useStageSize(stageElement, setStage);
  useWheel(stageElement, (deltaY, point) => zoom(Math.exp(-deltaY * 0.0016), point));

  const drag = (event: PointerEvent) => {
    if (event.buttons === 1 && event.currentTarget.hasPointerCapture(event.pointerId)) pan(event.movementX, event.movementY);
  };
  return (
    <div
      ref={stageElement}
      className={styles.stage}
      data-zoomed={view.scale > 1}
      onPointerDown={(event) => event.button === 0 && element && event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={(event) => (view.scale > 1 ? showWhole() : zoom(2.5, fromMiddle(event, event.currentTarget)))}
    >
      {element && stage.width > 0 && !over && <Placed element={element} title={title} view={view} stage={stage} frame={frame} />}
      {element && stage.width > 0 && over && (
        <Placed {...over} view={frame && over.frame && !isMoved ? viewOfArea(over.frame.area, sizeOf(over.element), stage) : view} stage={stage} />
      )}
      {picture.state === 'loading' && (
        <div className={styles.notice} role="status">
          <Spin />
          正在加载照片
        </div>
      )}
      {picture.state === 'failed' && (
        <div className={styles.notice} role="alert">
          <b>照片没有加载出来</b>
          <span>{picture.message}</span>
          <Button onClick={onRetry}>重新加载</Button>
        </div>
      )}
      {picture.state === 'gone' && (
        <div className={styles.notice} role="status">
          {picture.message}
        </div>
      )}
      {element && (
        <div
          className={styles.tools}
          role="toolbar"
          aria-label="照片显示"
          onPointerDown={(event) => event.stopPropagation()}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          <button type="button" title="缩小（-）" aria-label="缩小" onClick={() => zoom(1 / step)}>
            −
          </button>
          <button type="button" title="显示整张（0）" aria-label="显示整张" onClick={showWhole}>
            {Math.round(view.scale * 100)}%
          </button>
          <button type="button" title="放大（+）" aria-label="放大" onClick={() => zoom(step)}>
            +
          </button>
          <button type="button" title="顺时针旋转（R）" aria-label="旋转" onClick={rotate}>
            ⟳
          </button>
        </div>
      )}
    </div>
  );
}

function sizeOf(element: HTMLImageElement | undefined): Size {
  return { width: element?.naturalWidth || 1, height: element?.naturalHeight || 1 };
}

interface PlacedProps {
  element: HTMLImageElement;
  title: string;
  view: Viewport;
  stage: Size;
  frame: Frame | undefined;
}

/** The image element itself, not a second one with the same address: addresses live for a minute only. */
function Placed({ element, title, view, stage, frame }: PlacedProps) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    element.alt = title;
    element.draggable = false;
    host.current?.replaceChildren(element);
  }, [element, title]);
  const { width, height } = drawnSize(sizeOf(element), stage, view);
  const transform = `translate(${view.x}px, ${view.y}px) translate(-50%, -50%) rotate(${view.turns * 90}deg)`;
  return (
    <div className={styles.picture} style={{ width, height, transform }}>
      <div ref={host} className={styles.host} />
      {frame && <FrameLine frame={frame} />}
    </div>
  );
}

function FrameLine({ frame: { area, label } }: { frame: Frame }) {
  const { x, y, width, height } = frameOf(area);
  const [left, top, across, down] = [x, y, width, height].map((share) => `${share * 100}%`);
  return <div className={styles.frame} style={{ left, top, width: across, height: down }} role="img" aria-label={`框出：${label}`} />;
}

function useStageSize(stage: RefObject<HTMLDivElement>, onSize: (size: Size) => void): void {
  useLayoutEffect(() => {
    const element = stage.current!;
    const observer = new ResizeObserver(() => onSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, [stage, onSize]);
}

/** React's own wheel events are passive: they could not keep the page from scrolling. */
function useWheel(
  stage: RefObject<HTMLDivElement>,
  onWheel: (deltaY: number, point: { x: number; y: number }) => void,
): void {
  const latest = useRef(onWheel);
  useEffect(() => {
    latest.current = onWheel;
  });
  useEffect(() => {
    const element = stage.current!;
    const listen = (event: WheelEvent) => {
      event.preventDefault();
      latest.current(event.deltaMode === 1 ? event.deltaY * 30 : event.deltaY, fromMiddle(event, element));
    };
    element.addEventListener('wheel', listen, { passive: false });
    return () => element.removeEventListener('wheel', listen);
  }, [stage]);
}

function fromMiddle({ clientX, clientY }: { clientX: number; clientY: number }, element: Element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
}
