import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { BookCodeDialog } from './book-code-dialog';
import { isChanged } from '../governance/draft-changes';
import { withCode, withNewCode, withoutCode } from './book-changes';
import type { BookFormProps } from './book-form';
import form from './book-form.module.css';
import { articleName, codeNotes, subjectsWord } from './book-wording';
import type { BookCode } from './discipline';
import { Problem, useProblemsWithin } from '../governance/field-problems';
import styles from './rule-book.module.css';

/** 违规代码: points at hand in the table, everything else of a code behind 改. */
export function BookFormCodes({ content, base, onChange }: BookFormProps) {
  const [editing, setEditing] = useState<number | 'new'>();
  const close = () => setEditing(undefined);
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">代码</th>
            <th scope="col">违规</th>
            <th scope="col">扣分对象</th>
            <th scope="col">分值</th>
            <th scope="col">另外</th>
            <th scope="col">依据</th>
            <th scope="col">
              <Button size="small" onClick={() => setEditing('new')}>
                新增代码…
              </Button>
            </th>
          </tr>
        </thead>
        <tbody>
          {content.codes.map((code, at) => (
            <Row
              key={code.code}
              code={code}
              path={`codes.${at}`}
              full={content.full}
              former={base.codes.find((one) => one.code === code.code)}
              onPoints={(points) => onChange(withCode(content, at, { points, ...(points > 0 && { route: null }) }))}
              onEdit={() => setEditing(at)}
            />
          ))}
        </tbody>
      </table>
      {editing !== undefined && (
        <BookCodeDialog
          content={content}
          at={editing}
          onSave={(code) => {
            onChange(editing === 'new' ? withNewCode(content, code) : withCode(content, editing, code));
            close();
          }}
          onRemove={() => {
            if (editing !== 'new') onChange(withoutCode(content, editing));
            close();
          }}
          onClose={close}
        />
      )}
    </>
  );
}

interface RowProps {
  code: BookCode;
  path: string;
  full: number;
  /** The same code in the book from which the draft began; undefined where it is new. */
  former: BookCode | undefined;
  onPoints: (points: number) => void;
  onEdit: () => void;
}

function Row({ code, path, full, former, onPoints, onEdit }: RowProps) {
  const problems = useProblemsWithin(path);
  return (
    <tr data-changed={isChanged(code, former)}>
      <th scope="row">
        <code>{code.code}</code>
      </th>
      <td>
        {code.name}
        <Problem>{problems.join(' ')}</Problem>
      </td>
      <td>{subjectsWord(code)}</td>
      <td className={styles.unbroken}>
        <InputNumber
          size="small"
          className={form.number}
          min={0}
          max={full}
          precision={0}
          aria-label={`${code.code} 的分值`}
          status={problems.length > 0 ? 'error' : ''}
          value={code.points}
          onChange={(points) => points !== null && onPoints(points)}
        />
        {former && former.points !== code.points && <span className={styles.soft}> 原 {former.points}</span>}
      </td>
      <td>{codeNotes(code).join('；') || '—'}</td>
      <td className={styles.unbroken}>{articleName(code.article)}</td>
      <td>
        <Button size="small" type="link" aria-label={`改 ${code.code}`} onClick={onEdit}>
          改…
        </Button>
      </td>
    </tr>
  );
}
