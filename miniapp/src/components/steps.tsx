import { Text, View } from '@tarojs/components';
import { momentText } from '@/dates';
import './steps.css';

/** One step of a course: what, when, and what was said of it. */
export interface Step {
  title: string;
  at: string | null;
  state: 'done' | 'now' | 'ahead';
  /** By whom and why, below. */
  under?: string | undefined;
}

/** The course of something: what has happened, where it stands, what comes next. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <View>
      {steps.map(({ title, at, state, under }, place) => (
        <View key={place} className={`step step--${state}`}>
          <View className="step__dot" />
          <View className="step__words">
            <View className="step__head">
              <Text className="step__title">{title}</Text>
              {at && <Text className="quiet">{momentText(at)}</Text>}
            </View>
            {under && <Text className="quiet">{under}</Text>}
          </View>
        </View>
      ))}
    </View>
  );
}
