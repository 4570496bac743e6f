import { Button, InputNumber, Select, Tag } from 'antd';
import { useState } from 'react';
import { Problem, useProblem, useProblemsWithin } from '../governance/field-problems';
import type { DuesSchemeContent } from './member';
import { mostReminders, withReminders } from './scheme-changes';
import { reminderWord } from './scheme-wording';
import styles from './scheme.module.css';

interface SchemeTermsProps {
  content: DuesSchemeContent;
  onChange: (content: DuesSchemeContent) => void;
}

const numbered = (count: number, unit: string) =>
  Array.from({ length: count }, (_, at) => ({ value: String(at + 1).padStart(2, '0'), label: `${at + 1}${unit}` }));
const months = numbered(12, '月');
const daysIn = (month: string) => numbered(new Date(Date.UTC(2024, Number(month), 0)).getUTCDate(), '日');

/** 期限、提醒 and 拒缴: when a due is to be paid, when who has not paid is reminded, and when it comes before the chairs. */
export function SchemeTerms({ content, onChange }: SchemeTermsProps) {
  const { dueOn, proposeAfterDays } = content;
  const [month, day] = dueOn.split('-') as [string, string];
  const setDue = (nextMonth: string, nextDay: string) => {
    const last = daysIn(nextMonth).at(-1)!.value;
    onChange({ ...content, dueOn: `${nextMonth}-${nextDay > last ? last : nextDay}` });
  };
  return (
    <div className={styles.terms}>
      <div className={styles.line}>
        <span>缴费期限</span>
        每年
        <Select size="small" style={{ width: 84 }} aria-label="月" value={month} options={months} onChange={(next) => setDue(next, day)} />
        <Select size="small" style={{ width: 84 }} aria-label="日" value={day} options={daysIn(month)} onChange={(next) => setDue(month, next)} />
        <Problem>{useProblem('dueOn')}</Problem>
      </div>
      <Reminders content={content} onChange={onChange} />
      <div className={styles.line}>
        <span>拒不缴纳</span>
        期限后满
        <InputNumber
          size="small"
          style={{ width: 84 }}
          min={30}
          max={730}
          precision={0}
          aria-label="期限后多少天列为议题"
          value={proposeAfterDays}
          onChange={(days) => days !== null && onChange({ ...content, proposeAfterDays: days })}
        />
        天仍未缴清的，列为会长例会议题
        <Problem>{useProblem('proposeAfterDays')}</Problem>
      </div>
    </div>
  );
}

function Reminders({ content, onChange }: SchemeTermsProps) {
  const { remindAfterDays } = content;
  const problems = useProblemsWithin('remindAfterDays');
  const [days, setDays] = useState<number | null>(null);
  const add = () => {
    if (days !== null) onChange(withReminders(content, [...remindAfterDays, days]));
    setDays(null);
  };
  return (
    <div className={styles.line}>
      <span>自动提醒</span>
      {remindAfterDays.length === 0 && '不自动提醒'}
      {remindAfterDays.map((one) => (
        <Tag key={one} closable onClose={() => onChange(withReminders(content, remindAfterDays.filter((other) => other !== one)))}>
          {reminderWord(one)}
        </Tag>
      ))}
      <InputNumber
        size="small"
        style={{ width: 150 }}
        min={-120}
        max={365}
        precision={0}
        placeholder="天，期限前写负数"
        aria-label="期限后多少天提醒"
        value={days}
        onChange={setDays}
        onPressEnter={(event) => {
          event.preventDefault();
          add();
        }}
      />
      <Button size="small" disabled={days === null || remindAfterDays.length >= mostReminders} onClick={add}>
        加上
      </Button>
      <Problem>{problems.join(' ')}</Problem>
    </div>
  );
}
