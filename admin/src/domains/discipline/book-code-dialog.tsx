import { disciplineSubjects } from '@yongche/contract/vocabulary';
import { Button, Checkbox, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { Field } from '../../components/field';
import styles from './book-form.module.css';
import { articleName } from './book-wording';
import type { BookCode, RuleBookContent, SubjectType } from './discipline';
import { useProblem } from '../governance/field-problems';

interface BookCodeDialogProps {
  content: RuleBookContent;
  /** Which code, or a new one. */
  at: number | 'new';
  onSave: (code: BookCode) => void;
  onRemove: () => void;
  onClose: () => void;
}

const subjectOptions = (Object.entries(disciplineSubjects) as [SubjectType, string][]).map(([value, label]) => ({ value, label }));
const flags = [
  ['minor', '轻微：过渡期内首次只指出'],
  ['suspendsAtOnce', '立即暂停，不论累计多少分'],
  ['refers', '移送公安等有关部门'],
] as const;

const emptyCode: BookCode = {
  code: '',
  name: '',
  subjects: ['agent'],
  points: 1,
  route: null,
  suspendsAtOnce: false,
  refers: false,
  minor: false,
  article: 1,
};

/** Everything of one code: name, for whom, points, on which article it rests, and what else it brings. */
export function BookCodeDialog({ content, at, onSave, onRemove, onClose }: BookCodeDialogProps) {
  const articles = content.chapters.flatMap((chapter) => chapter.articles);
  const [code, setCode] = useState<BookCode>(at === 'new' ? { ...emptyCode, article: articles[0]?.number ?? 1 } : content.codes[at]!);
  const change = (part: Partial<BookCode>) => setCode((now) => ({ ...now, ...part }));
  const path = `codes.${at}`;
  const problems = {
    name: useProblem(`${path}.name`),
    subjects: useProblem(`${path}.subjects`),
    points: useProblem(`${path}.points`),
    route: useProblem(`${path}.route`),
    article: useProblem(`${path}.article`),
  };
  const isTaken = at === 'new' && content.codes.some((one) => one.code === code.code);
  const codeProblem = isTaken ? '这个代码已经有了' : undefined;
  const costs = code.points > 0;
  const isNamed = /^[A-Z]\d\d$/.test(code.code) && !isTaken && code.name.trim() !== '';
  const isComplete = isNamed && code.subjects.length > 0 && (costs || Boolean(code.route?.trim()));
  const named = { ...code, name: code.name.trim() };
  // Without points there is another way instead of them, and nothing that hangs on points.
  const sound: BookCode = costs ? { ...named, route: null } : { ...named, route: code.route?.trim() ?? null, suspendsAtOnce: false, minor: false };
  return (
    <Modal
      open
      title={at === 'new' ? '新增违规代码' : `违规代码 ${code.code}`}
      okText="改好了"
      cancelText="取消"
      okButtonProps={{ disabled: !isComplete }}
      onOk={() => isComplete && onSave(sound)}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        {at === 'new' && (
          <Field label="代码" hint="一个大写字母和两位数字，如 B09；用过的代码不要改作别的意思" error={codeProblem}>
            <Input maxLength={3} value={code.code} onChange={(event) => change({ code: event.target.value.trim().toUpperCase() })} />
          </Field>
        )}
        <Field label="名称" error={problems.name}>
          <Input maxLength={60} value={code.name} onChange={(event) => change({ name: event.target.value })} />
        </Field>
        <Field label="扣分对象" hint="各对象分别告知、分别扣分" error={problems.subjects}>
          <Checkbox.Group options={subjectOptions} value={code.subjects} onChange={(subjects) => change({ subjects: subjects as SubjectType[] })} />
        </Field>
        <Field label="分值" hint={`0 到 ${content.full}；0 分须写明如何处理`} error={problems.points}>
          <InputNumber min={0} max={content.full} precision={0} value={code.points} onChange={(points) => points !== null && change({ points })} />
        </Field>
        {code.points === 0 && (
          <Field label="不扣分的，如何处理" hint="例如：按章程提交会长例会" error={problems.route}>
            <Input maxLength={60} value={code.route ?? ''} onChange={(event) => change({ route: event.target.value })} />
          </Field>
        )}
        <Field label="依据的条文" error={problems.article}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            value={code.article}
            options={articles.map(({ number, title }) => ({ value: number, label: `${articleName(number)} ${title}` }))}
            onChange={(article) => change({ article })}
          />
        </Field>
        <div className={styles.flags}>
          {flags.map(([name, label]) => (
            <Checkbox
              key={name}
              disabled={code.points === 0 && name !== 'refers'}
              checked={code[name]}
              onChange={(event) => change({ [name]: event.target.checked })}
            >
              {label}
            </Checkbox>
          ))}
        </div>
        {at !== 'new' && (
          <div>
            <Button danger type="text" size="small" onClick={onRemove}>
              从草稿中删去这个代码
            </Button>
          </div>
        )}
      </div>
    </Modal>
  );
}
