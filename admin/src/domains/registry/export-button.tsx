import DownloadOutlined from '@ant-design/icons/DownloadOutlined';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { sentenceOf } from '../../api';
import { saveFile } from '../../components/save-file';
import { dayOf } from './register-days';

interface ExportButtonProps {
  /** 企业名册: the day is added. */
  name: string;
  load: () => Promise<Blob>;
}

/** 导出: what the filters of the list show, as a spreadsheet; the audit log takes it down. */
export function ExportButton({ name, load }: ExportButtonProps) {
  const { message } = App.useApp();
  const exporting = useMutation({
    mutationFn: load,
    onSuccess: (sheet) => saveFile(sheet, `${name}-${dayOf(new Date())}.xlsx`),
    onError: (error) => message.error(`没有导出成功：${sentenceOf(error)}`),
  });
  return (
    <Button icon={<DownloadOutlined />} loading={exporting.isPending} onClick={() => exporting.mutate()}>
      导出
    </Button>
  );
}
