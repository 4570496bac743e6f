import type { AnswerOf } from '@yongche/contract';
import type { evidenceKinds } from '@yongche/contract/vocabulary';
import { ApiError, call } from '@/api';
import { newKey } from '@/intents';
import { compressPicture, dropPicture, uploadForm } from '@/platform';
import { forget, recall, remember } from '@/storage';
import type { RegisterRequest } from './states';

type Permit = AnswerOf<'POST /register-requests/:id/evidence'>;

/** A picture of a paper on its way; it stays on the phone until the server has it. */
export interface Paper {
  kind: keyof typeof evidenceKinds;
  picture: string;
  bytes: number;
  /** Moments are the phone's: they only measure how long ago it was given. */
  permit?: { given: Permit; givenAt: number } | undefined;
}

/** An A4 sheet whose smallest print can still be read. */
const limits = { budgetBytes: 900_000, longSide: 2400 };
const permitLasts = 9 * 60_000;

/** Makes a taken picture small enough. @throws where it is no picture that can be opened */
export async function preparePaper(kind: Paper['kind'], taken: string): Promise<Paper> {
  await dropLeftPaper();
  const name = `paper-${newKey()}`;
  try {
    const { picture, bytes } = await compressPicture(taken, name, limits);
    remember('paper', picture);
    return { kind, picture, bytes };
  } catch (reason) {
    throw new Error('这张照片打不开，请换一张，或对着原件重新拍。', { cause: reason });
  } finally {
    await dropPicture(taken).catch(() => undefined);
  }
}

/** Deletes the picture that a killed app, or a user who gave up, left on the phone. */
export async function dropLeftPaper(): Promise<void> {
  const left = recall<string>('paper');
  if (left === undefined) return;
  forget('paper');
  await dropPicture(left);
}

/**
 * Permit → form to the storage → the server looks at what has arrived. Call it again with the same paper after a failure.
 * @throws ApiError for a refusal, or a sentence where the connection was lost
 */
export async function sendPaper(
  requestId: string,
  paper: Paper,
  onProgress: (percent: number) => void,
): Promise<RegisterRequest> {
  try {
    const permit = await permitOf(requestId, paper);
    const answer = await uploadForm({
      url: permit.url,
      fields: permit.fields,
      picture: paper.picture,
      onProgress,
    }).catch(() => undefined);
    // 409: it lies there since an earlier try. No answer at all: the file may be there all the same, so the server is asked.
    if (answer && answer.status >= 400 && answer.status !== 409) {
      await giveUp(requestId, paper, permit);
      throw new ApiError('provider.rejected', '存储没有接受这张照片，请点“重新上传”；仍不行请联系协会。');
    }
    const request = await call('POST /register-requests/:id/evidence/:evidenceId/arrival', {
      params: { id: requestId, evidenceId: permit.evidence.id },
    });
    await dropLeftPaper();
    return request;
  } catch (reason) {
    if (reason instanceof ApiError && reason.code === 'network')
      throw new Error('网络不通，照片还在手机里。网络恢复后请点“重新上传”。', { cause: reason });
    throw reason;
  }
}

async function permitOf(requestId: string, paper: Paper): Promise<Permit> {
  const { kind, bytes, permit } = paper;
  if (permit && Date.now() - permit.givenAt < permitLasts) return permit.given;
  if (permit) await giveUp(requestId, paper, permit.given);
  const given = await call('POST /register-requests/:id/evidence', {
    params: { id: requestId },
    body: { kind, contentType: 'image/jpeg', bytes },
  });
  paper.permit = { given, givenAt: Date.now() };
  return given;
}

/** A place that got no picture is taken back, so that it does not stand there empty. */
async function giveUp(requestId: string, paper: Paper, { evidence }: Permit): Promise<void> {
  paper.permit = undefined;
  await call('DELETE /register-requests/:id/evidence/:evidenceId', { params: { id: requestId, evidenceId: evidence.id } });
}
