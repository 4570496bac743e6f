import { Text, View } from '@tarojs/components';
import { copyText, say, spoken } from '@/platform';
import './copy-row.css';

interface Props {
  name: string;
  /** What is copied. */
  value: string;
  /** How it is shown, where that is not the same. */
  shown?: string;
  /** Large, letter by letter. */
  code?: boolean;
}

/** Something that is to be copied into another app, with its own button. */
export function CopyRow({ name, value, shown = value, code = false }: Props) {
  const copy = () =>
    copyText(value).then(
      () => say(`${name}已复制`),
      () => say('没有复制成功，请照着填写。'),
    );
  return (
    <View className="copy-row">
      <View className="copy-row__words">
        <Text className="quiet">{name}</Text>
        <Text className={`copy-row__value${code ? ' copy-row__value--code' : ''}`}>{shown}</Text>
      </View>
      <View className="copy-row__act" {...spoken({ role: 'button', label: `复制${name}` })} onClick={() => void copy()}>
        <Text>复制</Text>
      </View>
    </View>
  );
}
