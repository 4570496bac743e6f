import { bitmapOfFrame } from './picture-maker';

/** A photograph of its own must have so many times the live picture's pixels to be worth the time that it takes. */
const worthIt = 1.1;
const longestWait = 4_000;
/** Cameras whose photographs failed or were no better: they are not asked again. */
const withoutPhotos = new WeakSet<MediaStreamTrack>();

/** The picture as the camera sees it now: a photograph of its own where that is finer than the live picture, else a frame of it. */
export async function stillOf(track: MediaStreamTrack, video: HTMLVideoElement | null): Promise<ImageBitmap> {
  const live = video && video.videoWidth > 0 ? { width: video.videoWidth, height: video.videoHeight } : track.getSettings();
  return (await photoOf(track, (live.width ?? 0) / (live.height ?? 1), (live.width ?? 0) * (live.height ?? 0))) ?? (await frameOf(track, video));
}

async function photoOf(track: MediaStreamTrack, aspect: number, pixels: number): Promise<ImageBitmap | undefined> {
  if (typeof ImageCapture === 'undefined' || withoutPhotos.has(track)) return undefined;
  const capture = new ImageCapture(track);
  const photo = await inTime(takenBy(capture, aspect, pixels)).catch(() => undefined);
  if (!photo) withoutPhotos.add(track);
  return photo;
}

/** The corners were found on the live picture: a photograph of another form would not show the same. */
async function takenBy(capture: ImageCapture, aspect: number, pixels: number): Promise<ImageBitmap | undefined> {
  const { imageWidth, imageHeight } = await capture.getPhotoCapabilities();
  const [width, height] = [imageWidth?.max ?? 0, imageHeight?.max ?? 0];
  if (width * height < worthIt * pixels || Math.abs(width / height - aspect) > 0.02) return undefined;
  const bitmap = await createImageBitmap(await capture.takePhoto({ imageWidth: width, imageHeight: height }));
  if (bitmap.width * bitmap.height >= worthIt * pixels && Math.abs(bitmap.width / bitmap.height - aspect) <= 0.02) return bitmap;
  bitmap.close();
  return undefined;
}

/** Drivers that hang on a photograph are not rare. */
function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  return Promise.race([work, new Promise<undefined>((resolve) => setTimeout(resolve, longestWait))]);
}

function frameOf(track: MediaStreamTrack, video: HTMLVideoElement | null): Promise<ImageBitmap> {
  if (!video || video.readyState < video.HAVE_CURRENT_DATA) return new ImageCapture(track).grabFrame();
  return typeof VideoFrame === 'undefined' ? createImageBitmap(video) : bitmapOfFrame(new VideoFrame(video));
}
