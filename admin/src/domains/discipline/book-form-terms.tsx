import type { BookFormProps } from './book-form';
import { numberAt, withNumberAt } from './book-changes';
import form from './book-form.module.css';
import { NumberSetting } from './number-setting';

interface Setting {
  path: string;
  label: string;
  unit: string;
  min: number;
  max: number;
}

const settings: Setting[] = [
  { path: 'correctionWorkingDays', label: '改正期限', unit: '个工作日', min: 1, max: 60 },
  { path: 'defenceWorkingDays', label: '陈述申辩期限', unit: '个工作日', min: 1, max: 60 },
  { path: 'decisionWorkingDays', label: '处理决定期限', unit: '个工作日', min: 1, max: 60 },
  { path: 'appealWorkingDays', label: '申诉期限', unit: '个工作日', min: 1, max: 60 },
  { path: 'repeat.times', label: '屡犯：同一代码第几次起', unit: '次', min: 2, max: 20 },
  { path: 'repeat.days', label: '屡犯：在多少天以内', unit: '天', min: 1, max: 730 },
  { path: 'repeat.multiplier', label: '屡犯：按几倍扣分', unit: '倍', min: 1, max: 5 },
  { path: 'score.repeatsToMeeting', label: '屡犯多少次提交会长例会', unit: '次', min: 1, max: 100 },
  { path: 'rollup.agentToCompany', label: '代理人的分计入企业，除以', unit: '舍去小数', min: 1, max: 100 },
  { path: 'rollup.companyToMarket', label: '企业的分计入市场，除以', unit: '舍去小数', min: 1, max: 100 },
  { path: 'learning.perCourse', label: '学习减分：每门课程', unit: '分', min: 0, max: 12 },
  { path: 'learning.perCycle', label: '学习减分：每周期最多', unit: '分', min: 0, max: 12 },
];

/** Shares, which are typed in percent. */
const shares = [
  { path: 'score.amber', label: '问题率下限从多少起“注意”' },
  { path: 'score.red', label: '问题率下限从多少起“重点监管”' },
];
const percent = (share: number) => Math.round(share * 1000) / 10;

/** 期限、屡犯与学习: the working days of each step, repetition, roll-up, learning and score cards. */
export function BookFormTerms({ content, base, onChange }: BookFormProps) {
  return (
    <div className={form.numbers}>
      {settings.map(({ path, ...setting }) => (
        <NumberSetting
          key={path}
          {...setting}
          path={path}
          value={numberAt(content, path)}
          former={numberAt(base, path)}
          onChange={(value) => onChange(withNumberAt(content, path, value))}
        />
      ))}
      {shares.map(({ path, label }) => (
        <NumberSetting
          key={path}
          label={label}
          unit="%"
          path={path}
          min={0}
          max={100}
          precision={1}
          value={percent(numberAt(content, path))}
          former={percent(numberAt(base, path))}
          onChange={(value) => onChange(withNumberAt(content, path, Math.round(value * 10) / 1000))}
        />
      ))}
    </div>
  );
}
