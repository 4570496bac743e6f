import { Text, View } from '@tarojs/components';
import { Note } from '@/components/notes';
import { Card } from '@/components/screen';
import type { MixOfKind } from '../figures-view';
import './index.css';

/** Shares of the company's deals, each with the city's share below it to the same scale. */
export function MixCard({ mix: { title, rows, why } }: { mix: MixOfKind }) {
  return (
    <Card title={title}>
      {rows.map(({ key, name, own, ownText, city, cityText }) => (
        <View key={key} className="mix-row">
          <Text className="mix-row__name">{name}</Text>
          <Bar whose="本企业" width={own} text={ownText} />
          {!why && <Bar whose="全市" width={city} text={cityText} city />}
        </View>
      ))}
      {why && <Note>{why}</Note>}
    </Card>
  );
}

function Bar({ whose, width, text, city = false }: { whose: string; width: number; text: string; city?: boolean }) {
  return (
    <View className="mix-bar">
      <Text className="mix-bar__whose">{whose}</Text>
      <View className="mix-bar__track">
        <View className={`mix-bar__bar${city ? ' mix-bar__bar--city' : ''}`} style={{ width: `${width}%` }} />
      </View>
      <Text className="mix-bar__text">{text}</Text>
    </View>
  );
}
