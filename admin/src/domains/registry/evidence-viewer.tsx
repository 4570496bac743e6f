import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { ApiError, call, sentenceOf } from '../../api';
import { PictureViewer, type LoadedPicture } from '../transactions/picture-viewer/picture-viewer';
import styles from './evidence-viewer.module.css';
import type { Evidence, RegisterRequest } from './register';
import { evidenceTitle } from './request-wording';
import { useMay } from './rights';

interface EvidenceViewerProps {
  request: RegisterRequest;
  files: Evidence[];
  shown: Evidence | undefined;
  /** False while a dialog is open. */
  isFree: boolean;
  onShow: (evidenceId: string) => void;
  /** A picture has really been shown. */
  onSeen: (evidenceId: string) => void;
  onBack: (() => void) | undefined;
}

/** The papers of a request, one large, with the list of all above it. */
export function EvidenceViewer({ request, files, shown, isFree, onShow, onSeen, onBack }: EvidenceViewerProps) {
  const mayLook = useMay()('POST /register-requests/:id/evidence/:evidenceId/view');
  if (!mayLook || !shown) {
    return (
      <section className={styles.none} aria-label="申请材料">
        {files.length === 0 ? <p>这项申请没有材料照片。</p> : <p>共 {files.length} 份材料。您的岗位不能查看材料照片。</p>}
      </section>
    );
  }
  return (
    <section className={styles.viewer} aria-label="申请材料">
      <div className={styles.strip} role="tablist" aria-label="材料">
        {onBack && (
          <Button size="small" onClick={onBack}>
            返回材料清单
          </Button>
        )}
        {files.map((file) => (
          <button
            key={file.id}
            type="button"
            role="tab"
            aria-selected={file.id === shown.id}
            data-bad={file.state === 'rejected'}
            onClick={() => onShow(file.id)}
          >
            {evidenceTitle(files, file)}
          </button>
        ))}
        <span className={styles.keys}>
          <kbd>←</kbd> <kbd>→</kbd> 换张　<kbd>+</kbd> <kbd>−</kbd> 缩放　<kbd>R</kbd> 旋转
        </span>
      </div>
      {shown.problem && <p className={styles.problem}>{shown.problem}</p>}
      <Picture key={shown.id} request={request} file={shown} title={evidenceTitle(files, shown)} isFree={isFree} onSeen={onSeen} />
    </section>
  );
}

interface PictureProps {
  request: RegisterRequest;
  file: Evidence;
  title: string;
  isFree: boolean;
  onSeen: (evidenceId: string) => void;
}

function Picture({ request, file, title, isFree, onSeen }: PictureProps) {
  const picture = useQuery({
    queryKey: ['evidence', request.id, file.id],
    // The address lives for 60 seconds and the look is written into the audit log: what is in memory is not asked for again.
    queryFn: () => loadPicture(request.id, file.id),
    staleTime: Infinity,
    structuralSharing: false,
    retry: false,
  });
  const isReady = picture.isSuccess;
  useEffect(() => {
    if (isReady) onSeen(file.id);
  }, [isReady, file.id, onSeen]);
  const loaded: LoadedPicture = picture.isSuccess
    ? { state: 'ready', element: picture.data }
    : picture.isError && !picture.isFetching
      ? { state: 'failed', message: sentenceOf(picture.error) }
      : { state: 'loading' };
  return <PictureViewer picture={loaded} title={title} onRetry={() => void picture.refetch()} hotkeys={isFree} />;
}

async function loadPicture(id: string, evidenceId: string): Promise<HTMLImageElement> {
  const { url } = await call('POST /register-requests/:id/evidence/:evidenceId/view', { params: { id, evidenceId } });
  const element = new Image();
  element.referrerPolicy = 'no-referrer';
  element.src = url;
  try {
    await element.decode();
  } catch {
    throw new ApiError('network.unreachable', '照片没有取到，请检查网络后重试。');
  }
  return element;
}
