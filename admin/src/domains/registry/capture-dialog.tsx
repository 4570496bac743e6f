import { Button, Modal, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { AlertLine } from '../../components/alert-line';
import { useHotkeys } from '../../components/use-hotkeys';
import styles from './capture-dialog.module.css';

const troubles: Record<string, string> = {
  NotAllowedError: '浏览器没有允许使用摄像头。请点地址栏的摄像头图标，选择允许后重新打开。',
  NotFoundError: '没有找到摄像头或高拍仪，请接好后重新打开，或改为选择照片文件。',
  NotReadableError: '摄像头正被其他程序使用，请关闭后重新打开。',
};

interface CaptureDialogProps {
  /** What is photographed: 营业执照. */
  title: string;
  onTaken: (picture: File) => void;
  onClose: () => void;
}

/** Takes pictures of papers with a camera of this computer, such as the 高拍仪, which the browser sees as a webcam. */
export function CaptureDialog({ title, onTaken, onClose }: CaptureDialogProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [cameras, setCameras] = useState<{ value: string; label: string }[]>([]);
  const [camera, setCamera] = useState<string>();
  const [trouble, setTrouble] = useState<string>();
  const [taken, setTaken] = useState(0);

  useEffect(() => {
    let stream: MediaStream | undefined;
    let isClosed = false;
    const stop = () => stream?.getTracks().forEach((track) => track.stop());
    const open = async () => {
      if (!navigator.mediaDevices) return setTrouble('用 https 地址打开本系统后才能使用摄像头，现在请改为选择照片文件。');
      try {
        const which = camera ? { deviceId: { exact: camera } } : { facingMode: 'environment' };
        stream = await navigator.mediaDevices.getUserMedia({ video: { ...which, width: { ideal: 2592 }, height: { ideal: 1944 } } });
        const devices = await navigator.mediaDevices.enumerateDevices();
        if (isClosed) return stop();
        video.current!.srcObject = stream;
        await video.current!.play();
        const found = devices.filter(({ kind }) => kind === 'videoinput');
        setCameras(found.map(({ deviceId, label }, at) => ({ value: deviceId, label: label || `摄像头 ${at + 1}` })));
      } catch (error) {
        if (!isClosed) setTrouble(troubles[(error as DOMException).name] ?? '摄像头没有打开，请重新打开，或改为选择照片文件。');
      }
    };
    void open();
    return () => {
      isClosed = true;
      stop();
    };
  }, [camera]);

  const take = () => {
    const source = video.current;
    if (!source || source.videoWidth === 0) return;
    const canvas = document.createElement('canvas');
    canvas.width = source.videoWidth;
    canvas.height = source.videoHeight;
    canvas.getContext('2d')!.drawImage(source, 0, 0);
    canvas.toBlob(
      (blob) => {
        if (!blob) return setTrouble('没有拍成，请再拍一次。');
        onTaken(new File([blob], `${title} ${taken + 1}`, { type: 'image/jpeg' }));
        setTaken(taken + 1);
      },
      'image/jpeg',
      0.92,
    );
  };
  useHotkeys({ Space: take }, trouble === undefined);

  return (
    <Modal open title={`拍摄${title}`} width={860} footer={null} onCancel={onClose}>
      <div className={styles.capture}>
        {trouble ? <AlertLine tone="warn">{trouble}</AlertLine> : <video ref={video} muted playsInline aria-label="摄像头画面" />}
        <div className={styles.bar}>
          {cameras.length > 1 && (
            <Select aria-label="摄像头" style={{ minWidth: 220 }} options={cameras} value={camera ?? cameras[0]!.value} onChange={setCamera} />
          )}
          <span role="status">{taken > 0 && `已拍 ${taken} 张，正在后台上传`}</span>
          <Button onClick={onClose}>完成</Button>
          <Button type="primary" autoFocus disabled={trouble !== undefined} onClick={take}>
            拍照<kbd>空格</kbd>
          </Button>
        </div>
      </div>
    </Modal>
  );
}
