import { Button, Text } from '@tarojs/components';
import type { ForwardProps } from './types';

/** Alipay's own button opens its share panel; the card is what the page tells `useShareAppMessage`. */
export function ForwardButton({ text }: ForwardProps) {
  return (
    <Button openType="share" className="action action--primary" hoverClass="action--pressed">
      <Text className="action__text">{text}</Text>
    </Button>
  );
}

/** How a card names the page that it opens: without a slash at its beginning. */
export const cardPath = (path: string) => path.replace(/^\//, '');

/** Alipay's menu takes no picture: it is saved first. */
export const forwardsPictures = () => false;

export const forwardPicture = (_url: string) => Promise.resolve();
