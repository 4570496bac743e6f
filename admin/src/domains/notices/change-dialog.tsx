import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Input, Modal } from 'antd';
import { useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { problemOf } from '../identity/sentence';
import { type Bulletin, bulletinsKey } from './bulletins';
import styles from './notices.module.css';
import { bulletinQuery, bulletinsQuery } from './queries';

/** 标题 and 编者按, the only words that a person writes; the figures come from the published data. */
export function ChangeDialog({ bulletin: { id, title, content }, onClose }: { bulletin: Bulletin; onClose: () => void }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [values, setValues] = useState({ title, note: content.note });
  const change = useMutation({
    mutationFn: () => call('PUT /bulletins/:id', { params: { id }, body: { title: values.title.trim(), note: values.note.trim() } }),
    onSuccess: (changed) => {
      client.setQueryData(bulletinQuery(id).queryKey, changed);
      void message.success('已保存，长图已按新的内容重画。');
      onClose();
    },
    onSettled: (_, error) => void client.invalidateQueries({ queryKey: error ? [bulletinsKey] : bulletinsQuery.queryKey }),
  });
  const isComplete = values.title.trim() !== '';
  return (
    <Modal open title="修改标题和编者按" width={600} okText="保存" cancelText="取消" okButtonProps={{ disabled: !isComplete }} confirmLoading={change.isPending} onOk={() => isComplete && change.mutate()} onCancel={onClose}>
      <div className={styles.form}>
        <Field label="标题" error={problemOf(change.error, 'title')}>
          <Input maxLength={40} showCount value={values.title} onChange={(event) => setValues({ ...values, title: event.target.value })} />
        </Field>
        <Field label="编者按" hint="可以不写；写在数据前面，文字和长图里都有" error={problemOf(change.error, 'note')}>
          <Input.TextArea autoFocus autoSize={{ minRows: 4, maxRows: 8 }} maxLength={300} showCount value={values.note} onChange={(event) => setValues({ ...values, note: event.target.value })} />
        </Field>
        {change.isError && <AlertLine tone="bad">没有保存：{sentenceOf(change.error)}</AlertLine>}
      </div>
    </Modal>
  );
}
