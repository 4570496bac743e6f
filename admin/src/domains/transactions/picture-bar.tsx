import { imageProblems, returnCodes } from '@yongche/contract/vocabulary';
import { Button, Input, type InputRef } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { minuteOf } from '../../components/moments';
import type { Mark, Picture, ReturnCode } from './check-marks';
import styles from './picture-bar.module.css';
import { ReturnMenu } from './return-menu';

interface PictureBarProps {
  picture: Picture;
  position: string;
  mark: Mark | undefined;
  /** Whether the operator decides on this picture now. */
  isDecidable: boolean;
  menu: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };
  onCheck: () => void;
  onReturn: (code: ReturnCode) => void;
  onNote: (note: string) => void;
  onUnmark: () => void;
  /** Enter or Escape in the note: back to the pictures. */
  onNoteDone: () => void;
}

/** Below the picture: what it is, and what the operator decides of it. */
export function PictureBar(props: PictureBarProps) {
  const { picture, position, mark, isDecidable } = props;
  const { image, slot, title } = picture;
  return (
    <section className={styles.bar} aria-label="当前照片">
      <div className={styles.what}>
        <h2>
          {title} <span className={styles.required}>{slot.required ? '必拍' : '选拍'}</span>
        </h2>
        {mark?.kind === 'return' ? (
          <p className={styles.reason}>
            将退回：{mark.code} {returnCodes[mark.code]}
          </p>
        ) : (
          <p>
            {position}　{minuteOf(image.capturedAt)} 拍摄
            {image.width && image.height && `　${image.width}×${image.height}`}
            {image.bytes && `　${Math.max(1, Math.round(image.bytes / 1024))} KB`}
            {image.terminal && `　固定端 ${image.terminal}`}
          </p>
        )}
      </div>
      {mark?.kind === 'return' ? (
        <ReturnNote key={image.id} {...props} mark={mark} />
      ) : isDecidable ? (
        <div className={styles.actions}>
          <ReturnMenu {...props.menu} onChoose={props.onReturn} />
          <Button type={mark ? 'default' : 'primary'} className={mark && styles.done} onClick={props.onCheck}>
            {mark ? '✓ 已核对' : '已核对'}
            <kbd>空格</kbd>
          </Button>
        </div>
      ) : (
        <Verdict image={image} />
      )}
    </section>
  );
}

function ReturnNote({ mark, onNote, onUnmark, onNoteDone }: PictureBarProps & { mark: Extract<Mark, { kind: 'return' }> }) {
  const needsNote = mark.code === 'R13';
  const input = useRef<InputRef>(null);
  useEffect(() => {
    if (needsNote) input.current?.focus();
  }, [needsNote]);
  return (
    <div className={styles.returning}>
      <Input
        ref={input}
        className={styles.note}
        aria-label="给代理人的说明"
        placeholder={needsNote ? '请写明原因，代理人会看到（必填）' : '补充说明（可不填），代理人会看到'}
        status={needsNote && mark.note.trim() === '' ? 'error' : ''}
        maxLength={200}
        value={mark.note}
        onChange={(event) => onNote(event.target.value)}
        onKeyDown={(event) => {
          if ((event.key === 'Enter' && !event.nativeEvent.isComposing) || event.key === 'Escape') onNoteDone();
        }}
      />
      <Button onClick={onUnmark}>撤销</Button>
    </div>
  );
}

function Verdict({ image }: Pick<Picture, 'image'>) {
  const returned = image.returned && `已退回：${image.returned.code} ${returnCodes[image.returned.code]}`;
  const sentences: ReactNode[] = image.problems.map(({ code, sentence }) => sentence || imageProblems[code]);
  if (!returned && sentences.length === 0) return null;
  return (
    <p className={styles.verdict}>
      {returned}
      {image.returned?.note && `（${image.returned.note}）`}
      {sentences.join('')}
    </p>
  );
}
