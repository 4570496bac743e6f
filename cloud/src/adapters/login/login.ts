/** 登录: who is before the mini-program, told by the app that it runs in. */
export interface LoginProvider {
  /**
   * Trades a one-time code (`wx.login`, `my.getAuthCode`) for the person's open id in this application.
   * Throws LoginCodeInvalid where the code is unknown, used or older than five minutes, and ProviderError otherwise.
   */
  openIdOf(code: string): Promise<string>;
}

/** The code buys nothing any more: the person opens the mini-program again. */
export class LoginCodeInvalid extends Error {
  override readonly name = 'LoginCodeInvalid';
}
