import { blobOf } from './pictures.h5';
import type { FormUpload, UploadAnswer } from './types';

/** The form by XHR, which unlike fetch tells the progress. @throws where the storage was not reached */
export async function uploadForm({ url, fields, picture, onProgress }: FormUpload): Promise<UploadAnswer> {
  const form = new FormData();
  Object.entries(fields).forEach(([name, value]) => form.append(name, value));
  form.append('file', await blobOf(picture), 'photo.jpg');
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.timeout = 60_000;
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? Math.round((loaded / total) * 100) : 0);
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = request.ontimeout = () => reject(new Error('offline'));
    request.send(form);
  });
}
