import { MoreThan, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../../audit/audit';
import { dayInShanghai } from '../../../clock';
import type { StaffActor } from '../../../http/actor';
import { ensure, Refusal, refuseField } from '../../../http/errors';
import { lockStatistics } from '../statistics-lock';
import { AnnualReport, type ReportContent } from './annual-report.entity';
import { mayApproveReport, mayWriteReport } from './annual-reports.policy';

/** @throws request.invalid for a year that has not begun */
export function ensureYearHasBegun(year: number, at: Date): void {
  if (year > Number(dayInShanghai(at).slice(0, 4))) refuseField('year', `${year}年还没有开始，请核对年份。`);
}

/** 新的一版: what people had written into the edition before is taken over, and that one is a draft no more to be changed. */
export async function keepReport(tx: EntityManager, { year, content, milliseconds }: { year: number; content: ReportContent; milliseconds: number }, staff: StaffActor, by: By): Promise<AnnualReport> {
  await lockStatistics(tx);
  // Held, so that words which somebody is saving there are in it, or are refused as belonging to an old edition.
  const [before] = await tx.find(AnnualReport, { where: { year }, order: { edition: 'DESC' }, take: 1, lock: { mode: 'pessimistic_write' } });
  const report: AnnualReport = {
    ...{ id: uuidv7(), year, edition: (before?.edition ?? 0) + 1, state: 'draft', finalYear: null, content, written: before?.written ?? {}, milliseconds },
    ...{ computedBy: staff.staffId, computedAt: by.at, approvedBy: null, approvedAt: null },
  };
  await tx.insert(AnnualReport, report);
  await audit(tx, by, { action: 'statistics.report_computed', subject: { type: 'annual_report', id: report.id }, details: { year, edition: report.edition, warnings: content.warnings.length, milliseconds } });
  return report;
}

/** 填写缺项; an empty text makes it a gap, or the usual words, again. @throws statistics.report_not_found, statistics.report_final, statistics.report_superseded, request.invalid for a paragraph that the system computes */
export async function writeParagraph(tx: EntityManager, { id, code, text }: { id: string; code: string; text: string }, staff: StaffActor, by: By): Promise<AnnualReport> {
  const report = await lockDraft(tx, id);
  ensure(mayWriteReport(staff, report), 'statistics.report_final');
  const paragraph = report.content.sections.flatMap(({ paragraphs }) => paragraphs).find((one) => one.code === code);
  if (!paragraph?.writable) refuseField('code', '这一段由系统计算，不能改写。');
  const { [code]: before, ...others } = report.written;
  if ((before?.text ?? '') === text) return report;
  const written = text === '' ? others : { ...others, [code]: { text, by: staff.staffId, at: by.at.toISOString() } };
  await tx.update(AnnualReport, id, { written });
  await audit(tx, by, { action: 'statistics.report_written', subject: { type: 'annual_report', id }, details: { year: report.year, edition: report.edition, paragraph: code, characters: text.length } });
  return { ...report, written };
}

/** 定稿: once a year, of the newest edition, computed when the year was over. @throws statistics.report_not_found, statistics.report_final, statistics.report_superseded, statistics.same_person, statistics.year_not_over */
export async function approveReport(tx: EntityManager, id: string, staff: StaffActor, by: By): Promise<AnnualReport> {
  await lockStatistics(tx);
  const report = await lockDraft(tx, id);
  ensure(await isOnlyOne(tx, report.year), 'statistics.report_superseded');
  ensure(isOver(report.year, report.computedAt), 'statistics.year_not_over');
  ensure(mayApproveReport(staff, report), 'statistics.same_person');
  const change = { state: 'final', finalYear: report.year, approvedBy: staff.staffId, approvedAt: by.at } as const;
  await tx.update(AnnualReport, id, change);
  await audit(tx, by, { action: 'statistics.report_approved', subject: { type: 'annual_report', id }, details: { year: report.year, edition: report.edition }, changes: { state: { before: 'draft', after: 'final' } } });
  return { ...report, ...change };
}

/** Whether the last day of the year has passed. */
export const isOver = (year: number, at: Date): boolean => year < Number(dayInShanghai(at).slice(0, 4));

/** Whether no edition of the year is final. */
export const isOnlyOne = async (tx: EntityManager, year: number): Promise<boolean> => !(await tx.existsBy(AnnualReport, { finalYear: year }));

/** Whether there is a later edition of the year. */
export const isSuperseded = (tx: EntityManager, { year, edition }: Pick<AnnualReport, 'year' | 'edition'>): Promise<boolean> => tx.existsBy(AnnualReport, { year, edition: MoreThan(edition) });

async function lockDraft(tx: EntityManager, id: string): Promise<AnnualReport> {
  const report = await tx.findOne(AnnualReport, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(report, 'statistics.report_not_found');
  ensure(report.state === 'draft', 'statistics.report_final');
  if (await isSuperseded(tx, report)) throw new Refusal('statistics.report_superseded');
  return report;
}
