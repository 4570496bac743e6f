import { type RefObject, useEffect, useRef, useState } from 'react';
import { lookAtFrame } from './picture-maker';
import { nothingSeen, steadied } from './steady';
import type { Camera } from './use-camera';
import type { Corners, Cut } from './wanted';

/** Looked at four times a second: enough for a hand that lays paper, and little for a weak PC. */
const between = 240;
/** Long side of the preview, in pixels. */
const previewLongSide = 480;

interface LiveCut {
  /** Null where no sheet is seen, or none is sought. */
  corners: Corners | null;
  /** The corners were put by hand, and stay until `seekAgain` or the next still. */
  isByHand: boolean;
  putByHand(corners: Corners): void;
  seekAgain(): void;
}

/**
 * Where the sheet lies in the live picture, and how its cut will look.
 * @param seek whether a sheet is sought at all
 * @param preview a canvas on which the cut is drawn while it is there
 */
export function useLiveCut({ state, element, cameraId, stills }: Camera, seek: boolean, turns: Cut['turns'], preview: RefObject<HTMLCanvasElement>): LiveCut {
  const [found, setFound] = useState(nothingSeen);
  const [byHand, setByHand] = useState<Corners | null>(null);
  const corners = seek ? (byHand ?? found.shown) : null;
  const now = useRef({ corners, seek: false, turns });
  useEffect(() => {
    now.current = { corners, seek: seek && !byHand, turns };
  });

  useEffect(() => {
    if (state !== 'live' || !element || !seek) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const look = async () => {
      const began = performance.now();
      const cut = now.current;
      const frame = document.visibilityState === 'visible' ? await frameOf(element) : undefined;
      const seen = frame && (await lookAtFrame(frame, cut.seek, preview.current && { cut: { corners: cut.corners, turns: cut.turns, isSought: cut.seek }, longSide: previewLongSide }));
      if (isOver) return void seen?.preview?.close();
      if (seen?.preview) show(preview.current, seen.preview);
      if (seen && cut.seek) setFound((last) => settled(last, steadied(last, seen.corners)));
      timer = setTimeout(() => void look(), Math.max(60, between - (performance.now() - began)));
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
      setFound(nothingSeen);
    };
  }, [state, element, seek, preview]);

  // The next sheet lies elsewhere, and so does another camera's.
  useEffect(() => setByHand(null), [cameraId, stills]);
  return { corners, isByHand: byHand !== null && seek, putByHand: setByHand, seekAgain: () => setByHand(null) };
}

/** The last one itself where nothing has changed that is drawn: the view is not drawn again. */
const settled = (last: typeof nothingSeen, next: typeof nothingSeen) => (last.shown === next.shown && last.other === next.other && last.missed === next.missed ? last : next);

/** A handle on what the video shows now; unpacking it is left to the worker where the browser can. */
async function frameOf(element: HTMLVideoElement): Promise<ImageBitmap | VideoFrame | undefined> {
  if (element.readyState < element.HAVE_CURRENT_DATA || element.videoWidth === 0) return undefined;
  try {
    return typeof VideoFrame === 'undefined' ? await createImageBitmap(element, { resizeWidth: 640, resizeHeight: Math.round((640 * element.videoHeight) / element.videoWidth) }) : new VideoFrame(element);
  } catch {
    // The stream ended just now: the next look waits for the camera.
    return undefined;
  }
}

function show(canvas: HTMLCanvasElement | null, picture: ImageBitmap): void {
  if (!canvas) return picture.close();
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('bitmaprenderer')!.transferFromImageBitmap(picture);
}
