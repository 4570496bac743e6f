import { Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { AlertLine } from '../../components/alert-line';
import { useHotkeys } from '../../components/use-hotkeys';
import { useCamera } from '../capture/picture/use-camera';
import styles from './capture-dialog.module.css';

interface CaptureDialogProps {
  /** What is photographed: 营业执照. */
  title: string;
  onTaken: (picture: File) => void;
  onClose: () => void;
}

/** Takes pictures of papers with a camera of this computer, such as the 高拍仪, which the browser sees as a webcam. */
export function CaptureDialog({ title, onTaken, onClose }: CaptureDialogProps) {
  const camera = useCamera();
  const [trouble, setTrouble] = useState<string>();
  const [taken, setTaken] = useState(0);
  const isLive = camera.state === 'live';

  const take = async () => {
    try {
      const picture = await fileOf(await camera.still(), `${title} ${taken + 1}`);
      onTaken(picture);
      setTaken(taken + 1);
      setTrouble(undefined);
    } catch (error) {
      setTrouble((error as Error).message);
    }
  };
  useHotkeys({ Space: () => void take() }, isLive);

  return (
    <Modal open title={`拍摄${title}`} width={860} footer={null} onCancel={onClose}>
      <div className={styles.capture}>
        {(trouble ?? camera.trouble) && <AlertLine tone="warn">{trouble ?? camera.trouble}</AlertLine>}
        {camera.state !== 'trouble' && <video ref={camera.video} muted playsInline aria-label="摄像头画面" />}
        <div className={styles.bar}>
          {camera.cameras.length > 1 && (
            <Select
              aria-label="摄像头"
              style={{ minWidth: 220 }}
              options={camera.cameras.map(({ id, label }) => ({ value: id, label }))}
              value={camera.cameraId}
              onChange={camera.choose}
            />
          )}
          <span role="status">{taken > 0 && `已拍 ${taken} 张，正在后台上传`}</span>
          <Button onClick={onClose}>完成</Button>
          {camera.state === 'trouble' && <Button onClick={camera.retry}>重新打开摄像头</Button>}
          <Button type="primary" autoFocus disabled={!isLive} onClick={() => void take()}>
            拍照<kbd>空格</kbd>
          </Button>
        </div>
      </div>
    </Modal>
  );
}

/** @throws Error with a sentence for the operator */
function fileOf(bitmap: ImageBitmap, name: string): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
  bitmap.close();
  return new Promise((resolve, reject) => {
    const take = (blob: Blob | null) => (blob ? resolve(new File([blob], name, { type: 'image/jpeg' })) : reject(new Error('没有拍成，请再拍一次。')));
    canvas.toBlob(take, 'image/jpeg', 0.92);
  });
}
