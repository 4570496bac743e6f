import type { PictureSource, TakenPicture } from '../counter-deal';
import { hireWorker, Refused, WorkerLost } from './hired-worker';
import type { Made, Question, Seen } from './questions';
import type { Corners, Cut, Wanted } from './wanted';

export type { Corners, Cut, Point, Wanted } from './wanted';

const start = () => new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module' });
const maker = hireWorker(start, 30);
/** The live picture is looked at in a thread of its own: it goes on while a still is made. */
const looker = hireWorker(start, 10);

/** A picture that cannot be made; its message says why and what to do, in Chinese. */
export class UnreadablePicture extends Error {}

/**
 * Makes a picture ready to be handed in, in a worker: cuts and straightens the sheet, turns it, brings it within its budget, takes
 * its fingerprint and judges it.
 * @param picture an `ImageBitmap` is taken hold of: it cannot be used afterwards
 * @param options `cut: 'auto'` seeks the sheet by itself
 * @throws UnreadablePicture
 */
export async function makePicture(picture: ImageBitmap | Blob, { wanted, cut, source }: { wanted: Wanted; cut: Cut | 'auto'; source: PictureSource }): Promise<TakenPicture> {
  const capturedAt = new Date().toISOString();
  const question = (of: ImageBitmap | Blob): [Question & { ask: 'make' }, Transferable[]] => [{ ask: 'make', picture: of, wanted, cut }, of instanceof ImageBitmap ? [of] : []];
  try {
    return { ...(await madeOf(picture, question)), capturedAt, source };
  } catch (error) {
    if (error instanceof Refused) throw new UnreadablePicture(error.message);
    throw new UnreadablePicture('这张照片没有处理成功。请再拍一次；仍不行时刷新页面，已经拍好的照片不会丢。');
  }
}

/** A worker that was lost is tried once more. */
async function madeOf(picture: ImageBitmap | Blob, question: (of: ImageBitmap | Blob) => [Question & { ask: 'make' }, Transferable[]]): Promise<Made> {
  try {
    return await maker.ask(...question(picture));
  } catch (error) {
    const again = picture instanceof Blob ? picture : error instanceof WorkerLost ? error.spare : undefined;
    if (!(error instanceof WorkerLost) || !again) throw error;
    return maker.ask(...question(again));
  }
}

/** For the live picture: where the sheet lies in a small frame; null where none is seen. Answers `undefined` at once while another question runs. */
export async function seekSheet(frame: ImageBitmap): Promise<Corners | null | undefined> {
  return (await lookAtFrame(frame, true, null))?.corners;
}

/** Where the sheet lies in a frame, and how a cut of it will look; closes the frame. `undefined` while another question runs, or where the worker was lost. */
export async function lookAtFrame(frame: ImageBitmap | VideoFrame, seek: boolean, preview: { cut: Cut; longSide: number } | null): Promise<Seen | undefined> {
  if (looker.isBusy()) {
    frame.close();
    return undefined;
  }
  // A frame that was lost is no harm: the next one comes at once.
  return looker.ask({ ask: 'look', frame, seek, preview }, [frame]).catch(() => undefined);
}

/** A frame as a bitmap, unpacked by the worker: eight megapixels would hold up the page. */
export const bitmapOfFrame = (frame: VideoFrame): Promise<ImageBitmap> => looker.ask({ ask: 'grab', frame }, [frame]);
