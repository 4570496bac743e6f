import { Text, View } from '@tarojs/components';
import './quote.css';

/** Somebody's own words, or an article's, paragraph by paragraph. */
export function Quote({ text }: { text: string }) {
  return (
    <View className="quote">
      {text.split('\n').map((paragraph, at) => (
        <Text key={at} className="quote__paragraph">
          {paragraph}
        </Text>
      ))}
    </View>
  );
}
