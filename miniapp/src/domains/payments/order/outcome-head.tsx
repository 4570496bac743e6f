import { Text, View } from '@tarojs/components';
import { yuanOf } from '@/money';
import { spoken } from '@/platform';
import type { Outcome } from '../order-view';
import './outcome-head.css';

const signs: Record<Outcome['sign'], string> = { good: '✓', wait: '…', off: '–' };

/** How the payment came out, in large. */
export function OutcomeHead({ outcome: { sign, title, text }, fen }: { outcome: Outcome; fen: number }) {
  return (
    <View className="outcome" {...spoken({ role: 'alert' })}>
      <View className={`outcome__sign outcome__sign--${sign}`}>
        <Text>{signs[sign]}</Text>
      </View>
      <Text className="outcome__title">{title}</Text>
      <Text className="outcome__sum">{yuanOf(fen)}</Text>
      <Text className="outcome__text">{text}</Text>
    </View>
  );
}
