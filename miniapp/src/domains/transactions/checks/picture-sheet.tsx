import { Image, View } from '@tarojs/components';
import { call } from '@/api';
import { Failure, Loading } from '@/components/notes';
import { Sheet } from '@/components/sheet';
import { useAnswer } from '@/use-answer';
import type { Deal } from '../slot-state';
import { placeOf, type Box } from './check-view';
import './checks.css';

/** Part of a picture to be looked at. */
export interface Framed {
  imageId: string;
  title: string;
  /** What stands in the frame. */
  label: string;
  box: Box | null;
}

interface Props {
  deal: Deal;
  framed: Framed;
  onClose(): void;
}

/** A picture with the place framed that a rule speaks of; its address lives a minute and the look is recorded. */
export function PictureSheet({ deal, framed: { imageId, title, label, box }, onClose }: Props) {
  const { data, error, reload } = useAnswer(
    () =>
      call('POST /transactions/:id/image-views', {
        params: { id: deal.id },
        body: { imageIds: [imageId], variant: 'full' },
      }),
    [imageId],
  );
  return (
    <Sheet title={`${title} · ${label}`} onClose={onClose}>
      {!data && (error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />)}
      {data && (
        <View className="framed">
          <Image className="framed__picture" src={data.views[0]!.url} mode="widthFix" />
          {box && <View className="framed__box" style={placeOf(box)} />}
        </View>
      )}
    </Sheet>
  );
}
