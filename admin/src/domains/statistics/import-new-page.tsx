import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, DatePicker, Segmented } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type DragEvent, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { ApiError, call, isRefusal, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { BackLink } from '../../components/back-link';
import { dayOf } from '../../components/moments';
import { PageHead } from '../../components/page-head';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import { useTitle } from '../../components/use-title';
import { ImportSteps } from './import-steps';
import { importQuery, importsQuery, periodsQuery } from './queries';
import { fileProblem, nextMonth, periodName } from './statistics-wording';
import styles from './statistics.module.css';

/** 上传: the period, proposed, and the file; dropped or chosen. */
export default function ImportNewPage() {
  useTitle('导入车管数据');
  const newest = useQuery(periodsQuery('month'));
  const [of, setOf] = useState<'month' | 'year'>('month');
  const [chosen, setChosen] = useState<string>();
  const today = dayOf(new Date());
  const period = chosen ?? (of === 'month' ? nextMonth(newest.data?.items[0]?.period, today) : String(Number(today.slice(0, 4)) - 1));
  return (
    <div className="page">
      <BackLink to="/statistics" title="车管数据" />
      <PageHead title="导入车管数据" />
      <ImportSteps at={0} />
      <section className={`card ${styles.upload}`}>
        <div className={styles.periodChoice}>
          <label htmlFor="period">数据期间</label>
          <Segmented
            aria-label="按月或按年"
            value={of}
            onChange={(next) => {
              setOf(next as 'month' | 'year');
              setChosen(undefined);
            }}
            options={[{ value: 'month', label: '一个月' }, { value: 'year', label: '全年' }]}
          />
          <DatePicker
            id="period"
            picker={of}
            allowClear={false}
            value={dayjs(of === 'month' ? `${period}-01` : `${period}-01-01`)}
            disabledDate={(day) => !day.isBefore(dayjs(), of)}
            onChange={(day) => day && setChosen(day.format(of === 'month' ? 'YYYY-MM' : 'YYYY'))}
          />
          {newest.data?.items.some((one) => one.period === period) && <span className={styles.warn}>这一期已发布，新文件将作为更正版。</span>}
        </div>
        <Drop period={period} />
      </section>
    </div>
  );
}

function Drop({ period }: { period: string }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();
  const upload = useMutation({
    mutationFn: (file: File) => call('POST /statistic-imports', { query: { period }, file, idempotencyKey: intent.keyFor([period, file.name, file.size, file.lastModified]) }),
    onSuccess: (report) => {
      client.setQueryData(importQuery(report.id).queryKey, report);
      void client.invalidateQueries({ queryKey: importsQuery.queryKey });
      void navigate(`/statistics/imports/${report.id}`);
    },
    onSettled: (_, error) => intent.settle(error),
  });
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (!file || upload.isPending) return;
    const trouble = files.length > 1 ? '一次只能上传一个文件；几张表请放在一个工作簿里。' : fileProblem(file);
    setProblem(trouble);
    upload.reset();
    if (!trouble) upload.mutate(file);
    if (input.current) input.current.value = '';
  };
  const onDrag = (event: DragEvent, isInside: boolean) => {
    event.preventDefault();
    setOver(isInside);
  };
  const known = isRefusal(upload.error, 'statistics.file_known') ? (upload.error.details as { importId: string } | undefined) : undefined;
  return (
    <div
      className={styles.drop}
      data-over={isOver}
      role="group"
      aria-label="上传文件"
      onDragOver={(event) => onDrag(event, true)}
      onDragLeave={(event) => onDrag(event, false)}
      onDrop={(event) => {
        onDrag(event, false);
        take(event.dataTransfer.files);
      }}
    >
      <p className={styles.lead}>把车管所的{periodName(period)}数据拖到这里</p>
      <p className={styles.soft}>.xlsx 或 .csv，不超过 5MB。按项目一行、按项目一列的表都能读，多张工作表一起读；公式请先粘贴为数值。</p>
      <Button type="primary" size="large" autoFocus loading={upload.isPending} onClick={() => input.current?.click()}>
        {upload.isPending ? '正在读取并校验' : '选择文件'}
      </Button>
      <p className={styles.soft}>上传后先校验、看差异，点“发布”之前不会公布任何数据。</p>
      <input ref={input} type="file" accept=".xlsx,.csv" hidden aria-label="车管数据文件" onChange={(event) => take(event.target.files)} />
      {(problem || upload.isError) && (
        <AlertLine tone="bad" actions={known && <Link to={`/statistics/imports/${known.importId}`}>打开那次导入</Link>}>
          {problem ?? refusalOf(upload.error)}
        </AlertLine>
      )}
    </div>
  );
}

const refusalOf = (error: Error | null): string => (error instanceof ApiError && error.fields[0]?.message) || `没有上传：${sentenceOf(error)}`;
