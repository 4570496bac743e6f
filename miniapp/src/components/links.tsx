import type { ReactNode } from 'react';
import { Text, View } from '@tarojs/components';
import { spoken } from '@/platform';
import './links.css';

/** Rows that each lead somewhere, on one white sheet. */
export function Links({ children }: { children: ReactNode }) {
  return <View className="links">{children}</View>;
}

interface Props {
  text: string;
  /** Quieter lines below. */
  under?: string | readonly string[] | undefined;
  aside?: ReactNode;
  danger?: boolean;
  /** Without it the row only tells something. */
  onTap?: () => void;
}

/** One row: what it is, how it stands, and an arrow where it leads on. */
export function LinkRow({ text, under, aside, danger = false, onTap }: Props) {
  return (
    <View className="link" {...(onTap ? spoken({ role: 'button', label: text }) : {})} onClick={() => onTap?.()}>
      <View className="link__words">
        <Text className={`link__text${danger ? ' link__text--danger' : ''}`}>{text}</Text>
        {[under ?? []].flat().map((line) => (
          <Text key={line} className="quiet">
            {line}
          </Text>
        ))}
      </View>
      <View className="link__aside">
        {aside}
        {onTap && <Text className="link__more">›</Text>}
      </View>
    </View>
  );
}

/** How many wait to be read; nothing where none does. */
export function Count({ value }: { value: number }) {
  return value > 0 ? <Text className="link__count">{value > 99 ? '99+' : String(value)}</Text> : null;
}
