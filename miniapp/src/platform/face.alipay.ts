/** Inside Alipay the face page opens at once. */
export const opensFace = () => true;

/** Opens Alipay's own face page. @returns its resultStatus: 9000 done, 6001 cancelled, 4000 failed … */
export function openFace({ faceUrl, certifyId }: { faceUrl: string; certifyId: string }): Promise<string> {
  return new Promise((resolve) => {
    my.startAPVerify({
      url: faceUrl,
      certifyId,
      success: ({ resultStatus }) => resolve(String(resultStatus)),
      fail: (reason) => resolve(String(reason.error ?? '4000')),
    });
  });
}

export function handOverFace(): Promise<void> {
  return Promise.resolve();
}
