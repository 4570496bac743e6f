import Taro from '@tarojs/taro';

/** Fetches a public picture into a temporary file, on the hosts that have files. @returns its path @throws with a sentence where it does not come */
export async function downloaded(url: string): Promise<string> {
  const answer = await Taro.downloadFile({ url, timeout: 30_000 }).catch(() => undefined);
  // Alipay tells no status: there a refusal fails.
  const refused = (answer?.statusCode ?? 200) >= 400;
  if (!answer || refused) throw new Error('图片没有下载下来，请检查网络后再试。');
  return answer.tempFilePath;
}
