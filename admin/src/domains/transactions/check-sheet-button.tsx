import PrinterOutlined from '@ant-design/icons/PrinterOutlined';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useEffect } from 'react';
import { download, sentenceOf } from '../../api';
import { openFile } from '../../components/open-file';
import type { Deal } from './deal';
import { useMay } from './rights';

/** 核对单 to print, opened beside the deal by its button or by the browser's own key for printing. */
export function CheckSheetButton({ deal: { id, serial, state } }: { deal: Deal }) {
  const { message } = App.useApp();
  const mayPrint = useMay()('GET /transactions/:id/check-sheet.pdf') && (state === 'awaiting_check' || state === 'completed');
  const { mutate, isPending } = useMutation({
    mutationFn: () => download('GET /transactions/:id/check-sheet.pdf', { params: { id } }),
    onSuccess: (file) => openFile(file, `核对单-${serial}.pdf`),
    onError: (error) => message.error(`没有打开核对单：${sentenceOf(error)}`),
  });
  useEffect(() => {
    if (!mayPrint) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'p' || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (!event.repeat) mutate();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [mayPrint, mutate]);
  if (!mayPrint) return null;
  return (
    <Button size="small" icon={<PrinterOutlined />} loading={isPending} onClick={() => mutate()} title="Ctrl+P">
      核对单
    </Button>
  );
}
