import FilePdfOutlined from '@ant-design/icons/FilePdfOutlined';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { sentenceOf } from '../api';
import { saveFile } from './save-file';

interface PdfButtonProps {
  /** The file's name without its ending. */
  name: string;
  load: () => Promise<Blob>;
  children: ReactNode;
}

/** A document to print, handed to the browser's downloads. */
export function PdfButton({ name, load, children }: PdfButtonProps) {
  const { message } = App.useApp();
  const loading = useMutation({
    mutationFn: load,
    onSuccess: (file) => saveFile(file, `${name}.pdf`),
    onError: (error) => message.error(`没有下载成功：${sentenceOf(error)}`),
  });
  return (
    <Button icon={<FilePdfOutlined />} loading={loading.isPending} onClick={() => loading.mutate()}>
      {children}
    </Button>
  );
}
