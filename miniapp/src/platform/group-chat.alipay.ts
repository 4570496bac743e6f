/** Alipay has no such tool: only WeChat opens an app for one chat. */
export const isInGroupChat = () => false;
export const entersGroupChat = () => false;
export const enterGroupChat = () => Promise.resolve(false);
export const sendCardToGroup = (_card: { title: string; path: string }) => Promise.resolve(false);
export const sendPictureToGroup = (_url: string, _path: string) => Promise.resolve(false);
