import { readCamera, rememberedAmong } from './camera-memory';

/** A camera that gives pictures. */
export interface OpenCamera {
  stream: MediaStream;
  track: MediaStreamTrack;
  id: string;
  cameras: { id: string; label: string }[];
}

/** Why no camera gives pictures. */
export interface CameraTrouble {
  sentence: string;
  /** It may pass by itself: another program lets go of the camera, or a cable is plugged in. */
  mayPass: boolean;
}

export const lost: CameraTrouble = { sentence: '摄像头断开了。请检查连接线，接好后画面会自动恢复，已经拍好的照片不会丢。', mayPass: true };
export const noSecureContext: CameraTrouble = { sentence: '用 https 地址打开本系统后才能使用摄像头，现在请改用扫描文件。', mayPass: false };

const troubles: Record<string, CameraTrouble> = {
  NotAllowedError: { sentence: '浏览器没有允许使用摄像头。请点地址栏左边的图标，把摄像头改为允许，画面会自动出来。', mayPass: false },
  NotFoundError: { sentence: '没有找到摄像头或高拍仪。请检查连接线和电源，接好后画面会自动出来；也可以改用扫描文件。', mayPass: true },
  NotReadableError: { sentence: '摄像头正被其他程序使用。请关闭那个程序，画面会自动出来。', mayPass: true },
  AbortError: { sentence: '摄像头没有启动。请拔下连接线重新插好，画面会自动出来。', mayPass: true },
  // The one that is wanted is not there.
  OverconstrainedError: lost,
};
const unknown: CameraTrouble = { sentence: '摄像头没有打开。请重试；仍不行时拔下连接线重新插好。', mayPass: true };

export const troubleOf = (error: unknown): CameraTrouble => troubles[(error as DOMException).name] ?? unknown;

/**
 * The finest picture that a camera may give, at a frame rate that a weak PC keeps up with: paper lies still. Browsers take what is
 * nearest to these wishes.
 */
const finest: MediaTrackConstraints = { width: { ideal: 4096 }, height: { ideal: 3072 }, frameRate: { ideal: 10 } };

/** The cameras of this PC; without labels, and with empty ids, before the browser has been allowed to use one. */
export async function camerasOfThisPc(): Promise<{ id: string; label: string }[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId, label }, at) => ({ id: deviceId, label: label || `摄像头 ${at + 1}` }));
}

/**
 * Opens a camera at its highest resolution.
 * @param wanted null for the remembered one, or any where that is not there
 * @throws DOMException see `troubleOf`
 */
export async function openCamera(wanted: string | null): Promise<OpenCamera> {
  const known = await camerasOfThisPc();
  // The same camera at another socket may have another id.
  const first = known.find(({ id }) => id === wanted)?.id ?? rememberedAmong(known, readCamera())?.id ?? wanted ?? undefined;
  let stream = await streamOf(first);
  // Labels and ids are told only now, if this was the first time.
  const cameras = await camerasOfThisPc();
  const id = idOf(stream);
  const right = first ?? rememberedAmong(cameras, readCamera())?.id ?? id;
  if (right !== id) {
    stopStream(stream);
    stream = await streamOf(right);
  }
  const track = stream.getVideoTracks()[0]!;
  await raise(track);
  return { stream, track, id: right, cameras };
}

const streamOf = (id: string | undefined) =>
  navigator.mediaDevices.getUserMedia({ video: { ...finest, ...(id ? { deviceId: { exact: id } } : { facingMode: 'environment' }) } });

const idOf = (stream: MediaStream) => stream.getVideoTracks()[0]?.getSettings().deviceId ?? '';

export const stopStream = (stream: MediaStream) => stream.getTracks().forEach((track) => track.stop());

/** Some browsers settle for less than the camera gives: they are asked once more for what it says that it can. */
async function raise(track: MediaStreamTrack): Promise<void> {
  const { width, height } = track.getCapabilities?.() ?? {};
  const now = track.getSettings();
  if (!width?.max || !height?.max || (now.width ?? 0) * (now.height ?? 0) >= width.max * height.max) return;
  // What it has already is good enough where it refuses.
  await track.applyConstraints({ width: { ideal: width.max }, height: { ideal: height.max }, frameRate: { ideal: 10 } }).catch(() => undefined);
}
