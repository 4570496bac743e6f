import type { ReactNode } from 'react';
import { View } from '@tarojs/components';
import './screen.css';

/** A page: what is read, and at the thumb what is done. */
export function Screen({ children, footer, tab = false }: { children: ReactNode; footer?: ReactNode; tab?: boolean }) {
  return (
    <View className={`screen${footer ? ' screen--footed' : ''}${tab ? ' screen--tab' : ''}`}>
      <View className="screen__body">{children}</View>
      {footer && <View className="screen__footer">{footer}</View>}
    </View>
  );
}

/** A white sheet of related lines, with an optional heading. */
export function Card({
  title,
  aside,
  children,
  className = '',
}: {
  title?: string;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <View className={`card ${className}`}>
      {title && (
        <View className="card__head">
          <View className="card__title">{title}</View>
          {aside}
        </View>
      )}
      {children}
    </View>
  );
}

/** A name and its value on one line. */
export function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <View className="line">
      <View className="line__name">{name}</View>
      <View className="line__value">{children}</View>
    </View>
  );
}
