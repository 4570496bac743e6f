import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type DragEvent, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { ApiError, call, isRefusal, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { BackLink } from '../../components/back-link';
import { dayOf, minuteOf } from '../../components/moments';
import { PageHead } from '../../components/page-head';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import { useTitle } from '../../components/use-title';
import { countOf, nextMonth, periodName } from '../statistics/statistics-wording';
import { listFileProblem } from './comparison-wording';
import { comparisonsKey, type RegistrationList } from './comparisons';
import { listsQuery } from './queries';
import { UnreadLines } from './unread-lines';
import styles from './comparisons.module.css';

/** 导入登记明细: the month, proposed, and the file; read whole or not at all. */
export default function ListImportPage() {
  useTitle('导入登记明细');
  const lists = useQuery(listsQuery).data?.items;
  const [search, setSearch] = useSearchParams();
  const asked = search.get('month') ?? '';
  const month = /^20\d\d-(0[1-9]|1[0-2])$/.test(asked) ? asked : nextMonth(lists?.[0]?.month, dayOf(new Date()));
  const [done, setDone] = useState<RegistrationList>();
  const former = lists?.find((list) => list.month === month && list.id !== done?.id);
  return (
    <div className="page">
      <BackLink to={`/comparisons?year=${month.slice(0, 4)}`} title="与车管核对" />
      <PageHead title="导入登记明细" note="车管所一个月的转移登记，逐笔" />
      <section className={`card ${styles.upload}`}>
        <div className={styles.monthChoice}>
          <label htmlFor="month">登记月份</label>
          <DatePicker id="month" picker="month" allowClear={false} value={dayjs(`${month}-01`)} disabledDate={(day) => !day.isBefore(dayjs(), 'month')} onChange={(day) => day && setSearch({ month: day.format('YYYY-MM') })} />
          {former && (
            <span className={styles.warn}>
              这个月已有“{former.fileName}”（{countOf(former.rows)} 笔，{minuteOf(former.importedAt)}），新文件将替换它。
            </span>
          )}
        </div>
        <Drop key={month} month={month} done={done?.month === month ? done : undefined} onDone={setDone} />
      </section>
    </div>
  );
}

interface DropProps {
  month: string;
  /** What was imported last, here and now. */
  done: RegistrationList | undefined;
  onDone: (list: RegistrationList | undefined) => void;
}

function Drop({ month, done, onDone }: DropProps) {
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();
  const upload = useMutation({
    mutationFn: (file: File) => call('POST /registration-lists', { query: { month }, file, idempotencyKey: intent.keyFor([month, file.name, file.size, file.lastModified]) }),
    onSuccess: onDone,
    onSettled: (_, error) => {
      intent.settle(error);
      void client.invalidateQueries({ queryKey: [comparisonsKey] });
    },
  });
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (!file || upload.isPending) return;
    const trouble = files.length > 1 ? '一次只能导入一个月的一份明细。' : listFileProblem(file);
    setProblem(trouble);
    onDone(undefined);
    upload.reset();
    if (!trouble) upload.mutate(file);
    if (input.current) input.current.value = '';
  };
  const onDrag = (event: DragEvent, isInside: boolean) => {
    event.preventDefault();
    setOver(isInside);
  };
  return (
    <>
      {done && (
        <AlertLine
          tone="good"
          actions={
            <>
              <Link to={`/comparisons/${done.month}`}>按市场核对</Link>
              <Link to={`/comparisons/${done.month}/unmatched?side=ours`}>看未对上的</Link>
            </>
          }
        >
          {periodName(done.month)}的登记明细已导入，共 {countOf(done.rows)} 笔，已与影像完成的交易逐笔核对。
        </AlertLine>
      )}
      {(problem || upload.isError) && <AlertLine tone="bad">{problem ?? refusalOf(upload.error)}</AlertLine>}
      {isRefusal(upload.error, 'statistics.registrations_unreadable') && <UnreadLines details={upload.error.details} />}
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
        <p className={styles.lead}>把车管所{periodName(month)}的登记明细拖到这里</p>
        <p className={styles.soft}>.xlsx 或 .csv，不超过 8MB。要有车架号、业务（转移登记或转出）、登记日期，最好有号牌和市场；姓名、身份证号等其他列不读取、不留存。</p>
        <Button type="primary" size="large" loading={upload.isPending} onClick={() => input.current?.click()}>
          {upload.isPending ? '正在读取并逐笔核对' : '选择文件'}
        </Button>
        <p className={styles.soft}>整份读通才导入；有读不出的行，会逐行告诉您，不留一半。</p>
        <input ref={input} type="file" accept=".xlsx,.csv" hidden aria-label="登记明细文件" onChange={(event) => take(event.target.files)} />
      </div>
    </>
  );
}

const refusalOf = (error: Error | null): string => (error instanceof ApiError && error.fields[0]?.message) || `没有导入：${sentenceOf(error)}`;
