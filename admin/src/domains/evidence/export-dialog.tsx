import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { ApiError, download, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { saveFile } from '../../components/save-file';
import styles from './deal-evidence.module.css';

const usualReasons = ['诉讼举证', '处理投诉', '配合有关部门调查', '会员单位申请核实'];

interface ExportDialogProps {
  deal: { id: string; serial: string };
  onClose: () => void;
}

/** 导出证据包: the reason first; the session is proven anew where the server asks for it. */
export function ExportDialog({ deal: { id, serial }, onClose }: ExportDialogProps) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const exporting = useMutation({
    mutationFn: () => download('POST /transactions/:id/evidence-packages', { params: { id }, body: { reason: reason.trim() } }),
    onSuccess: (file) => {
      saveFile(file, `证据包-${serial}.zip`);
      void message.success('证据包已下载。');
      void client.invalidateQueries({ queryKey: ['transaction', id, 'history'] });
      onClose();
    },
    gcTime: 0,
  });
  const isEmpty = reason.trim() === '';
  const send = () => {
    if (!isEmpty && !exporting.isPending) exporting.mutate();
  };
  return (
    <Modal
      open
      title={`导出证据包　${serial}`}
      okText="导出"
      cancelText="取消"
      okButtonProps={{ disabled: isEmpty }}
      confirmLoading={exporting.isPending}
      onOk={send}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <AlertLine tone="warn">证据包含当事人证件的原始照片，没有水印。请只交给用途所需的人，用完及时删除。</AlertLine>
        <Field
          label="用途"
          hint="您的姓名、时间和用途记入审计日志"
          error={exporting.error instanceof ApiError ? exporting.error.fields.find(({ field }) => field === 'reason')?.message : undefined}
        >
          <Input autoFocus maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} onPressEnter={send} />
        </Field>
        <p className={styles.reasons}>
          {usualReasons.map((usual) => (
            <Button key={usual} size="small" onClick={() => setReason(usual)}>
              {usual}
            </Button>
          ))}
        </p>
        <p className={styles.soft}>拿到的人在任何装有 Node.js 的电脑上运行 npx yongche-verify 文件名，即可离线验证。</p>
        {exporting.isError && <AlertLine tone="bad">没有导出：{sentenceOf(exporting.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
