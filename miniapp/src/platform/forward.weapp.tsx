import Taro from '@tarojs/taro';
import { Button, Text } from '@tarojs/components';
import { downloaded } from './downloads';
import type { ForwardProps } from './types';

/** WeChat opens its list of chats by a button of its own only; the card is what the page tells `useShareAppMessage`. */
export function ForwardButton({ text }: ForwardProps) {
  return (
    <Button openType="share" className="action action--primary" hoverClass="action--pressed">
      <Text className="action__text">{text}</Text>
    </Button>
  );
}

/** How a card names the page that it opens: from the root, with a slash. */
export const cardPath = (path: string) => path;

/** WeChat hands a picture on to a chat from its own menu. */
export const forwardsPictures = () => true;

/** Opens WeChat's menu for a public picture: to a friend, to a group, into the favourites. Turning back is fine. @throws with a sentence where it does not come down */
export async function forwardPicture(url: string): Promise<void> {
  const path = await downloaded(url);
  try {
    await Taro.showShareImageMenu({ path });
  } catch (reason) {
    if (/cancel/.test((reason as { errMsg?: string })?.errMsg ?? '')) return;
    throw new Error('微信没有打开发送菜单，请先保存长图，再到群里发送。', { cause: reason });
  }
}
