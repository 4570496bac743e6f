import { downloaded } from './downloads';

/** 聊天工具: what the typings leave out. */
const isChatTool = () => (wx as unknown as { isChatTool?(): boolean }).isChatTool?.() ?? wx.getApiCategory?.() === 'chatTool';

/** Whether the app was opened for one chat (聊天工具模式): only there may it send into the group by itself, and there the ordinary forward button is dead. */
export const isInGroupChat = () => isChatTool();

/** Whether this WeChat lets one choose a group for the app; the account needs a permission besides, which only trying tells. */
export const entersGroupChat = () => typeof wx.enterChatToolMode === 'function';

/** Lets the user choose one group. @returns false where the user turned back @throws with a sentence where WeChat has not given the app this right */
export function enterGroupChat(): Promise<boolean> {
  return new Promise((resolve, reject) => {
    wx.enterChatToolMode({
      singleChatRoom: true,
      success: () => resolve(true),
      fail: ({ errMsg }) => (/cancel/.test(errMsg) ? resolve(false) : reject(new Error('微信还没有给这个小程序开通群聊工具，请用“转发”或保存长图。'))),
    });
  });
}

/** Sends the card of a page into the chosen group; only a tap may call it. @returns false where the user turned back @throws with a sentence */
export const sendCardToGroup = ({ title, path }: { title: string; path: string }) => sent(wx.shareAppMessageToGroup({ title, path }));

/** Sends a public picture into the chosen group; only a tap may call it. @returns false where the user turned back @throws with a sentence */
export async function sendPictureToGroup(url: string, path: string): Promise<boolean> {
  const imagePath = await downloaded(url);
  return sent(wx.shareImageToGroup({ imagePath, needShowEntrance: true, entrancePath: path }));
}

async function sent(sending: Promise<unknown>): Promise<boolean> {
  try {
    await sending;
    return true;
  } catch (reason) {
    if (/cancel/.test((reason as { errMsg?: string })?.errMsg ?? '')) return false;
    throw new Error('没有发到群里，请再试一次；也可以保存长图，到群里发送。', { cause: reason });
  }
}
