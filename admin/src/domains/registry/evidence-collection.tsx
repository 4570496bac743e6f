import { useMutation } from '@tanstack/react-query';
import { evidenceKinds } from '@yongche/contract/vocabulary';
import { Button, Spin } from 'antd';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { ToneTag } from '../../components/tone-tag';
import styles from './evidence-collection.module.css';
import { acceptedTypes } from './picture-size';
import type { Evidence, EvidenceKind, RegisterRequest } from './register';
import { CaptureDialog } from './capture-dialog';
import { evidenceTitle } from './request-wording';
import { useEvidenceUploads, type Upload } from './use-evidence-uploads';

interface EvidenceCollectionProps {
  request: RegisterRequest;
  /** Shows one picture large. */
  onOpen: (evidenceId: string) => void;
  /** After one was taken off. */
  onChanged: () => void;
}

const allKinds = Object.keys(evidenceKinds) as EvidenceKind[];

/** 交材料: one row per kind, the required ones first; a picture comes from a file, by dropping it, or from the counter's camera. */
export function EvidenceCollection({ request, onOpen, onChanged }: EvidenceCollectionProps) {
  const uploads = useEvidenceUploads(request.id);
  const [capturing, setCapturing] = useState<EvidenceKind>();
  const kinds = [...request.required, ...allKinds.filter((kind) => !request.required.includes(kind))];
  return (
    <section className={styles.collection} aria-label="申请材料">
      {kinds.map((kind) => (
        <KindRow
          key={kind}
          kind={kind}
          isRequired={request.required.includes(kind)}
          onFiles={(files) => uploads.add(kind, files)}
          onCapture={() => setCapturing(kind)}
        >
          {request.evidence
            .filter((file) => file.kind === kind)
            .map((file) => (
              <FileRow key={file.id} request={request} file={file} onOpen={() => onOpen(file.id)} onChanged={onChanged} />
            ))}
          {uploads.uploads
            .filter((upload) => upload.kind === kind)
            .map((upload) => (
              <UploadRow key={upload.key} upload={upload} onRetry={() => uploads.retry(upload)} onDrop={() => uploads.drop(upload.key)} />
            ))}
        </KindRow>
      ))}
      {capturing && (
        <CaptureDialog
          title={evidenceKinds[capturing]}
          onTaken={(picture) => uploads.add(capturing, [picture])}
          onClose={() => setCapturing(undefined)}
        />
      )}
    </section>
  );
}

interface KindRowProps {
  kind: EvidenceKind;
  isRequired: boolean;
  onFiles: (files: FileList) => void;
  onCapture: () => void;
  children: ReactNode;
}

function KindRow({ kind, isRequired, onFiles, onCapture, children }: KindRowProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer.files.length > 0) onFiles(event.dataTransfer.files);
  };
  return (
    <div
      className={styles.kind}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={styles.head}>
        <h3>{evidenceKinds[kind]}</h3>
        {isRequired && <ToneTag tone="busy">必交</ToneTag>}
        <span className={styles.buttons}>
          <Button size="small" onClick={() => input.current?.click()}>
            选择照片
          </Button>
          <Button size="small" onClick={onCapture}>
            拍照
          </Button>
        </span>
        <input
          ref={input}
          type="file"
          hidden
          multiple
          aria-label={`${evidenceKinds[kind]}的照片`}
          accept={acceptedTypes}
          onChange={(event) => {
            if (event.target.files) onFiles(event.target.files);
            event.target.value = '';
          }}
        />
      </div>
      <ul>{children}</ul>
    </div>
  );
}

const fileStates = { uploading: ['plain', '上传未完成'], received: ['good', '已收到'], rejected: ['bad', '不合格'] } as const;

function FileRow({ request, file, onOpen, onChanged }: { request: RegisterRequest; file: Evidence; onOpen: () => void; onChanged: () => void }) {
  const remove = useMutation({
    mutationFn: () => call('DELETE /register-requests/:id/evidence/:evidenceId', { params: { id: request.id, evidenceId: file.id } }),
    onSettled: onChanged,
  });
  const [tone, word] = fileStates[file.state];
  return (
    <li className={styles.file}>
      <span>{evidenceTitle(request.evidence, file)}</span>
      <ToneTag tone={tone}>{word}</ToneTag>
      <span className={styles.buttons}>
        {file.state !== 'uploading' && (
          <Button size="small" type="link" onClick={onOpen}>
            查看
          </Button>
        )}
        <Button size="small" type="link" danger loading={remove.isPending} onClick={() => remove.mutate()}>
          删去
        </Button>
      </span>
      {file.problem && <p className={styles.problem}>{file.problem}</p>}
      {remove.isError && <AlertLine tone="bad">没有删去：{sentenceOf(remove.error)}</AlertLine>}
    </li>
  );
}

function UploadRow({ upload, onRetry, onDrop }: { upload: Upload; onRetry: () => void; onDrop: () => void }) {
  return (
    <li className={styles.file}>
      <span className={styles.name}>{upload.name}</span>
      {upload.problem === undefined ? (
        <span role="status">
          <Spin size="small" /> 正在上传
        </span>
      ) : (
        <>
          <span className={styles.buttons}>
            {upload.mayRetry && (
              <Button size="small" type="link" onClick={onRetry}>
                重试
              </Button>
            )}
            <Button size="small" type="link" onClick={onDrop}>
              不要了
            </Button>
          </span>
          <p className={styles.problem} role="alert">
            {upload.problem}
          </p>
        </>
      )}
    </li>
  );
}
