import { Text, View } from '@tarojs/components';
import { spoken } from '@/platform';
import { ActionButton } from './action-button';
import './notes.css';

/** A sentence that explains: calm, good, in need of care, or wrong. */
export function Note({ kind = 'calm', children }: { kind?: 'calm' | 'good' | 'care' | 'wrong'; children: string }) {
  return (
    <View className={`note note--${kind}`} {...(kind === 'wrong' ? spoken({ role: 'alert' }) : {})}>
      <Text>{children}</Text>
    </View>
  );
}

export function Loading() {
  return (
    <View className="waiting">
      <View className="waiting__ring" />
      <Text className="waiting__text">正在读取…</Text>
    </View>
  );
}

/** Nothing there yet, and what to do. */
export function Empty({ title, text }: { title: string; text: string }) {
  return (
    <View className="empty">
      <View className="empty__title">{title}</View>
      <View className="empty__text">{text}</View>
    </View>
  );
}

/** What went wrong, and the way on. */
export function Failure({ sentence, onRetry }: { sentence: string; onRetry(): void }) {
  return (
    <View className="empty">
      <View className="empty__title">没有读到内容</View>
      <View className="empty__text">{sentence}</View>
      <View className="empty__action">
        <ActionButton text="再试一次" kind="plain" onTap={onRetry} />
      </View>
    </View>
  );
}
