import type { ReactNode } from 'react';
import { ScrollView, View } from '@tarojs/components';
import { spoken } from '@/platform';
import './sheet.css';

/** A sheet that comes up from below, over the page; tapping beside it closes it. */
export function Sheet({
  title,
  children,
  footer,
  onClose,
}: {
  title: string;
  children: ReactNode;
  footer?: ReactNode;
  onClose(): void;
}) {
  return (
    <View className="sheet" {...spoken({ role: 'dialog', label: title })}>
      <View className="sheet__shade" onClick={onClose} />
      <View className="sheet__panel">
        <View className="sheet__head">
          <View className="sheet__title">{title}</View>
          <View className="sheet__close" {...spoken({ role: 'button', label: '关闭' })} onClick={onClose}>
            ×
          </View>
        </View>
        <ScrollView scrollY className="sheet__body">
          {children}
        </ScrollView>
        {footer && <View className="sheet__footer">{footer}</View>}
      </View>
    </View>
  );
}
