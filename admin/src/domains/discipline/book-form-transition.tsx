import { violationOutcomes } from '@yongche/contract/vocabulary';
import { Button, DatePicker, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { isChanged } from '../governance/draft-changes';
import { withNewTransition, withoutTransition, withTransition } from './book-changes';
import type { BookFormProps } from './book-form';
import form from './book-form.module.css';
import type { Outcome, RuleBookContent } from './discipline';
import { Problem, useProblem, useProblemsWithin } from '../governance/field-problems';
import styles from './rule-book.module.css';

const modes = (Object.entries(violationOutcomes) as [Outcome, string][]).map(([value, label]) => ({ value, label }));
/** A Select has no value for “none”. */
const others = '*';

/** 过渡: from which day on which codes cost points, and until then are pointed out only. */
export function BookFormTransition({ content, base, onChange }: BookFormProps) {
  const problem = useProblem('transition');
  const codes = [{ value: others, label: '其他代码' }, ...content.codes.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))];
  const first = content.transition[0]?.from ?? dayjs().format('YYYY-MM-DD');
  return (
    <>
      <table className={styles.table}>
        <caption>由指出改正为主逐步转为扣分为主：同一天以最近的一条为准，写明代码的先于“其他代码”。</caption>
        <thead>
          <tr>
            <th scope="col">代码</th>
            <th scope="col">从哪天起</th>
            <th scope="col">怎样处理</th>
            <th scope="col">
              <Button
                size="small"
                onClick={() => onChange(withNewTransition(content, { code: content.codes[0]?.code ?? null, from: first, mode: 'correction' }))}
              >
                加一行
              </Button>
            </th>
          </tr>
        </thead>
        <tbody>
          {content.transition.map((line, at) => (
            <Row
              key={at}
              line={line}
              path={`transition.${at}`}
              codes={codes}
              isOther={isChanged(line, base.transition[at])}
              onChange={(part) => onChange(withTransition(content, at, part))}
              onRemove={content.transition.length > 1 ? () => onChange(withoutTransition(content, at)) : undefined}
            />
          ))}
        </tbody>
      </table>
      <Problem>{problem}</Problem>
    </>
  );
}

interface RowProps {
  line: RuleBookContent['transition'][number];
  path: string;
  codes: { value: string; label: string }[];
  isOther: boolean;
  onChange: (part: Partial<RuleBookContent['transition'][number]>) => void;
  onRemove: (() => void) | undefined;
}

function Row({ line: { code, from, mode }, path, codes, isOther, onChange, onRemove }: RowProps) {
  const problems = useProblemsWithin(path);
  return (
    <tr data-changed={isOther}>
      <td>
        <Select
          size="small"
          className={form.code}
          aria-label="代码"
          showSearch={{ optionFilterProp: 'label' }}
          value={code ?? others}
          options={codes}
          onChange={(next) => onChange({ code: next === others ? null : next })}
        />
        <Problem>{problems.join(' ')}</Problem>
      </td>
      <td>
        <DatePicker
          size="small"
          allowClear={false}
          aria-label="从哪天起"
          value={dayjs(from)}
          onChange={(day) => day && onChange({ from: day.format('YYYY-MM-DD') })}
        />
      </td>
      <td>
        <Segmented size="small" aria-label="怎样处理" value={mode} options={modes} onChange={(next) => onChange({ mode: next as Outcome })} />
      </td>
      <td>
        <Button size="small" type="text" danger disabled={!onRemove} onClick={onRemove}>
          删去
        </Button>
      </td>
    </tr>
  );
}
