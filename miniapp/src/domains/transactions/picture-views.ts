import Taro from '@tarojs/taro';
import { ApiError, call } from '@/api';
import { say } from '@/platform';
import { messageOf, useAnswer } from '@/use-answer';

/** Opens pictures of a deal full-screen; their addresses live a minute and each look is recorded. */
export async function showImages(transactionId: string, imageIds: string[]): Promise<void> {
  try {
    const { views } = await call('POST /transactions/:id/image-views', {
      params: { id: transactionId },
      body: { imageIds, variant: 'full' },
    });
    await Taro.previewImage({ urls: views.map(({ url }) => url) });
  } catch (reason) {
    say(messageOf(reason));
  }
}

/** A manager reads of a deal of the company, and sees none of its pictures. */
function refuseOther(reason: unknown): never {
  if (reason instanceof ApiError && reason.code === 'transaction.not_found')
    throw new Error('照片只能由经办的代理人、市场和核查员查看。');
  throw reason;
}

/** Small pictures of a deal by their id, and why there are none; a look that is refused leaves the words beside them. */
export function useThumbnails(transactionId: string | null | undefined, imageIds: string[]) {
  const { data, error } = useAnswer(async () => {
    if (!transactionId || imageIds.length === 0) return {};
    const { views } = await call('POST /transactions/:id/image-views', {
      params: { id: transactionId },
      body: { imageIds, variant: 'thumbnail' },
    }).catch(refuseOther);
    return Object.fromEntries(views.map(({ imageId, url }) => [imageId, url]));
  }, [transactionId, imageIds.join()]);
  return { urls: (data ?? {}) as Record<string, string | undefined>, error };
}
