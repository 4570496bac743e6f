import { ApiError, call } from '../../api';
import type { ReadyPicture } from './prepare-picture';
import type { EvidenceKind, RegisterRequest } from './register';

interface Sending {
  requestId: string;
  kind: EvidenceKind;
  picture: ReadyPicture;
  /** Made once per picture: a repeated try asks for the same permit. */
  idempotencyKey: string;
}

/**
 * Hands in one picture: permit → form straight to the storage → the server looks at what arrived.
 * @returns the request as it stands then. @throws ApiError
 */
export async function sendEvidence({ requestId, kind, picture, idempotencyKey }: Sending): Promise<RegisterRequest> {
  const { blob, contentType } = picture;
  const { evidence, url, fields } = await call('POST /register-requests/:id/evidence', {
    params: { id: requestId },
    body: { kind, contentType, bytes: blob.size },
    idempotencyKey,
  });
  await sendForm(url, fields, blob);
  return call('POST /register-requests/:id/evidence/:evidenceId/arrival', { params: { id: requestId, evidenceId: evidence.id } });
}

/** The form's fields first, the file last: what follows the file is not read by the storage. */
async function sendForm(url: string, fields: Record<string, string>, file: Blob): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file, 'evidence');
  let response: Response;
  try {
    response = await fetch(url, { method: 'POST', body: form, credentials: 'omit', signal: AbortSignal.timeout(60_000) });
  } catch {
    throw new ApiError('network.unreachable', '照片没有传到存储，请检查网络后重试。');
  }
  // 409: it lies there since an earlier try whose answer was lost. Others below 400 are settled by the server's own look.
  if (response.status >= 400 && response.status !== 409) {
    throw new ApiError('provider.rejected', '存储没有接受这张照片，请重试；仍不行请刷新页面后重新选择。');
  }
}
