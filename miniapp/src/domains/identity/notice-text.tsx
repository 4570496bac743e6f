import { Text, View } from '@tarojs/components';
import type { Notice } from './notices';

/** A notice in full, as it is consented to. */
export function NoticeText({ notice }: { notice: Notice }) {
  return (
    <View>
      {notice.paragraphs.map((paragraph) => (
        <Text key={paragraph} className="paragraph">
          {paragraph}
        </Text>
      ))}
      <Text className="paragraph">{`不同意怎么办：${notice.ifRefused}`}</Text>
      <Text className="quiet">{`版本 ${notice.version}`}</Text>
    </View>
  );
}
