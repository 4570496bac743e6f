import { Text, View } from '@tarojs/components';
import { spoken } from './a11y.h5';
import { copyText, say } from './feedback';
import type { ForwardProps } from './types';

/** A browser has no chats: the address of the page is copied, to be pasted into one. */
export function ForwardButton(_: ForwardProps) {
  const copy = () =>
    copyText(window.location.href).then(
      () => say('链接已复制'),
      () => say('没有复制成功，请从地址栏复制。'),
    );
  return (
    <View className="action action--primary" {...spoken({ role: 'button', label: '复制链接' })} onClick={() => void copy()}>
      <Text className="action__text">复制链接</Text>
    </View>
  );
}

export const cardPath = (path: string) => path;
export const forwardsPictures = () => false;
export const forwardPicture = (_url: string) => Promise.resolve();
