import type { MiniProgramCodes } from './messages';
import type { WechatApi } from './wechat-api';

const path = '/wxa/getwxacodeunlimit';
/** Sharp on a screen and, some centimetres wide, on paper; WeChat draws 280 to 1,280. */
const width = 860;

/** 获取不限制的小程序码: it is good for ever, and WeChat draws any number of them. A page that the published version lacks is refused: its code would open nothing. */
export const createMiniProgramCodes = (api: WechatApi, appId: string): MiniProgramCodes => ({
  appId,
  draw: ({ page, scene }) => api.fetchPicture(path, { scene, page, check_path: true, env_version: 'release', width }),
});
