import { useState } from 'react';
import Taro from '@tarojs/taro';
import { Image, Text, View } from '@tarojs/components';
import { publicUrl } from '@/api';
import { Mark } from '@/components/marks';
import { say, spoken } from '@/platform';
import { open, routes } from '@/routes';
import { readingText, type ReadPicture } from '../checks/check-view';
import { showImages } from '../picture-views';
import type { Deal, Slot, SlotView } from '../slot-state';
import { dropUpload, retryUpload, type Capture } from '../upload-queue';
import './rows.css';

interface Props {
  deal: Deal;
  slot: Slot;
  view: SlotView;
  uploads: Capture[];
  /** All parties have agreed: photos may be taken. */
  noticed: boolean;
  /** The place's pictures as the machine has read them. */
  read: ReadPicture[];
}

/** One place of the list: sample, hint, why it is needed, how it stands, and what may be done. */
export function SlotRow({ deal, slot, view, uploads, noticed, read }: Props) {
  const reading = view.tone === 'good' ? readingText(read) : undefined;
  const [sampleFails, setSampleFails] = useState(false);
  const sample = publicUrl(`/photo-samples/${slot.code}`);
  const refused = uploads.find(({ slot: code, state }) => code === slot.code && state === 'refused');
  const shoot = (retake: boolean) => {
    if (!noticed) return say('请先请当事人阅读告知并同意');
    const { imageId = '', captureId = '' } = retake ? (view.retake ?? {}) : {};
    open(routes.camera, {
      id: deal.id,
      slot: slot.code,
      ...(imageId ? { imageId } : {}),
      ...(captureId ? { captureId } : {}),
    });
  };

  return (
    <View className="slot">
      <View
        className="slot__sample"
        {...spoken({ role: 'button', label: `看“${slot.title}”示例` })}
        onClick={() => void Taro.previewImage({ urls: [sample] })}
      >
        {sampleFails ? (
          <Text className="slot__code">{slot.code}</Text>
        ) : (
          <Image
            className="slot__picture"
            src={sample}
            mode="aspectFill"
            lazyLoad
            onError={() => setSampleFails(true)}
          />
        )}
      </View>
      <View className="slot__words">
        <View className="row row--apart slot__head">
          <Text className="slot__title">{slot.title}</Text>
          <Mark tone={view.tone} text={view.label} />
        </View>
        <Text className="quiet">{`${slot.required ? '必拍' : '选拍'} · ${slot.reason}${slot.max > 1 ? ` · 最多${slot.max}张` : ''}`}</Text>
        {view.tone === 'off' && <Text className="quiet">{slot.hint}</Text>}
        {view.sentences.map((sentence) => (
          <Text key={sentence} className={`slot__sentence slot__sentence--${view.tone}`}>
            {sentence}
          </Text>
        ))}
        {reading && <Text className="quiet">{reading}</Text>}
        <View className="slot__actions">
          {view.retake ? (
            <SmallAction text="重拍" label={`重拍${slot.title}`} onTap={() => shoot(true)} />
          ) : (
            <SmallAction text="拍照" label={`拍${slot.title}`} onTap={() => shoot(false)} />
          )}
          {view.retake && view.mayAdd && (
            <SmallAction text="再拍一张" label={`再拍一张${slot.title}`} onTap={() => shoot(false)} />
          )}
          {refused && (
            <>
              <SmallAction text="重新上传" label={`重新上传${slot.title}`} onTap={() => retryUpload(refused.id)} />
              <SmallAction
                text="放弃"
                label={`放弃没有传上的${slot.title}`}
                onTap={() => void dropUpload(refused.id)}
              />
            </>
          )}
          {slot.images.length > 0 && (
            <SmallAction text="查看" label={`查看${slot.title}`} onTap={() => void showPictures(deal.id, slot)} />
          )}
        </View>
      </View>
    </View>
  );
}

function SmallAction({ text, label, onTap }: { text: string; label: string; onTap(): void }) {
  return (
    <View className="small-action" {...spoken({ role: 'button', label })} onClick={onTap}>
      <Text>{text}</Text>
    </View>
  );
}

/** Opens the pictures of a place full-screen; their addresses live a minute and each look is recorded. */
export async function showPictures(transactionId: string, slot: Slot): Promise<void> {
  const imageIds = slot.images.filter(({ receivedAt }) => receivedAt !== null).map(({ id }) => id);
  if (imageIds.length === 0) return say('照片还在上传，请稍候再看');
  await showImages(transactionId, imageIds);
}
