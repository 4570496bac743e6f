import { Input, Modal } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import styles from './choice-list.module.css';
import { usualQuestions } from './usual-questions';

interface DoubtDialogProps {
  onSend: (question: string) => void;
  onClose: () => void;
}

/** 存疑: what a colleague is to look at; the usual questions have a digit, Enter sends. */
export function DoubtDialog({ onSend, onClose }: DoubtDialogProps) {
  const [question, setQuestion] = useState('');
  const isEmpty = question.trim() === '';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const usual = usualQuestions[Number(event.key) - 1];
    if (usual !== undefined && (isEmpty || usualQuestions.includes(question))) {
      event.preventDefault();
      setQuestion(usual);
    }
    if (event.key === 'Enter' && !isEmpty) onSend(question.trim());
  };
  return (
    <Modal
      open
      title="存疑，请同事看"
      width={460}
      okText="送出（Enter）"
      cancelText="取消"
      okButtonProps={{ disabled: isEmpty }}
      onOk={() => onSend(question.trim())}
      onCancel={onClose}
      // The first thing that can be focused is then the field.
      closable={false}
      transitionName=""
      maskTransitionName=""
    >
      <div className={styles.dialog}>
        <Input
          autoFocus
          maxLength={200}
          aria-label="疑问"
          placeholder="按数字选一条，或写下要看清什么"
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <ol className={styles.choices} aria-label="常用疑问">
          {usualQuestions.map((usual, at) => (
            <li key={usual}>
              <button type="button" data-on={usual === question} onClick={() => setQuestion(usual)}>
                <kbd>{at + 1}</kbd> {usual}
              </button>
            </li>
          ))}
        </ol>
      </div>
    </Modal>
  );
}
