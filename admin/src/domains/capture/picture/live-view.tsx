import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { CornerHandle } from './corner-handle';
import styles from './live-view.module.css';
import { drawnIn, frameOf } from './stage';
import type { Camera } from './use-camera';
import { useLiveCut } from './use-live-cut';
import type { Corners, Cut, Wanted } from './wanted';

interface LiveViewProps {
  camera: Camera;
  subject: Wanted['subject'];
  /** Width / height of what is photographed, from the photo rules. */
  aspect: number;
  turns: Cut['turns'];
  /** Whether the sheet is sought and cut out; else, and for persons and vehicles, the whole picture is kept. */
  isAuto: boolean;
  /** How the picture will be cut: give it to `makePicture` as it is. */
  onCut: (cut: Cut) => void;
}

/** The live picture with the sheet's outline, and how the cut and straightened picture will look. Fills the box in which it stands. */
export function LiveView({ camera, subject, aspect, turns, isAuto, onCut }: LiveViewProps): ReactNode {
  const [stage, picture, preview] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null), useRef<HTMLCanvasElement>(null)];
  const room = useSize(stage);
  const seek = isAuto && subject === 'document';
  const { corners, isByHand, putByHand, seekAgain } = useLiveCut(camera, seek, turns, preview);
  const latest = useRef(onCut);
  useLayoutEffect(() => {
    latest.current = onCut;
  });
  useEffect(() => {
    latest.current({ corners, turns, isSought: !isByHand });
  }, [corners, turns, isByHand]);

  const size = camera.size ?? { width: 4, height: 3 };
  const drawn = drawnIn(room, size, turns);
  const isLive = camera.state === 'live';
  const guide = frameOf(aspect, size, turns);
  return (
    <div className={styles.view} data-previews={seek}>
      <div className={styles.stage} ref={stage}>
        <div ref={picture} className={styles.picture} style={{ ...drawn, transform: `translate(-50%, -50%) rotate(${turns * 90}deg)` }}>
          <video ref={camera.video} muted playsInline aria-label="摄像头画面" />
          {isLive && (
            <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
              {corners ? (
                <>
                  <path className={styles.around} d={`M0 0H1000V1000H0Z${pathOf(corners)}`} />
                  <path className={styles.outline} data-by-hand={isByHand} d={pathOf(corners)} />
                </>
              ) : (
                <path className={styles.guide} d={pathOf(guide)} />
              )}
            </svg>
          )}
          {isLive && corners && corners.map((_, at) => <CornerHandle key={at} corners={corners} at={at} turns={turns} picture={picture} onMove={putByHand} />)}
        </div>
        {isLive ? (
          <p className={styles.hint} role="status">
            {seek && !corners && '没有找到证件边缘，将保留整张画面。请把证件放在深色底板上，四边都留出一点空。'}
          </p>
        ) : (
          <p className={styles.notice} role={camera.state === 'trouble' ? 'alert' : 'status'}>
            {camera.trouble ?? (camera.state === 'off' ? '离开时间较长，摄像头已关闭，回到本页会自动打开。' : '正在打开摄像头…')}
            {camera.state === 'trouble' && (
              <button type="button" onClick={camera.retry}>
                重新打开
              </button>
            )}
          </p>
        )}
        {isLive && seek && <CutButtons isByHand={isByHand} onSeek={seekAgain} onHand={() => putByHand(corners ?? guide)} />}
      </div>
      {seek && <Preview canvas={preview} isByHand={isByHand} isWhole={corners === null} />}
    </div>
  );
}

const pathOf = (corners: Corners) => `M${corners.map(({ x, y }) => `${(x * 1000).toFixed(1)} ${(y * 1000).toFixed(1)}`).join('L')}Z`;

function CutButtons({ isByHand, onSeek, onHand }: { isByHand: boolean; onSeek: () => void; onHand: () => void }) {
  return (
    <div className={styles.tools}>
      {/* After a click the focus goes back to the page: Space takes the next picture. */}
      <button
        type="button"
        onClick={(event) => {
          if (event.detail > 0) event.currentTarget.blur();
          (isByHand ? onSeek : onHand)();
        }}
      >
        {isByHand ? '恢复自动找边缘' : '手动调整边框'}
      </button>
    </div>
  );
}

function Preview({ canvas, isByHand, isWhole }: { canvas: RefObject<HTMLCanvasElement>; isByHand: boolean; isWhole: boolean }) {
  return (
    <figure className={styles.preview}>
      <canvas ref={canvas} role="img" aria-label="裁切后的样子" />
      <figcaption>{isWhole ? '保留整张画面' : isByHand ? '按手动边框裁切' : '裁切、拉直后'}</figcaption>
    </figure>
  );
}

function useSize(element: RefObject<HTMLElement>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setSize({ width: entry.contentRect.width, height: entry.contentRect.height }));
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
