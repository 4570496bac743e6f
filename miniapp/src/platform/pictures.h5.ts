import { compressedBy } from './compression';
import type { CompressedPicture, CompressLimits } from './types';

const storeName = 'pictures';

function database(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('yongche', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(storeName);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opened = await database();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = opened.transaction(storeName, mode);
      const request = work(transaction.objectStore(storeName));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    opened.close();
  }
}

/** The bytes of a picture: kept in the browser's store, or just taken. */
export async function blobOf(picture: string): Promise<Blob> {
  if (picture.startsWith('blob:')) return (await fetch(picture)).blob();
  const blob = await inStore<Blob | undefined>(
    'readonly',
    (store) => store.get(picture) as IDBRequest<Blob | undefined>,
  );
  if (!blob) throw new Error('手机里的照片已不在，请重拍。');
  return blob;
}

/** Keeps a taken photo so that a closed page does not lose it. @returns its lasting name */
export async function keepPicture(picture: string, name: string): Promise<string> {
  const blob = await blobOf(picture);
  await inStore('readwrite', (store) => store.put(blob, name));
  if (picture.startsWith('blob:')) URL.revokeObjectURL(picture);
  return name;
}

export async function dropPicture(picture: string): Promise<void> {
  if (picture.startsWith('blob:')) URL.revokeObjectURL(picture);
  else await inStore('readwrite', (store) => store.delete(picture));
}

/** Draws the photo smaller and as JPEG until it is within its limits; the hash is of exactly the bytes that travel. */
export async function compressPicture(
  picture: string,
  name: string,
  limits: CompressLimits,
): Promise<CompressedPicture> {
  const bitmap = await createImageBitmap(await blobOf(picture));
  const canvas = document.createElement('canvas');
  const blob = await compressedBy(limits, Math.max(bitmap.width, bitmap.height), async ({ longSide, quality }) => {
    const scale = longSide / Math.max(bitmap.width, bitmap.height);
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext('2d')!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality / 100));
    if (!made) throw new Error('照片无法处理，请重拍。');
    return { made, bytes: made.size };
  });
  bitmap.close();
  await inStore('readwrite', (store) => store.put(blob, name));
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { picture: name, bytes: blob.size, sha256 };
}
