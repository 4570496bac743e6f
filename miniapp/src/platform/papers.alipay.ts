/** What `my.chooseImage` says when the user turns back. */
const cancelled = 11;

/**
 * A picture of a paper, by the camera or from the album. Undefined where the user turns back.
 * @throws with a sentence where Alipay gives none
 */
export async function takePaper(): Promise<string | undefined> {
  try {
    const { apFilePaths, tempFilePaths } = (await my.chooseImage({ count: 1, sourceType: ['camera', 'album'] })) as {
      apFilePaths?: string[];
      tempFilePaths?: string[];
    };
    return (apFilePaths ?? tempFilePaths)?.[0];
  } catch (reason) {
    if ((reason as { error?: number })?.error === cancelled) return undefined;
    throw new Error('没有取到照片。请在手机设置中允许支付宝使用相机和照片后再试。', { cause: reason });
  }
}
