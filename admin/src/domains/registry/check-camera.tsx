import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { AlertLine } from '../../components/alert-line';
import styles from './check-certificate-page.module.css';

interface BarcodeReader {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
declare global {
  interface Window {
    /** Chromium on Android, macOS and ChromeOS has it; Chromium on Windows and Firefox have not. */
    BarcodeDetector?: new (options: { formats: string[] }) => BarcodeReader;
  }
}

const lookEveryMs = 200;

/** Why this browser cannot scan with a camera, in Chinese; undefined where it can. */
export function cameraObstacle(): string | undefined {
  if (!window.isSecureContext) return '用 https 地址打开本系统后才能使用摄像头。';
  if (!window.BarcodeDetector) return '这个浏览器不能用摄像头识别二维码，请用扫码枪。';
  return undefined;
}

const troubles: Record<string, string> = {
  NotAllowedError: '浏览器没有允许使用摄像头。请点地址栏的摄像头图标，选择允许后重试。',
  NotFoundError: '没有找到摄像头，请接好后重试，或使用扫码枪。',
  NotReadableError: '摄像头正被其他程序使用，请关闭后重试。',
};

interface CheckCameraProps {
  onCode: (text: string) => void;
  onClose: () => void;
}

/** Looks through the camera for codes until it is closed. */
export function CheckCamera({ onCode, onClose }: CheckCameraProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<string>();
  const report = useRef(onCode);
  useEffect(() => {
    report.current = onCode;
  });
  useEffect(() => {
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let closed = false;
    const reader = new window.BarcodeDetector!({ formats: ['qr_code'] });
    const look = async () => {
      const found = await reader.detect(video.current!).catch(() => []);
      if (closed) return;
      if (found[0]) report.current(found[0].rawValue);
      timer = setTimeout(() => void look(), lookEveryMs);
    };
    const open = async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } });
        if (closed) return stream.getTracks().forEach((track) => track.stop());
        video.current!.srcObject = stream;
        await video.current!.play();
        void look();
      } catch (error) {
        if (!closed) setTrouble(troubles[(error as DOMException).name] ?? '摄像头没有打开，请重试，或使用扫码枪。');
      }
    };
    void open();
    return () => {
      closed = true;
      clearTimeout(timer);
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  return (
    <div className={styles.camera}>
      {trouble ? <AlertLine tone="warn">{trouble}</AlertLine> : <video ref={video} muted playsInline aria-label="摄像头画面" />}
      <Button onClick={onClose}>关闭摄像头</Button>
    </div>
  );
}
