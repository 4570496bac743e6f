import { Text, View } from '@tarojs/components';
import { ActionButton } from '@/components/action-button';
import { Mark } from '@/components/marks';
import { Note } from '@/components/notes';
import { Card } from '@/components/screen';
import { showImages } from '@/domains/transactions/picture-views';
import { Thumbnail } from '@/domains/transactions/thumbnail';
import { dropUpload, retryUpload, type Capture } from '@/domains/transactions/upload-queue';
import { open, routes } from '@/routes';
import { adviceOf, correctionsOf, findingText, isAnyMissing, viewOfItem, type Item, type Problem } from '../problem-view';

interface Props {
  problem: Problem;
  item: Item;
  uploads: Capture[];
  /** Small pictures by their id. */
  urls: Record<string, string | undefined>;
  /** Where it is not said which photo is missing. */
  onChoose(): void;
}

/** One finding: the picture, what is wrong with it, what to do, and how its correction stands. */
export function ItemCard({ problem, item, uploads, urls, onChoose }: Props) {
  const { id, transactionId, may } = problem;
  const { imageId, slot, title, note, violation, violationName } = item;
  const view = viewOfItem(item, problem, uploads);
  const pictures = correctionsOf(item, problem.items, uploads);
  const marked = (slot !== null || isAnyMissing(item)) && (may.correct || pictures.length > 0);
  const retake = (place: string) =>
    open(routes.retake, { id, deal: transactionId, slot: place, ...(view.retakes ? { captureId: view.retakes } : {}) });
  return (
    <Card title={title} aside={marked ? <Mark tone={view.tone} text={view.label} /> : undefined}>
      <View className="finding">
        {slot && (
          <Thumbnail
            url={imageId ? urls[imageId] : undefined}
            title={`有问题的${title}`}
            code={imageId ? slot : '没有拍'}
            {...(imageId ? { onTap: () => void showImages(transactionId, [imageId]) } : {})}
          />
        )}
        <View className="finding__words">
          <Text className="finding__code">{findingText(item)}</Text>
          {note && <Text className="finding__note">{`核查员说明：${note}`}</Text>}
          {violation && <Text className="quiet">{`管理细则 ${violation} ${violationName ?? ''}`}</Text>}
        </View>
      </View>
      {may.correct && <Note>{adviceOf(item)}</Note>}
      {pictures.length > 0 && (
        <View className="corrections">
          <Text className="quiet">改正照片</Text>
          <View className="corrections__row">
            {pictures.map((image) => (
              <Thumbnail
                key={image.id}
                url={urls[image.id]}
                title={`${title}的改正照片`}
                code={image.state === 'accepted' ? '已重拍' : '不合格'}
                onTap={() => void showImages(transactionId, [image.id])}
              />
            ))}
          </View>
        </View>
      )}
      {view.sentences.map((sentence) => (
        <Note key={sentence} kind={view.tone === 'wrong' ? 'wrong' : 'calm'}>
          {sentence}
        </Note>
      ))}
      {may.correct && slot && (
        <ActionButton
          text={`${imageId ? '重拍' : '补拍'}${title}`}
          kind={view.open ? 'plain' : 'quiet'}
          onTap={() => retake(slot)}
        />
      )}
      {may.correct && isAnyMissing(item) && (
        <ActionButton text="选择要补拍的照片" kind={view.open ? 'plain' : 'quiet'} onTap={onChoose} />
      )}
      {view.refused && (
        <View className="row">
          <ActionButton text="重新上传" kind="quiet" onTap={() => retryUpload(view.refused!)} />
          <ActionButton text="放弃这张" kind="quiet" onTap={() => void dropUpload(view.refused!)} />
        </View>
      )}
    </Card>
  );
}
