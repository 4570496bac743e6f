import { Text, View } from '@tarojs/components';
import { Note } from '@/components/notes';
import { spoken } from '@/platform';
import { optionText, type Course } from '../quiz-view';
import './question.css';

interface Props {
  question: Course['questions'][number];
  /** From 0. */
  at: number;
  chosen: number | undefined;
  /** Why the last answer was wrong. */
  explanation?: string | undefined;
  /** Without it the answers are only shown. */
  onChoose?: (option: number) => void;
}

/** One question with its options; a tap chooses. */
export function Question({ question: { text, options }, at, chosen, explanation, onChoose }: Props) {
  return (
    <View className="card">
      <Text className="question__text">{`${at + 1}. ${text}`}</Text>
      {explanation && <Note kind="wrong">{`答错了。${explanation}`}</Note>}
      {options.map((option, place) => (
        <View
          key={place}
          className={`question__option${place === chosen ? ' question__option--on' : ''}`}
          {...spoken({ role: 'radio', label: `第${at + 1}题 ${option}`, checked: place === chosen })}
          onClick={() => onChoose?.(place)}
        >
          <Text>{optionText(place, option)}</Text>
        </View>
      ))}
    </View>
  );
}
