import type { RequestOf } from '@yongche/contract';
import type { TariffContent } from '@yongche/contract/billing.shapes';
import { uuidv7 } from 'uuidv7';
import { usualTariff } from '../../../test/billing';
import { beginOn, daysPass, staffNow } from '../../../test/discipline';
import { schemeInForce, voted } from '../../../test/members';
import { caller } from '../../../test/people';
import { useProduct } from '../../../test/use-product';
import { tariffOn } from './tariffs-in-force';

const product = useProduct();
const db = () => product().server.deps.db;
const staff = (username: string) => staffNow(product(), username);
beforeEach(() => beginOn(product(), '2026-06-01'));

const make = async (version: string, content: TariffContent = usualTariff, by = 'finance') => (await staff(by)).send('POST /tariffs', { body: { version, title: '影像系统服务费收费标准', content } });
const change = async (version: string, content: TariffContent, by = 'clerk') => (await staff(by)).send('PUT /tariffs/:version', { params: { version }, body: { title: '服务费收费标准（修订）', content } });
const propose = async (version: string) => (await staff('clerk')).send('POST /tariffs/:version/proposal', { params: { version } });
const read = async (version: string, by = 'president') => (await staff(by)).send('GET /tariffs/:version', { params: { version } });
type Adoption = NonNullable<RequestOf<'POST /tariffs/:version/adoption'>['body']>;
const adopt = async (version: string, resolutionId: string, days: Partial<Adoption> = {}) =>
  (await staff('president')).send('POST /tariffs/:version/adoption', { params: { version }, body: { resolutionId, publishedOn: '2026-06-01', publishedWhere: '协会网站', effectiveOn: '2026-06-02', ...days } });
const vote = async (version: string, options: Parameters<typeof voted>[2] = {}) => (await voted(product(), (await read(version)).body.agendaItemId!, { kind: 'general', ...options })).id;
const fees = () => caller(product().url).call('GET /fees', {});
const page = async () => (await fetch(`${product().url}/fees`)).text();

describe('收费标准', () => {
  it('nothing is charged, and nothing is public, before the first one', async () => {
    expect((await fees()).items).toEqual([]);
    expect(await page()).toContain('目前没有向市场或会员收取的费用');
    expect(await tariffOn(db().manager, '2026-06-01')).toBeNull();
  });

  it('is drafted by one, changed by another, passed by the general meeting, published by the president, and in force from a day to come', async () => {
    expect((await make('2026-1')).body).toMatchObject({ state: 'draft', madeBy: '财务一号', adoption: null, inForce: false, effectiveOn: null, may: { change: true, propose: true, adopt: false, withdraw: true } });
    expect((await make('2026-1')).error.code).toBe('billing.tariff_exists');
    expect((await change('2026-1', { ...usualTariff, nonMemberFen: 600 })).body.content.nonMemberFen).toBe(600);
    expect((await make('x', { ...usualTariff, channels: [] })).error.fields?.[0]?.message).toBe('至少一种采集渠道');

    expect((await propose('2026-1')).status).toBe(200);
    const item = (await (await staff('clerk')).call('GET /agenda-items', { query: { state: 'waiting' } })).items.find(({ link }) => link === 'tariff:2026-1')!;
    expect(item).toMatchObject({ kind: 'tariff', title: '审议《服务费收费标准（修订）》（2026-1版）', decidedIn: 'general', facts: expect.arrayContaining(['每辆车：会员市场3.00元，非会员市场6.00元', '同一辆车、买卖双方相同，30日内重办的不再计费']) });
    expect((await propose('2026-1')).error.code).toBe('billing.tariff_wrong_state');
    expect((await change('2026-1', usualTariff)).error.code).toBe('billing.tariff_wrong_state');

    const resolutionId = await vote('2026-1');
    expect((await read('2026-1')).body.may.adopt).toBe(true);
    expect((await change('2026-1', usualTariff)).error.code).toBe('billing.tariff_wrong_state');
    expect((await adopt('2026-1', resolutionId, { publishedOn: '2026-05-31' })).error.fields?.[0]).toEqual({ field: 'publishedOn', message: '公布日应在会议召开（2026-06-01）之后，不晚于今天。' });
    expect((await adopt('2026-1', resolutionId, { publishedOn: '2026-06-02' })).error.fields?.[0]?.field).toBe('publishedOn');
    expect((await adopt('2026-1', resolutionId, { effectiveOn: '2026-06-01' })).error.fields?.[0]).toEqual({ field: 'effectiveOn', message: '生效日应在公布之后、今天之后，之前完成的交易不受影响。' });
    expect((await adopt('2026-1', resolutionId)).body).toMatchObject({ state: 'adopted', inForce: false, effectiveOn: '2026-06-02', adoption: { meeting: '临时会员大会', ballot: 'secret', inFavour: 34, publishedWhere: '协会网站' } });
    expect((await adopt('2026-1', resolutionId)).error.code).toBe('billing.tariff_wrong_state');
    expect(await tariffOn(db().manager, '2026-06-01')).toBeNull();
    expect((await tariffOn(db().manager, '2026-06-02'))?.content.nonMemberFen).toBe(600);
    daysPass(product(), 1);
    expect((await read('2026-1')).body.inForce).toBe(true);
    const { items } = await (await staff('auditor')).call('GET /audit-events', { query: { subjectType: 'tariff', limit: 50 } });
    expect(items.map(({ actionLabel }) => actionLabel).reverse()).toEqual(['新建收费标准草稿', '修改收费标准草稿', '收费标准提交会员大会', '收费标准通过并公布']);
  });

  it('takes no effect without a confirmed resolution of the general meeting about this very version: not by the president, not by SQL', async () => {
    await make('2026-3');
    await make('2026-4');
    expect((await adopt('2026-3', uuidv7())).error.code).toBe('billing.tariff_needs_resolution');
    await propose('2026-3');
    await propose('2026-4');
    expect((await adopt('2026-3', await vote('2026-3', { confirmed: false }))).error.code).toBe('billing.tariff_needs_resolution');
    expect((await adopt('2026-3', await vote('2026-4'))).error.code).toBe('billing.tariff_needs_resolution');
    await expect(db().query("UPDATE tariffs SET state = 'adopted', effective_on = '2026-06-05' WHERE version = '2026-3'")).rejects.toThrow(/tariffs_resolved/);
    const facts = "state = 'adopted', effective_on = '2026-06-05', published_on = '2026-06-01', published_where = 'x', adopted_by = (SELECT id FROM staff WHERE username = 'president')";
    await expect(db().query(`UPDATE tariffs SET ${facts}, resolution_id = ? WHERE version = '2026-3'`, [uuidv7()])).rejects.toThrow(/tariffs_resolution/);
    expect((await read('2026-3')).body.state).toBe('draft');
  });

  it('what the meeting rejects is not charged; it may be changed and comes before it again', async () => {
    await make('2026-5');
    await propose('2026-5');
    expect((await adopt('2026-5', await vote('2026-5', { outcome: 'rejected' }))).error.code).toBe('billing.tariff_needs_resolution');
    expect((await change('2026-5', { ...usualTariff, memberFen: 200 })).status).toBe(200);
    await propose('2026-5');
    expect((await adopt('2026-5', await vote('2026-5'), { effectiveOn: '2026-08-01' })).body.state).toBe('adopted');
  });

  it('is not adopted by who made or changed it, and no two begin on one day', async () => {
    await make('2026-6');
    await propose('2026-6');
    const resolutionId = await vote('2026-6');
    await db().query("UPDATE tariffs SET changed_by = (SELECT id FROM staff WHERE username = 'president') WHERE version = '2026-6'");
    expect((await adopt('2026-6', resolutionId)).error.code).toBe('billing.same_person');
    await db().query("UPDATE tariffs SET changed_by = NULL WHERE version = '2026-6'");
    expect((await adopt('2026-6', resolutionId, { effectiveOn: '2026-08-01' })).error.fields?.[0]?.message).toBe('这一天已有另一版收费标准生效，请换一天。');
    const answers = await Promise.all([adopt('2026-6', resolutionId, { effectiveOn: '2026-09-01' }), adopt('2026-6', resolutionId, { effectiveOn: '2026-09-01' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await expect(db().query("UPDATE tariffs SET adopted_by = made_by WHERE version = '2026-6'")).rejects.toThrow(/tariffs_two_persons/);
  });

  it('a draft is withdrawn, from the meeting too', async () => {
    await make('2026-7');
    await propose('2026-7');
    const withdrawn = await (await staff('finance')).send('POST /tariffs/:version/withdrawal', { params: { version: '2026-7' }, body: { reason: '另行起草' } });
    expect(withdrawn.body.state).toBe('withdrawn');
    expect((await (await staff('clerk')).call('GET /agenda-items', { query: { state: 'waiting' } })).items.map(({ link }) => link)).not.toContain('tariff:2026-7');
    expect((await propose('2026-7')).error.code).toBe('billing.tariff_wrong_state');
  });
});

describe('收费公示', () => {
  it('shows what is in force and what is to come, for fees and dues, each with its resolution; to anybody', async () => {
    await schemeInForce(product());
    daysPass(product(), 1);
    const { items } = await fees();
    expect(items.map(({ version, inForce, from }) => [version, inForce, from])).toEqual([['2026-1', true, '2026-06-02'], ['2026-5', false, '2026-08-01'], ['2026-6', false, '2026-09-01'], ['2026-1', true, '2026']]);
    expect(items[0]).toMatchObject({
      title: '服务费收费标准（修订）', payee: '管理公司', nature: usualTariff.nature, service: usualTariff.service, costBasis: usualTariff.costBasis,
      prices: [{ label: '会员市场', fen: 300, unit: '辆' }, { label: '非会员市场', fen: 600, unit: '辆' }],
      adoption: { resolutionNumber: expect.stringMatching(/^甬二车协决〔2026〕\d+号$/), meeting: '临时会员大会', ballot: 'secret', inFavour: 34, against: 1, abstained: 1, publishedOn: '2026-06-01', publishedWhere: '协会网站' },
    }); // prettier-ignore
    expect(items[3]).toMatchObject({ title: '会费标准', payee: '协会', costBasis: null, prices: [{ fen: 1_000_000, unit: '年' }, { fen: 600_000, unit: '年' }, { label: '会员单位', fen: 300_000, unit: '年' }] });
    daysPass(product(), 61);
    expect((await fees()).items.map(({ version, inForce }) => [version, inForce])).toEqual([['2026-5', true], ['2026-6', false], ['2026-1', true]]);
  });

  it('as a page, with nothing that could be run in it', async () => {
    await make('2026-9', { ...usualTariff, service: '<script>alert(1)</script>', memberFen: 1_234_567 });
    await propose('2026-9');
    await adopt('2026-9', await vote('2026-9'), { effectiveOn: '2026-10-01' });
    const html = await page();
    expect(html).toContain('12,345.67<small>元/辆</small>');
    expect(html).toContain('&#60;script&#62;');
    expect(html).not.toContain('<script>');
    expect(html).toContain('2026年10月1日起施行，目前尚未收取');
  });
});
