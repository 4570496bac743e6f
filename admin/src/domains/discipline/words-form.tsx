import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { ApiError, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import styles from './discipline.module.css';

interface WordsFormProps {
  label: string;
  hint: string;
  /** As many characters as the server takes. */
  limit: number;
  button: string;
  sending: { isPending: boolean; isError: boolean; error: Error | null };
  /** What did not happen, such as 没有提交. */
  failed: string;
  onSend: (words: string) => void;
  /** Whether what stands above the words is complete. */
  isReady?: boolean;
  isSevere?: boolean;
  /** Above the words. */
  children?: ReactNode;
}

/** A form whose main part is what somebody writes: a statement, a reason, an appeal. */
export function WordsForm({ label, hint, limit, button, sending, failed, onSend, isReady = true, isSevere = false, children }: WordsFormProps) {
  const [words, setWords] = useState('');
  const isEmpty = words.trim() === '';
  const fields = sending.error instanceof ApiError ? sending.error.fields : [];
  const isOwn = ({ field }: { field: string }) => field === 'text' || field === 'reason';
  const others = fields.filter((field) => !isOwn(field)).map(({ message }) => message);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty && isReady && !sending.isPending) onSend(words.trim());
      }}
    >
      {children}
      <Field label={label} hint={hint} error={fields.find(isOwn)?.message}>
        <Input.TextArea
          autoSize={{ minRows: 3, maxRows: 10 }}
          maxLength={limit}
          showCount
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </Field>
      {sending.isError && (
        <AlertLine tone="bad">
          {failed}：{[sentenceOf(sending.error), ...others].join(' ')}
        </AlertLine>
      )}
      <div>
        <Button type="primary" danger={isSevere} htmlType="submit" disabled={isEmpty || !isReady} loading={sending.isPending}>
          {button}
        </Button>
      </div>
    </form>
  );
}
