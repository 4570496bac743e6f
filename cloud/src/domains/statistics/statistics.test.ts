import { staffNow } from '../../../test/discipline';
import { audited } from '../../../test/payments';
import { csvFile, type ImportReport, published, sheetsFile, uploaded, xlsxFile } from '../../../test/statistics';
import { useProduct } from '../../../test/use-product';
import { periodAfter } from './periods';
import { StatisticEdition } from './statistic.entity';

const product = useProduct();
const staff = (username: string) => staffNow(product(), username);
const db = () => product().server.deps.db;
const upload = (period: string, file: Parameters<typeof uploaded>[2], username?: string) => uploaded(product(), period, file, username);
const publish = (report: ImportReport, reason?: string, username?: string) => published(product(), report, reason, username);
const refusalOf = async (username: string, period: string, file: Parameters<typeof uploaded>[2]) => (await (await staff(username)).send('POST /statistic-imports', { query: { period }, file })).error;
const periodOf = async (period: string, edition?: number) => (await staff('president')).call('GET /statistic-periods/:period', { params: { period }, query: edition === undefined ? {} : { edition } });

/** A month of the whole city by one line per item. */
const month = (city: number, out: number, stock: number) => csvFile(['项目,数量', `汽车保有量,${stock}`, `市内转移登记,${city}`, `转出,${out}`]);

describe('2019 as the association published it', () => {
  const of2019 = csvFile(['2019年全市车管业务数据', '项目,数量,同比增长（%）', '汽车保有量,290.8万辆,8.75', '二手汽车交易,30.3468万辆（次）,15.64', '其中：市内转移登记,23.7873万辆（次）,12.4', '转出,6.5595万辆,7'], { gbk: true });

  it('comes back exactly, with one warning, and growth only where there is a base', async () => {
    await publish(await upload('2018', csvFile(['项目,数量', '汽车保有量,2674023'])));
    const report = await upload('2019', of2019);
    expect(report).toMatchObject({ step: 'checking', problems: [], editionBefore: 0, may: { accept: true } });
    expect(report.findings.map(({ severity, sentence }) => [severity, sentence])).toEqual([['warn', '合计增幅 15.64% 不在分项 7.00%–12.40% 之间']]);
    expect(await publish(report)).toMatchObject({ state: 'accepted', edition: 1 });
    const { figures, findings } = await periodOf('2019');
    expect(findings).toHaveLength(1);
    expect(figures.map(({ name, value, growth, stated }) => [name, value, growth.hundredths, growth.source, stated])).toEqual([
      ['汽车保有量', 2_908_000, 875, 'published', 875],
      ['二手汽车交易', 303_468, null, 'none', 1564],
      ['市内转移登记', 237_873, null, 'none', 1240],
      ['转出', 65_595, null, 'none', 700],
    ]);
    expect(figures[0]!.growth).toEqual({ hundredths: 875, base: 2_674_023, source: 'published', sourceName: '2018年第1版' });
  });
});

describe('a month from the file to the edition', () => {
  it('is published, corrected with a reason, and stays readable as it was', async () => {
    await publish(await upload('2025-01', month(20_000, 5_000, 2_900_000)));
    const first = await upload('2026-01', month(21_000, 5_500, 3_000_000));
    expect(first.figures.find(({ item }) => item === 'used_car_trades')).toMatchObject({ value: 26_500, place: null, growth: { hundredths: 600, base: 25_000, source: 'published' } });
    await publish(first);
    const second = await upload('2026-01', month(21_000, 5_600, 3_000_000), 'clerk2');
    expect(second).toMatchObject({ editionBefore: 1, removed: [] });
    expect(second.figures.map(({ item, value, formerly }) => [item, value, formerly]).filter(([, value, formerly]) => value !== formerly)).toEqual([['used_car_trades', 26_600, 26_500], ['moved_out', 5_600, 5_500]]);
    const clerk = await staff('clerk');
    const withoutReason = await clerk.send('POST /statistic-imports/:id/acceptance', { params: { id: second.id }, body: { schemaVersion: second.schemaVersion, editionBefore: 1 } });
    expect(withoutReason.error.fields).toEqual([{ field: 'reason', message: '这一期已发布第1版，请写明更正原因。' }]);
    await publish(second, '车管所更正了转出数');
    expect((await periodOf('2026-01')).edition).toMatchObject({ edition: 2, inForce: true, reason: '车管所更正了转出数', acceptedBy: '文员一号' });
    const { edition, figures, editions } = await periodOf('2026-01', 1);
    expect([edition.inForce, figures.find(({ item }) => item === 'moved_out')!.value, editions.map((one) => one.edition)]).toEqual([false, 5_500, [2, 1]]);
    expect((await (await staff('president')).send('GET /statistic-periods/:period', { params: { period: '2026-01' }, query: { edition: 3 } })).error.code).toBe('statistics.period_not_found');
    const { id: editionId, schemaVersion } = await db().manager.findOneByOrFail(StatisticEdition, { inForceKey: '2026-01' });
    expect([await audited(product(), 'statistics.edition_accepted', editionId), schemaVersion]).toEqual([1, first.schemaVersion]);
    await expect(db().query("UPDATE statistic_values SET value = 1 WHERE item = 'moved_out'")).rejects.toThrow('statistic_values stay');
    await expect(db().query("UPDATE statistic_editions SET reason = '别的' WHERE edition = 2")).rejects.toThrow('stays as it was published');
  });

  it('is told when the same file comes again, also from two clerks at once; thrown away, it may come again', async () => {
    const file = month(19_000, 5_100, 3_010_000);
    const [one, other] = await Promise.all([staff('clerk'), staff('clerk2')]);
    const both = await Promise.all([one, other].map((clerk) => clerk.send('POST /statistic-imports', { query: { period: '2026-02' }, file })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const made = both.find(({ status }) => status === 201)!.body;
    expect(await refusalOf('clerk', '2026-02', file)).toMatchObject({ code: 'statistics.file_known', details: { importId: made.id } });
    await one.call('POST /statistic-imports/:id/discard', { params: { id: made.id } });
    expect((await one.send('POST /statistic-imports/:id/discard', { params: { id: made.id } })).error.code).toBe('statistics.import_wrong_state');
    const again = await upload('2026-02', file);
    const elsewhere = await upload('2024-02', file);
    expect(elsewhere.alsoUsedFor).toEqual(['2026-02']);
    await publish(again);
    expect(await refusalOf('clerk2', '2026-02', file)).toMatchObject({ code: 'statistics.file_known' });
    expect(await Promise.all(['statistics.file_uploaded', 'statistics.import_discarded'].map((action) => audited(product(), action, made.id)))).toEqual([1, 1]);
  });

  it('is published once by two clerks at once, and by a repeated request', async () => {
    const [a, b] = [await upload('2026-03', month(20_100, 5_200, 3_020_000)), await upload('2026-03', month(20_200, 5_200, 3_020_000), 'clerk2')];
    const [one, other] = await Promise.all([staff('clerk'), staff('clerk2')]);
    const accept = (clerk: typeof one, { id, schemaVersion }: ImportReport, key: string) => clerk.send('POST /statistic-imports/:id/acceptance', { params: { id }, body: { schemaVersion, editionBefore: 0 }, key });
    const replies = await Promise.all([accept(one, a, 'accept-march-1'), accept(other, b, 'accept-march-2')]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(replies.find(({ status }) => status === 409)!.error.code).toBe('statistics.import_outdated');
    const [clerk, report, key] = replies[0]!.status === 200 ? ([one, a, 'accept-march-1'] as const) : ([other, b, 'accept-march-2'] as const);
    expect((await accept(clerk, report, key)).body).toMatchObject({ id: report.id, edition: 1 });
    expect((await accept(clerk, report, 'another-intent')).error.code).toBe('statistics.import_wrong_state');
    expect(await db().manager.countBy(StatisticEdition, { period: '2026-03' })).toBe(1);
  });

  it('writes nothing where the middle fails', async () => {
    const report = await upload('2026-04', month(20_300, 5_300, 3_030_000));
    await db().query("CREATE TRIGGER statistic_values_break BEFORE INSERT ON statistic_values FOR EACH ROW IF NEW.item = 'used_car_trades' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'broken'; END IF");
    const { id, schemaVersion } = report;
    const broken = await (await staff('clerk')).send('POST /statistic-imports/:id/acceptance', { params: { id }, body: { schemaVersion, editionBefore: 0 } });
    await db().query('DROP TRIGGER statistic_values_break');
    expect(broken.status).toBe(500);
    expect(await (await staff('clerk')).call('GET /statistic-imports/:id', { params: { id } })).toMatchObject({ state: 'waiting', editionBefore: 0 });
    expect(await db().manager.countBy(StatisticEdition, { period: '2026-04' })).toBe(0);
    expect(await publish(report)).toMatchObject({ edition: 1 });
  });

  it('refuses what blocks, what cannot be read, and a period that is not over', async () => {
    const negative = await upload('2026-05', csvFile(['项目,数量', '二手汽车交易,25000', '市内转移登记,20000', '转出,5001']));
    expect(negative).toMatchObject({ may: { accept: false }, findings: [{ kind: 'parts', severity: 'block', sentence: '二手汽车交易 25,000 不等于分项合计 25,001（市内转移登记 20,000 + 转出 5,001），差 1。' }, { kind: 'missing' }] });
    const send = async ({ id, schemaVersion, editionBefore }: ImportReport) => (await (await staff('clerk')).send('POST /statistic-imports/:id/acceptance', { params: { id }, body: { schemaVersion, editionBefore } })).error.code;
    expect(await send(negative)).toBe('statistics.has_blocks');
    const unread = await upload('2026-05', csvFile(['项目,数量', '转出,约五千']));
    expect([unread.problems, await send(unread)]).toEqual([['第2行“数量”栏的“约五千”不是数字，请改正；没有数据请留空。'], 'statistics.has_blocks']);
    const empty = await upload('2026-05', csvFile(['项目,数量', '转出,—']));
    expect(await send(empty)).toBe('statistics.nothing_read');
    const today = product().clock.now().toISOString().slice(0, 7);
    for (const period of [today, periodAfter(today), today.slice(0, 4)]) expect((await refusalOf('clerk', period, month(1, 1, 1)))!.fields![0]!.message).toContain('还没有结束');
    const unheaded = await upload('2026-05', sheetsFile({ 全市: [['项目', '数量'], ['转出', 5_000]], 区县: [['海曙区', 2_000], ['鄞州区', 3_000]] }));
    expect(unheaded.findings.map(({ sentence }) => sentence)).toContain('“区县”表没有找到表头，里面的数没有读；表头一行要有项目或分组的名称。');
    expect((await refusalOf('clerk', '2026-05', { name: '数据.xlsx', bytes: Buffer.from('no table') }))!.code).toBe('spreadsheet.not_a_table');
  });
});

describe('对应栏目', () => {
  const newItem = (name: string, more = {}) => ({ name, unit: '辆次', kind: 'flow' as const, scope: '全市·汽车', partOf: null, ...more });
  const map = async (username: string, { id, schemaVersion }: ImportReport, body: object) => (await staff(username)).send('POST /statistic-imports/:id/mapping', { params: { id }, body: { schemaVersion, columns: [], names: [], ...body } });

  it('of a renamed column and of new items makes a version, and next month the same file needs no word', async () => {
    const file = (day: string, n: number) => xlsxFile([['业务', '办理量', '去年这时', '口径说明'], ['市内转移登记', 20_000 + n, 19_000, '全市'], ['转出', 5_000, 4_800, '全市'], ['抵押登记', 3_000 + n, 2_900, '全市'], ['新车注册', 15_000 + n, 14_000, day]], `${day}.xlsx`);
    const report = await upload('2026-06', await file('六月', 1));
    expect(report).toMatchObject({ step: 'mapping', may: { map: true, accept: false } });
    expect(report.unknownColumns.map(({ shown, samples }) => [shown, samples[0]])).toEqual([['业务', '市内转移登记'], ['办理量', '20001'], ['去年这时', '19000'], ['口径说明', '全市']]);
    const columns = [['业务', 'item_name'], ['办理量', 'value'], ['去年这时', 'base_value'], ['口径说明', 'ignore']].map(([heading, as]) => ({ heading, means: { as } }));
    const half = (await map('clerk', report, { columns })).body;
    expect([half.schemaVersion, half.unknownColumns, half.unknownNames.map(({ name }) => name)]).toEqual([report.schemaVersion + 1, [], ['抵押登记', '新车注册']]);
    expect((await map('clerk2', report, { names: [{ name: '抵押登记', means: { as: 'ignore' } }] })).error.code).toBe('statistics.import_outdated');
    const names = [{ name: '抵押登记', means: { as: 'new_item', item: newItem('抵押登记') } }, { name: '新车注册', means: { as: 'new_item', item: newItem('新车注册登记', { unit: '辆' }) } }];
    const whole = (await map('clerk', half, { names })).body;
    expect(whole).toMatchObject({ step: 'checking', problems: [], may: { accept: true } });
    expect(whole.figures.find(({ name }) => name === '新车注册登记')).toMatchObject({ value: 15_001, growth: { base: 14_000, source: 'file', hundredths: 715 } });
    await publish(whole);
    const next = await upload('2026-07', await file('七月', 2));
    expect(next).toMatchObject({ step: 'checking', unknownColumns: [], unknownNames: [] });
    expect(next.figures.find(({ name }) => name === '抵押登记')).toMatchObject({ value: 3_002, before: 3_001 });
    const { version, versions } = await (await staff('auditor')).call('GET /statistic-schemas');
    expect([version, versions[0]!.changes]).toEqual([report.schemaVersion + 2, ['新项目“抵押登记”（辆次，全市·汽车）。', '名称“抵押登记”是项目“抵押登记”。', '新项目“新车注册登记”（辆，全市·汽车）。', '名称“新车注册”是项目“新车注册登记”。']]);
    await publish(next);
  });

  it('of a wide file with districts and a new part of the total', async () => {
    const rows = [['所属区域', '市内转移登记', '转出', '注销后再登记'], ['海曙区', 8_000, 2_000, 10], ['鄞州区', 12_000, 3_000, 20], ['全市合计', 20_000, 5_000, 30]];
    const report = await upload('2026-08', sheetsFile({ 按区县: rows }));
    const answer = (await map('clerk', report, { columns: [{ heading: '所属区域', means: { as: 'dimension', dimension: 'district' } }, { heading: '注销后再登记', means: { as: 'new_item', item: newItem('再登记', { partOf: 'used_car_trades', scope: '全市·二手汽车' }) } }] })).body;
    expect(answer.problems).toEqual([]);
    expect(answer.figures.filter(({ item, member }) => item === 'used_car_trades' && member !== null).map(({ member, value, place }) => [member, value, place])).toEqual([['海曙区', 10_010, null], ['鄞州区', 15_020, null]]);
    await publish(answer);
    const course = await (await staff('adviser')).call('GET /statistic-course', { query: { item: 'city_transfers', dimension: 'district', member: '鄞州区' } });
    expect(course).toMatchObject({ name: '市内转移登记', months: [{ period: '2026-08', value: 12_000, yearBefore: null }] });
  });

  it('refuses a name that there is, a part of a part, and what the contract does not know', async () => {
    const report = await upload('2026-08', csvFile(['区县,新栏', '海曙区,5']));
    const ofColumn = async (means: object) => (await map('clerk', report, { columns: [{ heading: '新栏', means }] })).error.fields?.[0]?.message;
    expect(await ofColumn({ as: 'new_item', item: newItem('转出') })).toBe('已有项目“转出”，请直接选它。');
    expect(await ofColumn({ as: 'new_item', item: newItem('转出一部分', { partOf: 'moved_out' }) })).toBe('“转出”本身是分项，不能再分。');
    expect(await ofColumn({ as: 'new_item', item: newItem('新项目', { unit: '万辆' }) })).toContain('基本单位');
    expect(await ofColumn({ as: 'new_item', item: newItem('保有量') })).toBe('“保有量”是项目“汽车保有量”的另一个名称，请直接选它，或换一个名称。');
    const dated = (means: object) => map('clerk', report, { columns: [{ heading: '2026年1-8月', means }] });
    expect((await dated({ as: 'value' })).error.fields![0]!.message).toContain('写着年份');
    expect(await ofColumn({ as: 'item', item: 'unknown' })).toBe('没有这个项目，请重新选择。');
    expect((await map('clerk', report, {})).error.fields).toHaveLength(1);
  });
});

describe('the base of 同比', () => {
  it('of another scope gives no number', async () => {
    await db().query('DROP TRIGGER statistic_values_stay');
    await db().query("UPDATE statistic_values SET scope = '全市·机动车' WHERE item = 'vehicle_stock' AND edition_id = (SELECT id FROM statistic_editions WHERE in_force_key = '2025-01')");
    const { figures } = await periodOf('2026-01');
    expect(figures.find(({ item }) => item === 'vehicle_stock')!.growth).toEqual({ hundredths: null, base: null, source: 'other_scope', sourceName: null });
    expect(figures.find(({ item }) => item === 'city_transfers')!.growth).toMatchObject({ hundredths: 500, source: 'published' });
  });
});

it('the list shows months and years apart, the newest first, with their totals', async () => {
  const president = await staff('president');
  const months = (await president.call('GET /statistic-periods', { query: {} })).items;
  expect(months.map(({ period }) => period).slice(0, 3)).toEqual(['2026-08', '2026-07', '2026-06']);
  expect(months.every(({ figures }) => figures.length >= 2)).toBe(true);
  expect((await president.call('GET /statistic-periods', { query: { of: 'year' } })).items.map(({ period, warnings }) => [period, warnings])).toEqual([['2019', 1], ['2018', 0]]);
  expect((await president.call('GET /statistic-imports', { query: { state: 'waiting' } })).items.every(({ state }) => state === 'waiting')).toBe(true);
});
