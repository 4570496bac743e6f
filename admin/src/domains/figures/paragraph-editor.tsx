import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { problemOf } from '../identity/sentence';
import { figuresKey, type ReportParagraph } from './figures';
import { annualReportQuery } from './queries';
import { textOf } from './report-places';
import styles from './report.module.css';

const most = 3_000;

/** Writes a paragraph where it stands; left empty, it is a gap again, or says what it usually says. */
export function ParagraphEditor({ reportId, paragraph, onClose }: { reportId: string; paragraph: ReportParagraph; onClose: () => void }) {
  const client = useQueryClient();
  const [text, setText] = useState(() => textOf(paragraph));
  const save = useMutation({
    mutationFn: () => call('PUT /annual-reports/:id/paragraphs/:code', { params: { id: reportId, code: paragraph.code }, body: { text: text.trim() } }),
    onSuccess: (report) => {
      client.setQueryData(annualReportQuery(reportId).queryKey, report);
      void client.invalidateQueries({ queryKey: [figuresKey, 'reports'] });
      onClose();
    },
  });
  const send = () => !save.isPending && save.mutate();
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label htmlFor={`text-${paragraph.code}`}>{paragraph.wanted ?? '改写这一段'}</label>
      <Input.TextArea
        id={`text-${paragraph.code}`}
        autoFocus
        autoSize={{ minRows: 4, maxRows: 24 }}
        maxLength={most}
        showCount
        value={text}
        placeholder={paragraph.wanted === null ? '每行一段；清空后恢复原来的文字' : '每行一段；清空后仍作为缺项'}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
          if (event.key === 'Escape' && text === textOf(paragraph)) onClose();
        }}
      />
      {save.isError && <AlertLine tone="bad">没有保存：{problemOf(save.error, 'text') ?? sentenceOf(save.error)}</AlertLine>}
      <p>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          保存
        </Button>
        <Button onClick={onClose}>取消</Button>
        <span className={styles.soft}>Ctrl + Enter 保存</span>
      </p>
    </form>
  );
}
