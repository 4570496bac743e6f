import DownloadOutlined from '@ant-design/icons/DownloadOutlined';
import { useMutation } from '@tanstack/react-query';
import { funds } from '@yongche/contract/vocabulary';
import { DatePicker, Button, Modal, Segmented } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { download, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { saveFile } from '../../components/save-file';
import { bothFunds, type Fund } from '../finance/finance';
import styles from './ledger.module.css';

/** 导出记账凭证 of a fund for a month, as a spreadsheet for the bookkeeper. */
export function VouchersButton() {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button icon={<DownloadOutlined />} onClick={() => setAsking(true)}>
        导出凭证…
      </Button>
      {isAsking && <VouchersDialog onClose={() => setAsking(false)} />}
    </>
  );
}

function VouchersDialog({ onClose }: { onClose: () => void }) {
  const [fund, setFund] = useState<Fund>('service_fee');
  const [month, setMonth] = useState(() => dayjs().subtract(1, 'month').format('YYYY-MM'));
  const exporting = useMutation({
    mutationFn: () => download('GET /ledger/vouchers.xlsx', { query: { fund, month } }),
    onSuccess: (file) => {
      saveFile(file, `记账凭证-${funds[fund]}-${month}.xlsx`);
      onClose();
    },
  });
  return (
    <Modal open title="导出记账凭证" okText="导出" cancelText="取消" confirmLoading={exporting.isPending} onOk={() => exporting.mutate()} onCancel={onClose}>
      <div className={styles.form}>
        <Field label="资金">
          <Segmented block value={fund} options={bothFunds.map((value) => ({ value, label: funds[value] }))} onChange={setFund} />
        </Field>
        <Field label="月份" hint="一个月一个文件，每笔分录一行；导出记入审计日志">
          <DatePicker picker="month" allowClear={false} value={dayjs(`${month}-01`)} disabledDate={(day) => day.isAfter(dayjs(), 'month')} onChange={(day) => day && setMonth(day.format('YYYY-MM'))} />
        </Field>
        {exporting.isError && <AlertLine tone="bad">没有导出：{sentenceOf(exporting.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
