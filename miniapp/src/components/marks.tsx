import { Text, View } from '@tarojs/components';
import { transactionStates } from '@yongche/contract/vocabulary';
import './marks.css';

/** 号牌: written as on the metal, new energy in green. */
export function Plate({ plate }: { plate: string }) {
  return (
    <View className={`plate${plate.length === 8 ? ' plate--green' : ''}`}>
      <Text>{`${plate.slice(0, 2)}·${plate.slice(2)}`}</Text>
    </View>
  );
}

/** 车架号 in groups, so that it can be compared with the metal. */
export function Vin({ vin }: { vin: string }) {
  return <Text className="vin">{[vin.slice(0, 3), vin.slice(3, 9), vin.slice(9, 13), vin.slice(13)].join(' ')}</Text>;
}

const tones: Record<keyof typeof transactionStates, string> = {
  capturing: 'calm',
  awaiting_check: 'wait',
  returned: 'wrong',
  completed: 'good',
  cancelled: 'off',
};

/** 交易状态. */
export function StateMark({ state }: { state: keyof typeof transactionStates }) {
  return <Mark tone={tones[state]} text={transactionStates[state]} />;
}

/** A word in colour. */
export function Mark({ tone, text }: { tone: string; text: string }) {
  return (
    <View className={`mark mark--${tone}`}>
      <Text>{text}</Text>
    </View>
  );
}
