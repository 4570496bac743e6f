import FileWordOutlined from '@ant-design/icons/FileWordOutlined';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useNavigate } from 'react-router';
import { call, download, sentenceOf } from '../../api';
import { PdfButton } from '../../components/pdf-button';
import { saveFile } from '../../components/save-file';
import { useAct } from '../../components/use-act';
import { type AnnualReport, figuresKey } from './figures';
import { annualReportQuery, annualReportsQuery } from './queries';

/** What can be done with a report: its two files, computing it anew, and making it final. */
export function ReportActs({ report }: { report: AnnualReport }) {
  const { id, title, state, may } = report;
  return (
    <>
      <WordButton name={title} load={() => download('GET /annual-reports/:id/report.docx', { params: { id } })} />
      <PdfButton name={title} load={() => download('GET /annual-reports/:id/report.pdf', { params: { id } })}>
        PDF
      </PdfButton>
      {state === 'draft' && may.write && <AgainButton report={report} />}
      {may.approve && <ApproveButton report={report} />}
    </>
  );
}

function WordButton({ name, load }: { name: string; load: () => Promise<Blob> }) {
  const { message } = App.useApp();
  const loading = useMutation({
    mutationFn: load,
    onSuccess: (file) => saveFile(file, `${name}.docx`),
    onError: (error) => message.error(`没有下载成功：${sentenceOf(error)}`),
  });
  return (
    <Button icon={<FileWordOutlined />} loading={loading.isPending} onClick={() => loading.mutate()}>
      Word
    </Button>
  );
}

function AgainButton({ report: { id, year } }: { report: AnnualReport }) {
  const navigate = useNavigate();
  const again = useAct<number, AnnualReport>({
    about: id,
    send: (year, idempotencyKey) => call('POST /annual-reports', { body: { year }, idempotencyKey }),
    renews: [annualReportsQuery.queryKey, annualReportQuery(id).queryKey],
    done: '已生成新的一版',
    failed: '没有重新计算',
    onDone: (next) => void navigate(`/annual-reports/${next.id}`),
  });
  return (
    <Button loading={again.isPending} onClick={() => again.mutate(year)}>
      重新计算
    </Button>
  );
}

function ApproveButton({ report: { id, year, edition, gaps, warnings, changed } }: { report: AnnualReport }) {
  const { modal } = App.useApp();
  const approve = useAct<void, AnnualReport>({
    about: id,
    send: (_, idempotencyKey) => call('POST /annual-reports/:id/approval', { params: { id }, idempotencyKey }),
    renews: [[figuresKey, 'reports'], annualReportQuery(id).queryKey],
    done: `${year}年年度报告已定稿`,
    failed: '没有定稿',
  });
  const left = [gaps > 0 && `${gaps} 处缺项还没有填写`, warnings.length > 0 && `${warnings.length} 处提示还没有解决`, changed.length > 0 && `${changed.length} 项指标的记录已有变化`].filter(Boolean);
  const confirm = () =>
    void modal.confirm({
      title: `把${year}年年度报告第${edition}版定稿`,
      content: `${left.length > 0 ? `${left.join('，')}。` : ''}定稿后不能再改；以后再生成的版次只供查对，不能再定稿。`,
      okText: '定稿',
      okButtonProps: { danger: left.length > 0 },
      cancelText: '再看看',
      onOk: () => approve.mutateAsync().catch(() => undefined),
    });
  return (
    <Button type="primary" loading={approve.isPending} onClick={confirm}>
      定稿
    </Button>
  );
}
