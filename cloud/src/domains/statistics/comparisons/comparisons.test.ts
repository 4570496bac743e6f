import { completedDeal, type CompletedDeal, plateOf, vinOf } from '../../../../test/comparisons';
import { staffNow } from '../../../../test/discipline';
import { audited } from '../../../../test/payments';
import { csvFile, published, type StatisticFile, uploaded, xlsxFile } from '../../../../test/statistics';
import { useProduct } from '../../../../test/use-product';
import { Registration, RegistrationList } from './registration.entity';

const product = useProduct();
const staff = (username: string) => staffNow(product(), username);
const db = () => product().server.deps.db;
const [first, second] = ['示范二手车市场', '试点二手车广场'];

/** A line of the office's list about the car of a deal. */
const line = ({ vin, plate }: Pick<CompletedDeal, 'vin' | 'plate'>, on: string, { market = first, business = '转移登记', as = plate } = {}) => `${vin},${as},${business},${on},${market}`;
const listFile = (lines: string[], name = '登记明细.csv') => csvFile(['2025年二手车登记明细', '车辆识别代号（车架号）,号牌号码,业务类型,登记日期,交易市场', ...lines], { name, gbk: true });
const importList = async (month: string, file: StatisticFile, username = 'clerk', key?: string) => (await staff(username)).send('POST /registration-lists', { query: { month }, file, ...(key ? { key } : {}) });
const unmatched = async (month: string, side: 'ours' | 'office', more: object = {}) => (await staff('president')).call('GET /unmatched-deals', { query: { month, side, ...more } as never });
const yearOf = async (year: number) => (await staff('adviser')).call('GET /comparisons', { query: { year } as never });
const officeSays = async (month: string, city: number, out: number) => published(product(), await uploaded(product(), month, csvFile(['项目,数量', `市内转移登记,${city}`, `转出,${out}`])));
/** What each car of a side is told: 车架号 → cause and what explains it. */
const causesOf = async (month: string, side: 'ours' | 'office') => Object.fromEntries((await unmatched(month, side)).items.map(({ vin, cause, other }) => [vin, [cause, other?.serial ?? other?.on ?? null]]));

describe('why ours and the office’s numbers differ (domain.md 1.3-c)', () => {
  const november: string[] = [];
  const december: string[] = [];
  const cars = {} as Record<'twice' | 'again' | 'nextMonth' | 'never' | 'typed' | 'late' | 'after' | 'midnight', CompletedDeal>;
  const unchecked = { vin: vinOf(90_001), plate: plateOf(90_001) };

  beforeAll(async () => {
    for (let n = 1; n <= 6; n++) {
      const market = n % 2 ? first : second;
      november.push(line(await completedDeal(product(), { on: `2025-11-${10 + n}`, market }), `2025-11-${12 + n}`, { market, business: n % 3 ? '转移登记' : '转出登记' }));
    }
    cars.twice = await completedDeal(product(), { on: '2025-11-03' });
    cars.again = await completedDeal(product(), { on: '2025-11-05', vin: cars.twice.vin, plate: cars.twice.plate });
    november.push(line(cars.again, '2025-11-06'));
    cars.nextMonth = await completedDeal(product(), { on: '2025-11-28' });
    december.push(line(cars.nextMonth, '2025-12-02'));
    cars.never = await completedDeal(product(), { on: '2025-11-17', market: second });
    november.push(line(unchecked, '2025-11-20', { market: second }));
    cars.typed = await completedDeal(product(), { on: '2025-11-18', plate: '浙B8B888' });
    november.push(line(cars.typed, '2025-11-19', { as: '浙B88888' }));
    cars.late = await completedDeal(product(), { on: '2025-11-01' });
    december.push(line(cars.late, '2025-12-20'));
    cars.after = await completedDeal(product(), { on: '2025-11-12' });
    november.push(line(cars.after, '2025-11-10'));
    // Half past midnight in Shanghai is still the day before in UTC; the list leaves out the sign of the province.
    cars.midnight = await completedDeal(product(), { on: '2025-11-21', hour: 0.5 });
    november.push(line(cars.midnight, '2025-11-21', { as: cars.midnight.plate.slice(1) }));
  });

  it('each car has its cause, and the next month’s list settles what was only waiting for it', async () => {
    expect((await unmatched('2025-11', 'ours')).total).toBe(0);
    expect((await importList('2025-11', listFile(november))).body).toMatchObject({ month: '2025-11', rows: november.length, importedBy: '文员一号' });
    const { twice, again, nextMonth, never, typed, late, after } = cars;
    const before = { [twice.vin]: ['again', again.serial], [never.vin]: ['no_registration', null], [typed.vin]: ['other_plate', '2025-11-19'], [after.vin]: ['other_month', '2025-11-10'] };
    expect(await causesOf('2025-11', 'ours')).toEqual({ ...before, [nextMonth.vin]: ['no_registration', null], [late.vin]: ['no_registration', null] });
    expect(await causesOf('2025-11', 'office')).toEqual({ [unchecked.vin]: ['no_deal', null], [typed.vin]: ['other_plate', typed.serial], [after.vin]: ['other_month', after.serial] });

    expect((await importList('2025-12', listFile(december, '十二月.csv'))).status).toBe(201);
    expect(await causesOf('2025-11', 'ours')).toEqual({ ...before, [late.vin]: ['other_month', '2025-12-20'] });
    expect(await causesOf('2025-12', 'office')).toEqual({ [late.vin]: ['other_month', late.serial] });
  });

  it('the list is told by cause, market and page, with what explains each car', async () => {
    const all = await unmatched('2025-11', 'ours');
    expect(all).toMatchObject({ total: 5, nextCursor: null });
    expect(all.causes).toEqual(expect.arrayContaining([{ cause: 'other_month', count: 2 }, { cause: 'again', count: 1 }, { cause: 'other_plate', count: 1 }, { cause: 'no_registration', count: 1 }]));
    expect(all.items.find(({ cause }) => cause === 'again')).toMatchObject({ id: cars.twice.id, on: '2025-11-03', other: { on: '2025-11-05', transactionId: cars.again.id, serial: cars.again.serial } });
    expect((await unmatched('2025-11', 'office', { cause: 'other_plate' })).items).toEqual([expect.objectContaining({ plate: '浙B88888', serial: null, other: { on: '2025-11-18', plate: '浙B8B888', serial: cars.typed.serial, transactionId: cars.typed.id } })]);
    const page = await unmatched('2025-11', 'ours', { limit: 3 });
    const rest = await unmatched('2025-11', 'ours', { limit: 3, cursor: page.nextCursor });
    expect([...page.items, ...rest.items]).toEqual(all.items);
    const { markets } = await (await staff('auditor')).call('GET /comparisons/:month', { params: { month: '2025-11' } });
    const ofSecond = markets.find(({ marketName }) => marketName === second)!;
    expect((await unmatched('2025-11', 'ours', { marketId: ofSecond.marketId })).items.map(({ vin }) => vin)).toEqual([cars.never.vin]);
    expect(ofSecond).toMatchObject({ completed: 4, office: 4, difference: 0, light: 'green', matched: 3, unmatchedOurs: 1, unmatchedOffice: 1 });
  });

  it('by month and year, green within the tolerance, yellow up to twice of it, red beyond, grey without the office’s number', async () => {
    await officeSays('2025-11', 11, 2);
    await officeSays('2025-12', 1, 1);
    const { months, total, rules } = await yearOf(2025);
    expect(rules).toMatchObject({ version: 1, toleranceHundredths: 150, windowDays: 30, madeBy: null });
    expect(months).toHaveLength(12);
    expect(months[10]).toEqual({ month: '2025-11', completed: 14, office: 13, difference: 1, hundredths: 769, light: 'red', listed: 11, matched: 8, unmatchedOurs: 5, unmatchedOffice: 3 });
    expect(months[11]).toMatchObject({ completed: 0, office: 2, difference: -2, hundredths: -10_000, listed: 2, matched: 1, unmatchedOurs: 0, unmatchedOffice: 1 });
    expect(months[0]).toMatchObject({ completed: 0, office: null, light: 'grey', listed: null, unmatchedOurs: null });
    expect(total).toEqual({ completed: 14, office: 15, difference: -1, hundredths: -667, light: 'red', months: 2, isOfYear: false });
    await published(product(), await uploaded(product(), '2025', csvFile(['项目,数量', '二手汽车交易,14'])));
    expect((await yearOf(2025)).total).toEqual({ completed: 14, office: 14, difference: 0, hundredths: 0, light: 'green', months: 12, isOfYear: true });
  });

  it('a wider window and tolerance hold at once, by whoever saw the rules in force, with the reason kept', async () => {
    const change = async (username: string, body: object) => (await staff(username)).send('PUT /comparison-rules', { body: { version: 1, toleranceHundredths: 400, windowDays: 60, reason: '车管所登记延后', ...body } });
    expect((await change('president', { reason: ' ' })).error.fields).toEqual([{ field: 'reason', message: '请填写原因' }]);
    expect((await change('auditor', {})).status).toBe(403);
    const both = await Promise.all([change('president', {}), change('clerk', { windowDays: 45 })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)!.error.code).toBe('statistics.comparison_rules_outdated');
    expect((await change('president', { version: 2 })).body).toEqual({ version: 3 });
    const { months, rules } = await yearOf(2025);
    expect(rules).toMatchObject({ toleranceHundredths: 400, windowDays: 60, reason: '车管所登记延后' });
    expect(months[10]).toMatchObject({ light: 'yellow', unmatchedOurs: 4 });
    expect(Object.keys(await causesOf('2025-11', 'ours'))).not.toContain(cars.late.vin);
    const [{ id }] = await db().query('SELECT id FROM comparison_rules WHERE version = 3');
    expect(await audited(product(), 'statistics.comparison_rules_changed', id)).toBe(1);
    await expect(db().query('UPDATE comparison_rules SET window_days = 1')).rejects.toThrow('comparison_rules stay');
  });

  it('what belongs together does not depend on which list came first', async () => {
    const pairs = () => db().query('SELECT vin, registered_on, transaction_id, days FROM registrations ORDER BY vin, registered_on');
    const before = await pairs();
    expect((await importList('2025-11', listFile([...november].reverse(), '重新导出.csv'), 'clerk2')).status).toBe(201);
    expect(await pairs()).toEqual(before);
  });
});

describe('two sales of one car', () => {
  it('have each the registration that is nearest, and no registration counts twice', async () => {
    const march = await completedDeal(product(), { on: '2026-03-02' });
    const sold = await completedDeal(product(), { on: '2026-03-20', vin: march.vin, plate: march.plate });
    await importList('2026-03', listFile([line(march, '2026-03-04'), line(march, '2026-03-25')]));
    const pairs: { transactionId: string; registeredOn: string }[] = await db().manager.find(Registration, { select: { transactionId: true, registeredOn: true }, where: { vin: march.vin }, order: { registeredOn: 'ASC' } }) as never;
    expect(pairs.map(({ transactionId, registeredOn }) => [transactionId, registeredOn])).toEqual([[march.id, '2026-03-04'], [sold.id, '2026-03-25']]);
    await importList('2026-03', listFile([line(march, '2026-03-25')], '更正.csv'));
    expect(await causesOf('2026-03', 'ours')).toEqual({ [march.vin]: ['again', sold.serial] });
  });
});

describe('a registration list', () => {
  it('with a fault is not imported at all; each line is told', async () => {
    const deal = await completedDeal(product(), { on: '2026-04-08' });
    const faulty = listFile([line(deal, '2026-04-09'), line({ vin: '!', plate: '浙B11111' }, '2026-04-10'), line(deal, '2026-05-01'), line(deal, '2026-04-09'), line(deal, '昨天', { business: '抵押登记' })]);
    const { error } = await importList('2026-04', faulty);
    expect(error.code).toBe('statistics.registrations_unreadable');
    expect(error.details).toEqual({
      problemCount: 5,
      problems: [
        { line: 4, column: '车架号', message: '第4行“车架号”：不是车架号，应为字母和数字，最多17位' },
        { line: 5, column: '登记日期', message: '第5行“登记日期”2026-05-01不在2026年4月，请核对月份或改正日期' },
        { line: 6, column: '车架号', message: '第6行与第3行重复（车架号、业务、登记日期都相同），请只保留一行' },
        { line: 7, column: '业务', message: '第7行“业务”：“抵押登记”不是认得的业务，请写成“转移登记”或“转出”' },
        { line: 7, column: '登记日期', message: '第7行“登记日期”：不是有效日期，请写成 2026-01-31 的样子' },
      ],
    });
    expect(await db().manager.countBy(RegistrationList, { month: '2026-04' })).toBe(0);
    const unheaded = await importList('2026-04', csvFile(['车架号,号牌', `${deal.vin},${deal.plate}`]));
    expect((unheaded.error.details as { problems: { message: string }[] }).problems.map(({ message }) => message)).toEqual(['第1行表头缺少“业务”列，请对照模板补上', '第1行表头缺少“登记日期”列，请对照模板补上']);
    expect((await importList('2026-04', { name: '明细.xlsx', bytes: Buffer.from('no table') })).error.code).toBe('spreadsheet.not_a_table');
    const thisMonth = product().clock.now().toISOString().slice(0, 7);
    expect((await importList(thisMonth, listFile([line(deal, `${thisMonth}-01`)]))).error.fields![0]!.message).toContain('还没有结束');
  });

  it('keeps nothing of the owners, takes the former plate, and leaves a market that it does not name unknown', async () => {
    const deal = await completedDeal(product(), { on: '2026-05-06' });
    const stranger = { vin: 'WBA12345', plate: '浙B00001' };
    const rows = [['序号', '所有人', '身份证明号码', 'VIN', '原号牌号码', '号牌号码', '业务', '登记时间', '市场'], [1, '甲某某', '330203199001011234', deal.vin, deal.plate, '浙B99999', '市内过户', '2026/5/7 10:20', null], [2, '乙某某', '330203199001015678', stranger.vin, stranger.plate, null, '转籍', '20260508', '外地车行']];
    expect((await importList('2026-05', await xlsxFile(rows, '五月.xlsx'))).body.rows).toBe(2);
    const kept = await db().query('SELECT * FROM registrations WHERE registered_on >= ? AND registered_on < ? ORDER BY registered_on', ['2026-05-01', '2026-06-01']);
    expect(kept).toMatchObject([{ vin: deal.vin, plate: deal.plate, transaction_id: deal.id, plates_agree: 1, place: '第2行' }, { vin: 'WBA12345', business: 'moved_out', market_name: '外地车行', market_id: null }]);
    expect(JSON.stringify(kept)).not.toMatch(/某某|330203/);
    const { markets } = await (await staff('adviser')).call('GET /comparisons/:month', { params: { month: '2026-05' } });
    expect(markets.map(({ marketName, completed, office, light }) => [marketName, completed, office, light])).toEqual([[first, 1, 0, 'red'], ['外地车行', 0, 1, 'red'], ['未写明市场', 0, 1, 'red']]);
  });

  it('counts once: sent again, sent by two at once, or replaced by a newer one', async () => {
    const deals = [await completedDeal(product(), { on: '2026-06-08' }), await completedDeal(product(), { on: '2026-06-09' })];
    const file = listFile(deals.map((deal) => line(deal, '2026-06-10')));
    const both = await Promise.all([importList('2026-06', file, 'clerk', 'june-one-way'), importList('2026-06', file, 'clerk2')]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)!.error.code).toBe('statistics.registrations_known');
    const made = both.find(({ status }) => status === 201)!.body;
    const newer = (await importList('2026-06', listFile([line(deals[0]!, '2026-06-10')], '更正.csv'), 'clerk', 'june-once-more')).body;
    expect((await importList('2026-06', listFile([line(deals[0]!, '2026-06-10')], '更正.csv'), 'clerk', 'june-once-more')).body).toEqual(newer);
    expect(await db().manager.countBy(Registration, { listId: made.id })).toBe(0);
    expect((await yearOf(2026)).months[5]).toMatchObject({ completed: 2, listed: 1, matched: 1, unmatchedOurs: 1, unmatchedOffice: 0 });
    expect((await (await staff('auditor')).call('GET /registration-lists')).items.filter(({ month }) => month === '2026-06')).toEqual([newer]);
    expect(await Promise.all([made.id, newer.id].map((id) => audited(product(), 'statistics.registrations_imported', id)))).toEqual([1, 1]);
  });

  it('that breaks in the middle leaves the earlier one in force', async () => {
    const deal = await completedDeal(product(), { on: '2026-02-03' });
    const { id } = (await importList('2026-02', listFile([line(deal, '2026-02-04')]))).body;
    await db().query("CREATE TRIGGER registrations_break BEFORE UPDATE ON registrations FOR EACH ROW IF NEW.transaction_id IS NOT NULL THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'broken'; END IF");
    const broken = await importList('2026-02', listFile([line(deal, '2026-02-05')], '更正.csv'));
    await db().query('DROP TRIGGER registrations_break');
    expect(broken.status).toBe(500);
    expect(await db().manager.findOneBy(Registration, { listId: id })).toMatchObject({ registeredOn: '2026-02-04', transactionId: deal.id, days: 1, platesAgree: true });
  });
});
