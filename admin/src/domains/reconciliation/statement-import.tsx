import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { funds } from '@yongche/contract/vocabulary';
import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type DragEvent, useId, useRef, useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import { bothFunds, type Fund } from '../finance/finance';
import { payeeAccountsQuery } from '../payments/queries';
import { ImportReport } from './import-report';
import { type ImportAnswer, reconciliationKey } from './reconciliation';
import { fileProblem } from './reconciliation-wording';
import styles from './reconciliation.module.css';

/** 导入银行对账单: a place for the file of each fund's account, and above them what came of the last one. */
export function StatementImport() {
  const [done, setDone] = useState<{ fund: Fund; answer: ImportAnswer }>();
  return (
    <section className={styles.import} aria-label="导入银行对账单">
      <h2>导入银行对账单</h2>
      {done && <ImportReport {...done} />}
      <div className={styles.drops}>
        {bothFunds.map((fund) => (
          <Drop key={fund} fund={fund} onStart={() => setDone(undefined)} onDone={(answer) => setDone({ fund, answer })} />
        ))}
      </div>
    </section>
  );
}

interface DropProps {
  fund: Fund;
  onStart: () => void;
  onDone: (answer: ImportAnswer) => void;
}

function Drop({ fund, onStart, onDone }: DropProps) {
  const id = useId();
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  const account = useQuery(payeeAccountsQuery).data?.items.find((one) => one.fund === fund);
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [to, setTo] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const upload = useMutation({
    mutationFn: (file: File) =>
      call('POST /bank-statements', { query: { fund, ...(to && { to }) }, file, idempotencyKey: intent.keyFor([fund, to, file.name, file.size, file.lastModified]) }),
    onSuccess: onDone,
    onSettled: (_, error) => {
      intent.settle(error);
      void client.invalidateQueries({ queryKey: [reconciliationKey] });
    },
  });
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (!file || upload.isPending) return;
    const trouble = files.length > 1 ? '一次只能导入一个文件。' : fileProblem(file);
    setProblem(trouble);
    upload.reset();
    onStart();
    if (!trouble) upload.mutate(file);
    if (input.current) input.current.value = '';
  };
  const onDrag = (event: DragEvent, isInside: boolean) => {
    event.preventDefault();
    setOver(isInside);
  };
  return (
    <div
      className={styles.drop}
      data-over={isOver}
      role="group"
      aria-labelledby={`${id}-title`}
      onDragOver={(event) => onDrag(event, true)}
      onDragLeave={(event) => onDrag(event, false)}
      onDrop={(event) => {
        onDrag(event, false);
        take(event.dataTransfer.files);
      }}
    >
      <p id={`${id}-title`} className={styles.lead}>
        {funds[fund]}账户
        {account && <small>{`${account.bankName} 尾号 ${account.bankNumber.slice(-4)}`}</small>}
      </p>
      <p className={styles.soft}>把网上银行导出的整份对账单拖到这里，.xlsx 或 .csv</p>
      <div className={styles.dropActs}>
        <label htmlFor={`${id}-to`}>截止日</label>
        <DatePicker
          id={`${id}-to`}
          placeholder="可不填"
          value={to ? dayjs(to) : null}
          disabledDate={(day) => day.isAfter(dayjs(), 'day')}
          onChange={(day) => setTo(day?.format('YYYY-MM-DD'))}
        />
        <Button loading={upload.isPending} onClick={() => input.current?.click()}>
          {upload.isPending ? '正在导入并匹配' : '选择文件'}
        </Button>
      </div>
      <p className={styles.soft}>截止日：最后一笔之后没有变动时，填对账单的最后一天。</p>
      <input ref={input} type="file" accept=".xlsx,.csv" hidden aria-label={`${funds[fund]}账户的对账单`} onChange={(event) => take(event.target.files)} />
      {(problem || upload.isError) && <AlertLine tone="bad">{problem ?? `没有导入：${sentenceOf(upload.error)}`}</AlertLine>}
    </div>
  );
}
