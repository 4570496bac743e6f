import type { AnswerOf } from '@yongche/contract';
import { beginOn, daysPass, staffNow } from '../../../../test/discipline';
import { joined } from '../../../../test/members';
import { completedCars, tariffInForce } from '../../../../test/billing';
import { csvFile, published, uploaded } from '../../../../test/statistics';
import { useProduct } from '../../../../test/use-product';
import type { StaffActor } from '../../../http/actor';
import { openSession } from '../../identity/sessions';
import { writeParagraph } from './reports';

type Report = AnswerOf<'GET /annual-reports/:id'>;

const product = useProduct();
const db = () => product().server.deps.db;
const staff = (username: string) => staffNow(product(), username);
const compute = async (year = 2026, username = 'clerk') => (await staff(username)).call('POST /annual-reports', { body: { year } });
const paragraph = ({ sections }: Report, code: string) => sections.flatMap(({ paragraphs }) => paragraphs).find((one) => one.code === code)!;
const textOf = (report: Report, code: string) => paragraph(report, code).runs.map(({ text }) => text).join('');
const write = async (id: string, code: string, text: string, username = 'clerk') => (await staff(username)).send('PUT /annual-reports/:id/paragraphs/:code', { params: { id, code }, body: { text } });
const approve = async (id: string, username = 'president') => (await staff(username)).send('POST /annual-reports/:id/approval', { params: { id } });

/** The bytes of a file, taken out by an employee. */
async function file(id: string, ending: 'docx' | 'pdf', username = 'auditor') {
  const { staffId } = await staff(username);
  const at = product().clock.now();
  const { token } = await openSession(db().manager, { staffId, secondFactorAt: at }, { ip: '127.0.0.1', userAgent: 'test' }, at);
  const response = await fetch(`${product().url}/api/annual-reports/${id}/report.${ending}`, { headers: { cookie: `session=${token}` } });
  return { name: decodeURIComponent(response.headers.get('content-disposition') ?? ''), bytes: Buffer.from(await response.arrayBuffer()) };
}

beforeAll(async () => {
  beginOn(product(), '2027-02-10');
  const [{ id: marketId }] = await db().query('SELECT id FROM markets ORDER BY code LIMIT 1');
  await tariffInForce(product(), { from: '2026-01-01' });
  await completedCars(db().manager, { marketId, on: '2026-05-10', count: 123 });
  await db().query('UPDATE transactions SET first_submitted_at = completed_at');
  await joined(product(), { name: '样例会员', on: '2026-03-01' });
}, 60_000);

describe('年度报告', () => {
  it('says the year in the sections of the association, each number by its metric; what is not known is a marked gap', async () => {
    const report = await compute();
    expect(report).toMatchObject({ year: 2026, edition: 1, state: 'draft', title: '宁波市二手车流通协会2026年工作情况及2027年工作安排', may: { write: true, approve: false } });
    expect(report.sections.filter(({ level }) => level === 1).map(({ number }) => number).join('')).toBe('一、二、三、四、五、六、');
    expect(textOf(report, 'deals')).toContain('共上传二手车交易信息123辆（次），完成交易123辆（次），未完成的0辆（次）。完成的交易中，使用移动端APP采集的74辆（次），通过固定端采集的49辆（次），移动端APP使用率为60.2%。');
    for (const { paragraphs } of report.sections) {
      for (const { code, runs } of paragraphs) {
        // A number that belongs to no metric is a year, or the confidence of an interval.
        const loose = runs.filter(({ metric }) => metric === null).map(({ text }) => text.replace(/20\d\d年|12月底|95%/g, '')).join('');
        expect({ code, loose: /\d/.test(loose) }).toEqual({ code, loose: false });
      }
    }
    expect(paragraph(report, 'market')).toMatchObject({ runs: [], writable: true, wanted: expect.stringContaining('2026年的车管数据还没有发布') });
    expect(report.gaps).toBe(report.sections.flatMap(({ paragraphs }) => paragraphs).filter(({ runs }) => runs.length === 0).length);
  });

  it('tells the vehicle office by computed growth, lists what contradicts itself, and never adopts the rate that a file states', async () => {
    const office = async (period: string, lines: string[]) => published(product(), await uploaded(product(), period, csvFile(lines, { name: '车管.csv' })));
    await office('2025', ['项目,数量', '汽车保有量,100000', '市内转移登记,100', '转出,20']);
    await office('2026', ['项目,数量,同比', '汽车保有量,120000,99%', '市内转移登记,110,10%', '转出,19,-5%']);
    const report = await compute();
    expect(textOf(report, 'market')).toBe('据车管业务数据统计，至2026年底，全市汽车保有量为12万辆，同比增长20%。2026年全市共完成二手汽车交易129辆（次），同比增长7.5%，其中市内转移登记110辆（次），同比增长10%，转出19辆，同比下降5%。');
    expect(textOf(report, 'office_difference')).toBe('完成交易数比车管部门登记的二手汽车交易量少6辆（次），相当于登记量的4.65%。');
    const sentences = report.warnings.map(({ sentence }) => sentence);
    expect(sentences).toContainEqual('汽车保有量的同比，文件写 99.00%，按已发布的上年同期 100,000 计算是 20.00%。');
    expect(sentences).toContainEqual('影像完成数与车管登记量相差4.65%，超出容差1.50%，请在与车管核对中逐笔查明。');
    expect(report.edition).toBe(2);
  });

  it('names every sum that does not come out', async () => {
    const [{ id }] = await db().query("SELECT id FROM companies WHERE state <> 'cancelled' LIMIT 1");
    // Entered a second time as new, as by a fault: two additions, one company.
    await db().query(
      "INSERT INTO register_events (id, at, happened_on, subject_type, subject_id, subject_name, action, reason, delta, company_id, actor_kind, changes) VALUES (UUID(), '2026-06-01', '2026-06-01', 'company', ?, '重复', 'issued', 'new', 1, ?, 'system', '{}'), (UUID(), '2026-06-02', '2026-06-02', 'company', ?, '重复', 'issued', 'new', 1, ?, 'system', '{}')",
      [id, id, id, id],
    );
    await db().query('UPDATE transactions SET first_submitted_at = NULL LIMIT 1');
    const { warnings, metrics } = await compute();
    const of = (code: string) => metrics.find((metric) => metric.code === code)!.value!;
    const sentence = `企业：期初${of('companies_at_start')} + 新增${of('companies_opened')} − 注销企业0 − 清理注销企业0 = ${of('companies_at_start') + of('companies_opened')}，与期末${of('companies_on_register')}不符，请核对台账。`;
    expect(warnings.map((warning) => warning.sentence)).toEqual(expect.arrayContaining([sentence, '完成数123大于上传数122。']));
  });

  it('is filled in by the secretariat where it has gaps, never where it computes; the next edition keeps the words, slips are pointed out', async () => {
    const { id } = await compute();
    expect((await write(id, 'deals', '共上传九百万辆')).error.code).toBe('request.invalid');
    expect((await write(id, 'no_such_paragraph', '字')).error.code).toBe('request.invalid');
    expect((await write(id, 'upgrades', '字', 'finance')).status).toBe(403);
    const before = (await write(id, 'upgrades', '全年升级两次。\n第一次在上半年。')).body;
    expect(textOf(before, 'upgrades')).toBe('全年升级两次。\n第一次在上半年。');
    const slip = (await write(id, 'analysis', '开户企业出现竭业。')).body;
    expect(slip.warnings.map(({ sentence }) => sentence)).toContainEqual('填写的段落中“竭业”疑为“歇业”之误，请核对。');
    const next = await compute();
    expect([textOf(next, 'upgrades'), next.edition, next.gaps]).toEqual(['全年升级两次。\n第一次在上半年。', slip.edition + 1, slip.gaps]);
    expect((await write(id, 'backups', '三级备份')).error.code).toBe('statistics.report_superseded');
    const cleared = (await write(next.id, 'analysis', ' ')).body;
    expect(paragraph(cleared, 'analysis').runs).toEqual([]);
  });

  it('says why deals uploaded and completed do not add up where some were uploaded in the year before', async () => {
    const [{ id, first }] = await db().query('SELECT id, first_submitted_at AS first FROM transactions WHERE first_submitted_at IS NOT NULL ORDER BY serial LIMIT 1');
    await db().query("UPDATE transactions SET first_submitted_at = '2025-12-31 10:00:00' WHERE id = ?", [id]);
    const { warnings } = await compute();
    await db().query('UPDATE transactions SET first_submitted_at = ? WHERE id = ?', [first, id]);
    expect(warnings.map(({ sentence }) => sentence)).toContainEqual('上传数121 − 未完成数0 = 121，比完成数123少2辆次：这些交易在本年度完成，而首次上传在此以前或没有记下时间。');
  });

  it('keeps words that somebody saves while the next edition is made', async () => {
    const { id } = await compute();
    const { staffId } = await staff('clerk');
    const at = product().clock.now();
    const actor = { kind: 'staff', staffId, role: 'clerk' } as StaffActor;
    let made: Promise<Report>;
    await db().transaction(async (tx) => {
      await writeParagraph(tx, { id, code: 'government', text: '刚刚写下的一段。' }, actor, { author: actor, origin: undefined, at });
      made = compute();
      // Long enough for the computing to come to where it takes over the words.
      await Promise.race([made, new Promise((over) => setTimeout(over, 1_500))]);
    });
    expect(textOf(await made!, 'government')).toBe('刚刚写下的一段。');
  });

  it('points out no slip in words that no longer stand in it', async () => {
    const [{ id, first }] = await db().query("SELECT id, in_force_key AS first FROM statistic_editions WHERE in_force_key = '2026'");
    await db().query('UPDATE statistic_editions SET in_force_key = NULL WHERE id = ?', [id]);
    const gapped = await compute();
    expect((await write(gapped.id, 'market', '实名论证')).body.warnings.map(({ sentence }) => sentence)).toContainEqual(expect.stringContaining('实名论证'));
    await db().query('UPDATE statistic_editions SET in_force_key = ? WHERE id = ?', [first, id]);
    expect((await compute()).warnings.map(({ sentence }) => sentence)).not.toContainEqual(expect.stringContaining('实名论证'));
  });

  it('says what has changed since it was computed', async () => {
    const report = await compute();
    await db().query('UPDATE transactions SET first_submitted_at = completed_at WHERE first_submitted_at IS NULL');
    const { changed } = await (await staff('auditor')).call('GET /annual-reports/:id', { params: { id: report.id } });
    expect(changed).toEqual([{ code: 'uploaded', name: '上传数', was: '122辆次', now: '123辆次' }]);
  });

  it('goes out as a Word file and a PDF, and the audit log knows', async () => {
    const { id } = await compute();
    const [docx, pdf] = [await file(id, 'docx'), await file(id, 'pdf')];
    expect([docx.bytes.subarray(0, 2).toString(), pdf.bytes.subarray(0, 5).toString()]).toEqual(['PK', '%PDF-']);
    expect([docx.name.endsWith('宁波市二手车流通协会2026年度工作报告（送审稿）.docx'), pdf.name.endsWith('.pdf')]).toEqual([true, true]);
    const rows: { details: string }[] = await db().query("SELECT details FROM audit_events WHERE action = 'statistics.report_exported' AND subject_id = ? ORDER BY at, id", [id]);
    expect(rows.map(({ details }) => (JSON.parse(details) as { format: string }).format).sort()).toEqual(['docx', 'pdf']);
  });

  it('is made final once, by the president, of the newest edition, by another person than computed it, and never changes after that', async () => {
    const old = await compute();
    const own = await compute(2026, 'president');
    expect((await approve(old.id)).error.code).toBe('statistics.report_superseded');
    expect((await approve(own.id)).error.code).toBe('statistics.same_person');
    const newest = await compute();
    expect((await approve(newest.id, 'clerk')).status).toBe(403);
    const [one, two] = await Promise.all([approve(newest.id), approve(newest.id)]);
    expect([one.status, two.status].sort()).toEqual([200, 409]);
    expect((await write(newest.id, 'upgrades', '改一改')).error.code).toBe('statistics.report_final');
    await expect(db().query("UPDATE annual_reports SET written = '{}' WHERE id = ?", [newest.id])).rejects.toThrow('stays');
    const later = await compute();
    expect([later.may.approve, (await approve(later.id)).error.code]).toEqual([false, 'statistics.report_superseded']);
    const { items, years } = await (await staff('auditor')).call('GET /annual-reports');
    expect([items.filter(({ state }) => state === 'final').length, years.includes(2026)]).toEqual([1, true]);
  });

  it('of a year that is not over says so and is not made final; of one that has not begun it is not computed', async () => {
    const running = await compute(2027);
    expect(running.warnings[0]!.sentence).toBe('生成时2027年还没有结束，各项数字只到生成之时，年度结束后请重新生成。');
    expect((await approve(running.id)).error.code).toBe('statistics.year_not_over');
    expect((await (await staff('clerk')).send('POST /annual-reports', { body: { year: 2028 } })).status).toBe(422);
    expect((await approve('019b76da-a800-7000-8000-00000000ffff')).error.code).toBe('statistics.report_not_found');
  });
});

describe('年度期限', () => {
  const deadlines = async () => (await (await staff('president')).call('GET /deadlines', { query: {} })).items.map(({ code, dueOn, daysLeft, state }) => [code, dueOn, daysLeft, state]);
  const meet = async (doneOn: string, username = 'clerk') => (await staff(username)).send('POST /deadlines/:code/completion', { params: { code: 'annual_work_report' }, body: { year: 2027, doneOn, note: '已报送，回执附后' } });

  it('are 31 March and 31 May, near from thirty days before on, overdue after the day, and done when that is entered', async () => {
    expect(await deadlines()).toEqual([['annual_work_report', '2027-03-31', 49, 'open'], ['annual_check', '2027-05-31', 110, 'open']]);
    daysPass(product(), 19);
    expect((await deadlines())[0]).toEqual(['annual_work_report', '2027-03-31', 30, 'near']);
    daysPass(product(), 31);
    expect((await deadlines())[0]).toEqual(['annual_work_report', '2027-03-31', -1, 'overdue']);
    expect((await meet('2027-04-02')).status).toBe(422);
    expect((await meet('2026-12-31')).status).toBe(422);
    expect((await meet('2027-03-30', 'finance')).status).toBe(403);
    expect((await meet('2027-03-30')).body).toMatchObject({ state: 'done', doneOn: '2027-03-30' });
    // Entered again it is put right: one row, two acts.
    expect((await meet('2027-03-29')).body).toMatchObject({ state: 'done', doneOn: '2027-03-29' });
    const [{ n }] = await db().query('SELECT COUNT(*) AS n FROM deadline_completions');
    expect(Number(n)).toBe(1);
    expect(await deadlines()).toEqual([['annual_work_report', '2027-03-31', -1, 'done'], ['annual_check', '2027-05-31', 60, 'open']]);
  });
});
