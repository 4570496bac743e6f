import { deadlines } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../../audit/audit';
import { dayInShanghai, startOfDay } from '../../../clock';
import type { StaffActor } from '../../../http/actor';
import { refuseField } from '../../../http/errors';
import { staffNames } from '../present-imports';
import { DeadlineCompletion } from './annual-report.entity';

type Code = keyof typeof deadlines;

/** 社会团体登记管理条例 art. 28 (law.md R-F6). */
const source = '《社会团体登记管理条例》第二十八条';
const dueOn: Record<Code, string> = { annual_work_report: '03-31', annual_check: '05-31' };
/** So many days before it is near. */
const nearDays = 30;

/** 年度期限 that fall due in a year, this year unless another is asked for; each concerns the year before. `today` is a day in Shanghai. */
export async function deadlinesOf(tx: EntityManager, today: string, year = Number(today.slice(0, 4))) {
  const done = await tx.findBy(DeadlineCompletion, { year });
  const nameOf = await staffNames(tx, done.map(({ madeBy }) => madeBy));
  return (Object.keys(deadlines) as Code[]).map((code) => {
    const completion = done.find((one) => one.code === code);
    const due = `${year}-${dueOn[code]}`;
    const daysLeft = Math.round((startOfDay(due).getTime() - startOfDay(today).getTime()) / 86_400_000);
    const state = completion ? 'done' : daysLeft < 0 ? 'overdue' : daysLeft <= nearDays ? 'near' : 'open';
    return { code, name: deadlines[code], source, year, dueOn: due, daysLeft, state, doneOn: completion?.doneOn ?? null, doneBy: completion ? nameOf(completion.madeBy) : null, note: completion?.note ?? null } as const;
  });
}

/** 登记完成; entered again it is put right. @throws request.invalid for a day that has not come, or before the year of the deadline */
export async function meetDeadline(tx: EntityManager, { code, year, doneOn, note }: Pick<DeadlineCompletion, 'code' | 'year' | 'doneOn' | 'note'>, staff: StaffActor, by: By) {
  const today = dayInShanghai(by.at);
  if (doneOn > today) refuseField('doneOn', '完成日期不能晚于今天。');
  if (doneOn < `${year}-01-01`) refuseField('doneOn', `这项期限在${year}年到期，完成日期应不早于${year}年1月1日。`);
  const made: DeadlineCompletion = { id: uuidv7(), code, year, doneOn, note, madeBy: staff.staffId, madeAt: by.at };
  await tx.query(
    'INSERT INTO deadline_completions (id, code, year, done_on, note, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE done_on = VALUES(done_on), note = VALUES(note), made_by = VALUES(made_by), made_at = VALUES(made_at)',
    [made.id, code, year, doneOn, note, made.madeBy, made.madeAt],
  );
  const { id } = await tx.findOneByOrFail(DeadlineCompletion, { code, year });
  await audit(tx, by, { action: 'statistics.deadline_met', subject: { type: 'deadline', id }, details: { deadline: code, year, doneOn } });
  return (await deadlinesOf(tx, today, year)).find((deadline) => deadline.code === code)!;
}
