import DownloadOutlined from '@ant-design/icons/DownloadOutlined';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { importStates } from '@yongche/contract/vocabulary';
import { App, Button } from 'antd';
import { useRef, useState, type DragEvent } from 'react';
import { useNavigate } from 'react-router';
import { call, download, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { CellLink, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { RecordList } from '../../components/record-list';
import { saveFile } from '../../components/save-file';
import { ToneTag, type Tone } from '../../components/tone-tag';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import { wholeList } from '../../components/use-record-list';
import { useStaff } from '../../session';
import { importQuery, importsQuery } from './cleanup-queries';
import { fileProblem, type LicenceImport } from './cleanup-wording';
import styles from './imports.module.css';

type ImportRow = Omit<LicenceImport, 'problems' | 'changes'>;

const tones: Record<ImportRow['state'], Tone> = { checked: 'busy', refused: 'bad', applied: 'good' };

export function ImportState({ state }: { state: ImportRow['state'] }) {
  return <ToneTag tone={tones[state]}>{importStates[state]}</ToneTag>;
}

const columns: Column<ImportRow>[] = [
  {
    title: '文件',
    cell: ({ id, name }) => <CellLink to={`/register/cleanup/imports/${id}`}>{name}</CellLink>,
  },
  { title: '状态', cell: ({ state }) => <ImportState state={state} /> },
  { title: '数据行', align: 'right', cell: ({ rows }) => rows },
  { title: '名册中有', align: 'right', cell: ({ matched }) => matched },
  { title: '与名册不同', align: 'right', cell: ({ changeCount }) => changeCount },
  { title: '错误', align: 'right', cell: ({ problemCount }) => (problemCount > 0 ? <b className={cells.bad}>{problemCount}</b> : 0) },
  { title: '上传', cell: ({ importedBy, importedAt }) => <Time>{`${importedBy}　${minuteOf(importedAt)}`}</Time> },
];

/** ① 导入执照状态: the regulator's list is read and compared; nothing changes before it is applied. */
export function Imports() {
  const isClerk = useStaff().role === 'clerk';
  const navigate = useNavigate();
  const imports = useQuery(importsQuery);
  return (
    <>
      {isClerk && <Upload />}
      <RecordList
        caption="导入记录，最近的在前"
        list={wholeList(imports)}
        columns={columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate(`/register/cleanup/imports/${id}`)}
        empty={
          <Notice title="还没有导入过执照状态">
            {isClerk ? '先下载模板，把市场监管部门提供的名单按列粘贴进去，再上传。' : '由秘书处文员上传市场监管部门的名单后，会显示在这里。'}
          </Notice>
        }
      />
    </>
  );
}

/** The place for the file: dropped, or chosen. */
function Upload() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();
  const upload = useMutation({
    mutationFn: (file: File) =>
      call('POST /licence-imports', { file, idempotencyKey: intent.keyFor([file.name, file.size, file.lastModified]) }),
    onSuccess: (report) => {
      client.setQueryData(importQuery(report.id).queryKey, report);
      void client.invalidateQueries({ queryKey: importsQuery.queryKey });
      void navigate(`/register/cleanup/imports/${report.id}`);
    },
    onSettled: (_, error) => intent.settle(error),
  });
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (!file || upload.isPending) return;
    const trouble = files.length > 1 ? '一次只能上传一个文件。' : fileProblem(file);
    setProblem(trouble);
    upload.reset();
    if (!trouble) upload.mutate(file);
    if (input.current) input.current.value = '';
  };
  const onDrag = (event: DragEvent, isInside: boolean) => {
    event.preventDefault();
    setOver(isInside);
  };
  return (
    <section
      className={styles.drop}
      data-over={isOver}
      aria-label="上传执照状态"
      onDragOver={(event) => onDrag(event, true)}
      onDragLeave={(event) => onDrag(event, false)}
      onDrop={(event) => {
        onDrag(event, false);
        take(event.dataTransfer.files);
      }}
    >
      <p className={styles.lead}>把市场监管部门的执照状态表拖到这里</p>
      <p className={styles.hint}>.xlsx 或 .csv，不超过 20MB。上传后先逐行核对，点“应用”之前名册不会改变。</p>
      <div className={styles.buttons}>
        <Button type="primary" loading={upload.isPending} onClick={() => input.current?.click()}>
          {upload.isPending ? '正在上传并核对' : '选择文件'}
        </Button>
        <TemplateButton />
      </div>
      <input ref={input} type="file" accept=".xlsx,.csv" hidden onChange={(event) => take(event.target.files)} />
      {(problem || upload.isError) && <AlertLine tone="bad">{problem ?? `没有导入：${sentenceOf(upload.error)}`}</AlertLine>}
    </section>
  );
}

function TemplateButton() {
  const { message } = App.useApp();
  const template = useMutation({
    mutationFn: () => download('GET /licence-template.xlsx'),
    onSuccess: (file) => saveFile(file, '执照状态导入模板.xlsx'),
    onError: (error) => message.error(`没有下载成功：${sentenceOf(error)}`),
  });
  return (
    <Button icon={<DownloadOutlined />} loading={template.isPending} onClick={() => template.mutate()}>
      下载模板
    </Button>
  );
}
