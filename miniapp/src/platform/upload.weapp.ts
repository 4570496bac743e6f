import Taro from '@tarojs/taro';
import type { FormUpload, UploadAnswer } from './types';

/** WeChat writes `formData` before the file, as OSS wants it. @throws where the storage was not reached */
export function uploadForm({ url, fields, picture, onProgress }: FormUpload): Promise<UploadAnswer> {
  return new Promise((resolve, reject) => {
    const task = Taro.uploadFile({
      url,
      filePath: picture,
      name: 'file',
      formData: fields,
      timeout: 60_000,
      success: ({ statusCode, data }) => resolve({ status: statusCode, text: String(data) }),
      fail: () => reject(new Error('offline')),
    });
    // Taro's task is a promise too, and rejects beside `fail`, which has said it already.
    task.catch(() => undefined);
    task.onProgressUpdate?.(({ progress }) => onProgress(progress));
  });
}
