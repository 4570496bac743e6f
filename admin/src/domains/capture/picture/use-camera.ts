import { type RefCallback, useCallback, useEffect, useMemo, useState } from 'react';
import { readCamera, rememberCamera, rememberedAmong } from './camera-memory';
import { type CameraTrouble, camerasOfThisPc, lost, noSecureContext, type OpenCamera, openCamera, stopStream, troubleOf } from './open-camera';
import { stillOf } from './still';
import type { Cut } from './wanted';

/** A camera of this PC, such as a 高拍仪, which the browser sees as a webcam. */
export interface Camera {
  /** `off`: the page was hidden for long; it goes on when the page is looked at again. */
  state: 'opening' | 'live' | 'trouble' | 'off';
  /** What happened and what to do, where `state` is `trouble`. */
  trouble: string | null;
  cameras: { id: string; label: string }[];
  cameraId: string | null;
  choose(id: string): void;
  /** Pixels of the live picture. */
  size: { width: number; height: number } | null;
  /** The `ref` of a `<video muted playsInline>`, which then shows the live picture. */
  video: RefCallback<HTMLVideoElement>;
  /** That element, while there is one. */
  element: HTMLVideoElement | null;
  retry(): void;
  /** The picture as it is seen now, as fine as the camera gives it. Rejects with a sentence in Chinese. */
  still(): Promise<ImageBitmap>;
  /** How many were taken. */
  stills: number;
  /** Quarter turns clockwise in which this camera's pictures are upright; remembered with the camera. */
  turns: Cut['turns'];
  setTurns(turns: Cut['turns']): void;
}

const triesEvery = 5_000;
const restsAfter = 5 * 60_000;

type Shown = { state: 'opening' } | { state: 'live'; open: OpenCamera } | { state: 'trouble'; trouble: CameraTrouble } | { state: 'off' };

/**
 * Opens the camera of this PC at its finest resolution while the component is shown, and lets go of it afterwards. The camera that
 * is chosen is remembered; one that was unplugged comes back by itself.
 */
export function useCamera(): Camera {
  const [element, video] = useState<HTMLVideoElement | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [shown, setShown] = useState<Shown>({ state: 'opening' });
  const [cameras, setCameras] = useState<Camera['cameras']>([]);
  const [stills, setStills] = useState(0);
  const [size, setSize] = useState<Camera['size']>(null);
  const [turns, keepTurns] = useState<Cut['turns']>(() => readCamera()?.turns ?? 0);
  const isResting = useIsHiddenForLong(restsAfter);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);

  useEffect(() => {
    if (isResting) return setShown({ state: 'off' });
    if (!navigator.mediaDevices) return setShown({ state: 'trouble', trouble: noSecureContext });
    let isOver = false;
    let opened: OpenCamera | undefined;
    setShown((last) => (last.state === 'trouble' ? last : { state: 'opening' }));
    openCamera(wanted).then(
      (open) => {
        if (isOver) return stopStream(open.stream);
        opened = open;
        // The one that was unplugged is waited for: another one would look at something else.
        open.track.addEventListener('ended', () => {
          if (isOver) return;
          setShown({ state: 'trouble', trouble: lost });
          setWanted(open.id);
        });
        const label = open.cameras.find(({ id }) => id === open.id)?.label;
        if (!readCamera() && label) rememberCamera({ id: open.id, label, turns: 0 });
        setCameras(open.cameras);
        const { width, height } = open.track.getSettings();
        setSize(width && height ? { width, height } : null);
        setShown({ state: 'live', open });
      },
      (error: unknown) => !isOver && setShown({ state: 'trouble', trouble: troubleOf(error) }),
    );
    return () => {
      isOver = true;
      if (opened) stopStream(opened.stream);
    };
  }, [wanted, attempt, isResting]);

  const open = shown.state === 'live' ? shown.open : undefined;
  const trouble = shown.state === 'trouble' ? shown.trouble : undefined;
  useReturn(open, trouble, retry, setCameras);
  useShownStream(element, open?.stream, setSize);

  const choose = useCallback(
    (id: string) => {
      rememberCamera({ id, label: cameras.find((camera) => camera.id === id)?.label ?? '', turns });
      setWanted(id);
      retry();
    },
    [cameras, turns, retry],
  );
  const setTurns = useCallback(
    (next: Cut['turns']) => {
      keepTurns(next);
      const kept = readCamera();
      if (open) rememberCamera({ id: open.id, label: cameras.find(({ id }) => id === open.id)?.label ?? kept?.label ?? '', turns: next });
    },
    [open, cameras],
  );
  const still = useCallback(async () => {
    if (!open) throw new Error('摄像头还没有画面，请等画面出来再拍。');
    const still = await stillOf(open.track, element).catch(() => {
      throw new Error('没有拍成，请再拍一次。');
    });
    // Only when who waits for it has gone on, with the cut that was seen.
    setTimeout(() => setStills((count) => count + 1));
    return still;
  }, [open, element]);
  const cameraId = open?.id ?? wanted;
  return useMemo(
    () => ({ state: shown.state, trouble: trouble?.sentence ?? null, cameras, cameraId, choose, size, video, element, retry, still, stills, turns, setTurns }),
    [shown.state, trouble, cameras, cameraId, choose, size, element, retry, still, stills, turns, setTurns],
  );
}

/** Tries again where a trouble may have passed: something was plugged in, the browser was allowed to, or some time went by. */
function useReturn(open: OpenCamera | undefined, trouble: CameraTrouble | undefined, retry: () => void, setCameras: (cameras: Camera['cameras']) => void): void {
  useEffect(() => {
    if (!navigator.mediaDevices) return;
    const onChange = async () => {
      const cameras = await camerasOfThisPc();
      setCameras(cameras);
      if (!open) return retry();
      const remembered = rememberedAmong(cameras, readCamera());
      if (remembered && remembered.id !== open.id) retry();
    };
    const listener = () => void onChange();
    navigator.mediaDevices.addEventListener('devicechange', listener);
    return () => navigator.mediaDevices.removeEventListener('devicechange', listener);
  }, [open, retry, setCameras]);

  useEffect(() => {
    if (!trouble?.mayPass) return;
    const timer = setInterval(retry, triesEvery);
    return () => clearInterval(timer);
  }, [trouble, retry]);

  useEffect(() => {
    if (!trouble || trouble.mayPass) return;
    let permission: PermissionStatus | undefined;
    let isOver = false;
    // Firefox does not tell of this permission: there, the button is left.
    navigator.permissions?.query({ name: 'camera' as PermissionName }).then(
      (status) => {
        if (isOver) return;
        permission = status;
        permission.onchange = retry;
      },
      () => undefined,
    );
    return () => {
      isOver = true;
      if (permission) permission.onchange = null;
    };
  }, [trouble, retry]);
}

function useShownStream(element: HTMLVideoElement | null, stream: MediaStream | undefined, setSize: (size: Camera['size']) => void): void {
  useEffect(() => {
    if (!element || !stream) return;
    const onSize = () => element.videoWidth > 0 && setSize({ width: element.videoWidth, height: element.videoHeight });
    element.addEventListener('resize', onSize);
    element.addEventListener('loadedmetadata', onSize);
    element.srcObject = stream;
    // Playing is broken off by the next stream, or by the element's end.
    element.play().catch(() => undefined);
    return () => {
      element.removeEventListener('resize', onSize);
      element.removeEventListener('loadedmetadata', onSize);
      element.srcObject = null;
    };
  }, [element, stream, setSize]);
}

function useIsHiddenForLong(milliseconds: number): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onChange = () => {
      clearTimeout(timer);
      if (document.visibilityState === 'visible') setLong(false);
      else timer = setTimeout(() => setLong(true), milliseconds);
    };
    onChange();
    document.addEventListener('visibilitychange', onChange);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onChange);
    };
  }, [milliseconds]);
  return isLong;
}
