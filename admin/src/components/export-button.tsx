import DownloadOutlined from '@ant-design/icons/DownloadOutlined';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { sentenceOf } from '../api';
import { dayOf } from './moments';
import { saveFile } from './save-file';

interface ExportButtonProps {
  /** 企业名册: the day is added. */
  name: string;
  format?: 'xlsx' | 'csv';
  load: () => Promise<Blob>;
}

/** 导出: what the filters of the list show, as a spreadsheet or as text; the audit log takes it down. */
export function ExportButton({ name, format = 'xlsx', load }: ExportButtonProps) {
  const { message } = App.useApp();
  const exporting = useMutation({
    mutationFn: load,
    onSuccess: (file) => saveFile(file, `${name}-${dayOf(new Date())}.${format}`),
    onError: (error) => message.error(`没有导出成功：${sentenceOf(error)}`),
  });
  return (
    <Button icon={<DownloadOutlined />} loading={exporting.isPending} onClick={() => exporting.mutate()}>
      {format === 'csv' ? '导出 CSV' : '导出'}
    </Button>
  );
}
