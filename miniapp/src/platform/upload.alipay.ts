import type { FormUpload, UploadAnswer } from './types';

/**
 * Alipay writes `formData` before the file, as OSS wants it, and calls the file's field `fileName` (`name` in newer clients).
 * @throws where the storage was not reached
 */
export function uploadForm({ url, fields, picture, onProgress }: FormUpload): Promise<UploadAnswer> {
  return new Promise((resolve, reject) => {
    const task = my.uploadFile({
      url,
      filePath: picture,
      name: 'file',
      fileName: 'file',
      fileType: 'image',
      hideLoading: true,
      formData: fields,
      success: ({ statusCode, data }) => resolve({ status: Number(statusCode), text: String(data) }),
      fail: (reason) => {
        const { statusCode, data } = reason as { statusCode?: number; data?: string };
        if (statusCode) resolve({ status: Number(statusCode), text: String(data ?? '') });
        else reject(new Error('offline'));
      },
    }) as unknown as { onProgressUpdate?(listener: (news: { progress: number }) => void): void } | undefined;
    task?.onProgressUpdate?.(({ progress }) => onProgress(progress));
  });
}
