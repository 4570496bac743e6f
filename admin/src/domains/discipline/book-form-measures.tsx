import { disciplineSubjects, measureKinds } from '@yongche/contract/vocabulary';
import { Button, InputNumber, Select } from 'antd';
import { isChanged } from '../governance/draft-changes';
import { withMeasure, withNewMeasure, withoutMeasure } from './book-changes';
import type { BookFormProps } from './book-form';
import form from './book-form.module.css';
import { cycleWords } from './book-wording';
import type { MeasureKind, RuleBookContent, SubjectType } from './discipline';
import { Problem, useProblem, useProblemsWithin } from '../governance/field-problems';
import { NumberSetting } from './number-setting';
import styles from './rule-book.module.css';

const kindOptions = (Object.entries(measureKinds) as [MeasureKind, string][]).map(([value, label]) => ({ value, label }));
const cycleOptions = (Object.entries(cycleWords) as [keyof typeof cycleWords, string][]).map(([value, label]) => ({ value, label }));

/** 周期与措施: what a cycle has, when it begins for whom, and what each sum brings. */
export function BookFormMeasures({ content, base, onChange }: BookFormProps) {
  const { measures } = content;
  const problem = useProblem('measures');
  return (
    <div className={form.settings}>
      <div className={form.numbers}>
        <NumberSetting
          label="一个周期的满分"
          unit="分"
          path="full"
          value={content.full}
          former={base.full}
          min={1}
          max={100}
          onChange={(full) => onChange({ ...content, full })}
        />
        <NumberSetting
          label="取消后多久可重新申请"
          unit="个月"
          path="reapplyAfterMonths"
          value={content.reapplyAfterMonths}
          former={base.reapplyAfterMonths}
          min={0}
          max={60}
          onChange={(reapplyAfterMonths) => onChange({ ...content, reapplyAfterMonths })}
        />
        {(Object.keys(disciplineSubjects) as SubjectType[]).map((subject) => (
          <label key={subject} className={form.setting} data-changed={content.cycles[subject] !== base.cycles[subject]}>
            <span>{disciplineSubjects[subject]}的周期</span>
            <Select
              size="small"
              value={content.cycles[subject]}
              options={cycleOptions}
              onChange={(cycle) => onChange({ ...content, cycles: { ...content.cycles, [subject]: cycle } })}
            />
          </label>
        ))}
      </div>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">满多少分</th>
            <th scope="col">措施</th>
            <th scope="col">期限</th>
            <th scope="col">
              <Button size="small" disabled={measures.length >= 8} onClick={() => onChange(withNewMeasure(content))}>
                加一档
              </Button>
            </th>
          </tr>
        </thead>
        <tbody>
          {measures.map((measure, at) => (
            <Row
              key={at}
              measure={measure}
              path={`measures.${at}`}
              isOther={isChanged(measure, base.measures[at])}
              onChange={(part) => onChange(withMeasure(content, at, part))}
              onRemove={measures.length > 1 ? () => onChange(withoutMeasure(content, at)) : undefined}
            />
          ))}
        </tbody>
      </table>
      <Problem>{problem}</Problem>
    </div>
  );
}

interface RowProps {
  measure: RuleBookContent['measures'][number];
  path: string;
  isOther: boolean;
  onChange: (part: Partial<RuleBookContent['measures'][number]>) => void;
  onRemove: (() => void) | undefined;
}

function Row({ measure: { from, kind, workingDays, days }, path, isOther, onChange, onRemove }: RowProps) {
  const problems = useProblemsWithin(path);
  return (
    <tr data-changed={isOther}>
      <td>
        <InputNumber
          size="small"
          className={form.number}
          min={1}
          precision={0}
          aria-label="满多少分"
          value={from}
          onChange={(next) => next !== null && onChange({ from: next })}
        />
        <Problem>{problems.join(' ')}</Problem>
      </td>
      <td>
        <Select size="small" className={form.kind} aria-label="措施" value={kind} options={kindOptions} onChange={(next) => onChange({ kind: next })} />
      </td>
      <td>
        {kind === 'rectification' && <Term unit="个工作日" most={60} value={workingDays} onChange={(next) => onChange({ workingDays: next })} />}
        {kind === 'suspension' && <Term unit="天" most={90} value={days} onChange={(next) => onChange({ days: next })} />}
        {kind === 'cancellation' && <span className={styles.soft}>由会长例会决定</span>}
        {kind === 'warning' && '—'}
      </td>
      <td>
        <Button size="small" type="text" danger disabled={!onRemove} onClick={onRemove}>
          删去
        </Button>
      </td>
    </tr>
  );
}

interface TermProps {
  unit: string;
  most: number;
  value: number | null;
  onChange: (value: number | null) => void;
}

function Term({ unit, most, value, onChange }: TermProps) {
  return (
    <label className={form.entry}>
      <InputNumber size="small" className={form.number} min={1} max={most} precision={0} value={value} onChange={onChange} />
      {unit}
    </label>
  );
}
