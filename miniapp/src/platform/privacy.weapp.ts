/** Asks for WeChat's own privacy consent before the camera opens; false where it is refused. Fails closed. */
export function mayUseCamera(): Promise<boolean> {
  return new Promise((resolve) => {
    if (!wx.requirePrivacyAuthorize) return resolve(false);
    wx.requirePrivacyAuthorize({ success: () => resolve(true), fail: () => resolve(false) });
  });
}
