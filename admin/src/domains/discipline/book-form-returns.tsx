import { returnCodes } from '@yongche/contract/vocabulary';
import { Select } from 'antd';
import type { BookFormProps } from './book-form';
import form from './book-form.module.css';
import type { ReturnCode, RuleBookContent } from './discipline';
import { Problem, useProblem } from '../governance/field-problems';
import styles from './rule-book.module.css';

/** 核查代码: the violation that each return code of the inspector usually is. */
export function BookFormReturns({ content, base, onChange }: BookFormProps) {
  const options = content.codes.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
  return (
    <table className={styles.table}>
      <caption>核查员选了左边的代码，系统先填上右边的违规，核查员可以另选；空着表示改正即可，不算违规。</caption>
      <tbody>
        {(Object.entries(returnCodes) as [ReturnCode, string][]).map(([code, label]) => (
          <Row
            key={code}
            code={code}
            label={label}
            value={content.byReturnCode[code]}
            isOther={content.byReturnCode[code] !== base.byReturnCode[code]}
            options={options}
            onChange={(violation) => onChange({ ...content, byReturnCode: { ...content.byReturnCode, [code]: violation } })}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  code: ReturnCode;
  label: string;
  value: RuleBookContent['byReturnCode'][ReturnCode];
  isOther: boolean;
  options: { value: string; label: string }[];
  onChange: (violation: string | null) => void;
}

function Row({ code, label, value, isOther, options, onChange }: RowProps) {
  const problem = useProblem(`byReturnCode.${code}`);
  return (
    <tr data-changed={isOther}>
      <th scope="row">
        <code>{code}</code> {label}
      </th>
      <td>
        <Select
          size="small"
          className={form.code}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={`${code} 通常是`}
          placeholder="不算违规"
          status={problem ? 'error' : ''}
          value={value}
          options={options}
          onChange={(next: string | null | undefined) => onChange(next ?? null)}
        />
        <Problem>{problem}</Problem>
      </td>
    </tr>
  );
}
