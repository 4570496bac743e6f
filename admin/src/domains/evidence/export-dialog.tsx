import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { download } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { ReasonDialog } from '../../components/reason-dialog';
import { saveFile } from '../../components/save-file';

interface ExportDialogProps {
  deal: { id: string; serial: string };
  onClose: () => void;
}

/** 导出证据包: the reason first; the session is proven anew where the server asks for it. */
export function ExportDialog({ deal: { id, serial }, onClose }: ExportDialogProps) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const exporting = useMutation({
    mutationFn: (reason: string) => download('POST /transactions/:id/evidence-packages', { params: { id }, body: { reason } }),
    onSuccess: (file) => {
      saveFile(file, `证据包-${serial}.zip`);
      void message.success('证据包已下载。');
      void client.invalidateQueries({ queryKey: ['transaction', id, 'history'] });
      onClose();
    },
    gcTime: 0,
  });
  return (
    <ReasonDialog
      title={`导出证据包　${serial}`}
      okText="导出"
      label="用途"
      hint="您的姓名、时间和用途记入审计日志"
      usualReasons={['诉讼举证', '处理投诉', '配合有关部门调查', '会员单位申请核实']}
      sending={exporting}
      failed="没有导出"
      onSend={(reason) => exporting.mutate(reason)}
      onClose={onClose}
      below={<p>拿到的人在任何装有 Node.js 的电脑上运行 npx yongche-verify 文件名，即可离线验证。</p>}
    >
      <AlertLine tone="warn">证据包含当事人证件的原始照片，没有水印。请只交给用途所需的人，用完及时删除。</AlertLine>
    </ReasonDialog>
  );
}
