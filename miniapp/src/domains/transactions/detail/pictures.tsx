import { Text, View } from '@tarojs/components';
import { returnCodes } from '@yongche/contract/vocabulary';
import { Card } from '@/components/screen';
import { spoken } from '@/platform';
import { showPictures } from '../checklist/slot-row';
import type { Deal, Slot } from '../slot-state';

/** The pictures of the deal by their place in the list; a tap shows them. */
export function Pictures({ deal }: { deal: Deal }) {
  const taken = deal.slots.filter(({ images }) => images.length > 0);
  if (taken.length === 0) return null;
  return (
    <Card
      title="照片"
      aside={<Text className="quiet">{`共${taken.reduce((sum, { images }) => sum + images.length, 0)}张`}</Text>}
    >
      {taken.map((slot) => (
        <View
          key={slot.code}
          className="picture-row"
          {...spoken({ role: 'button', label: `查看${slot.title}` })}
          onClick={() => void showPictures(deal.id, slot)}
        >
          <View className="picture-row__words">
            <Text className="picture-row__title">{slot.title}</Text>
            {returnsOf(slot).map((sentence) => (
              <Text key={sentence} className="picture-row__return">
                {sentence}
              </Text>
            ))}
          </View>
          <Text className="picture-row__more">查看 ›</Text>
        </View>
      ))}
    </Card>
  );
}

const returnsOf = ({ images }: Slot) =>
  images.flatMap(({ returned }) =>
    returned ? [`${returned.code} ${returnCodes[returned.code]}${returned.note ? `：${returned.note}` : ''}`] : [],
  );
