import { ApiError, call } from '@/api';
import { newKey } from '@/intents';
import { compressPicture, dropPicture, uploadForm } from '@/platform';
import type { Capture, Image, Permit } from './upload-queue';

/** A permit is good for ten minutes; the phone's own clock only measures how long ago it was given. */
const permitLasts = 9 * 60_000;

/**
 * Brings one capture to the server: compress once → permit → form to the storage → the server's word. Each step is kept,
 * so that after a lost connection or a killed app it goes on where it stopped.
 * @returns the received picture, or undefined where the agent has taken the capture off meanwhile
 * @throws ApiError for a refusal, Error('offline') where the storage was not reached
 */
export async function sendCapture(
  now: () => Capture | undefined,
  update: (fields: Partial<Capture>) => void,
): Promise<Image | undefined> {
  await makeReady(now, update);
  const permit = await permitOf(now, update);
  const capture = now();
  if (!capture || !permit) return undefined;

  const answer = await uploadForm({
    url: permit.url,
    fields: permit.fields,
    picture: capture.picture,
    onProgress: (progress) => update({ progress }),
  }).catch(() => undefined);
  // OSS hands on what our server answered to its callback.
  const told = answer?.status === 200 ? imageIn(answer.text) : undefined;
  if (told) return told;
  if (answer && answer.status >= 400 && answer.status !== 409) return renewPermit(capture, update);
  // 409, it lies there since an earlier try; 203, a lost answer, an answer that nobody can read: the file may be there all the same.
  return askForArrival(permit);
}

async function makeReady(now: () => Capture | undefined, update: (fields: Partial<Capture>) => void): Promise<void> {
  const capture = now();
  if (!capture || capture.ready) return;
  const { picture, ...ready } = await compressPicture(capture.picture, `photo-${capture.id}-ready`, capture.limits);
  if (now()) update({ picture, ready });
  else await dropPicture(picture);
  await dropPicture(capture.picture);
}

async function permitOf(
  now: () => Capture | undefined,
  update: (fields: Partial<Capture>) => void,
): Promise<Permit | undefined> {
  const capture = now();
  if (!capture?.ready) return undefined;
  const { permit } = capture;
  if (permit?.given && Date.now() - (permit.givenAt ?? 0) < permitLasts) return permit.given;
  // A lost answer is asked for again by the same key; a permit that ran out needs a new one.
  const key = permit && !permit.given ? permit.key : newKey();
  update({ permit: { key } });
  const { permits } = await askForPermit(capture, capture.ready, key);
  const given = permits[0];
  if (given) update({ permit: { key, given, givenAt: Date.now() } });
  return given;
}

/** From the deal, or from the 问题单 that the photo corrects; a correction stands beside what it corrects and replaces nothing. */
function askForPermit(capture: Capture, ready: NonNullable<Capture['ready']>, idempotencyKey: string) {
  const { transactionId, problemId, replaces, slot, capturedAt, capture: context } = capture;
  const image = { slot, contentType: 'image/jpeg' as const, capturedAt, capture: context, ...ready };
  if (problemId) {
    const body = { images: [image] };
    return call('POST /problems/:id/images', { params: { id: problemId }, body }, { idempotencyKey });
  }
  const body = { images: [{ ...image, ...(replaces ? { replaces } : {}) }] };
  return call('POST /transactions/:id/images', { params: { id: transactionId }, body }, { idempotencyKey });
}

/** The storage refused the form: once or twice that is an old permit, after that it is a fault that a person must see. */
function renewPermit({ attempts }: Capture, update: (fields: Partial<Capture>) => void): never {
  update({ permit: undefined });
  if (attempts >= 3) throw new ApiError('provider.rejected', '存储没有接受这张照片，请重拍；仍不行请联系协会。');
  throw new Error('offline');
}

async function askForArrival(permit: Permit): Promise<Image> {
  try {
    const { image } = await call('POST /images/:id/arrival', { params: { id: permit.image.id } });
    if (image.state !== 'uploading') return image;
  } catch (reason) {
    if (!(reason instanceof ApiError) || reason.code !== 'image.not_arrived') throw reason;
  }
  throw new Error('offline');
}

function imageIn(text: string): Image | undefined {
  try {
    const { image } = JSON.parse(text) as { image?: Image };
    return image?.id && image.state ? image : undefined;
  } catch {
    return undefined;
  }
}
