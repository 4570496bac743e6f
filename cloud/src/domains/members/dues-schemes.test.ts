import type { RequestOf } from '@yongche/contract';
import type { DuesSchemeContent } from '@yongche/contract/members.shapes';
import { uuidv7 } from 'uuidv7';
import { beginOn, staffNow } from '../../../test/discipline';
import { duesRaised, joined, schemeOf2019, voted } from '../../../test/members';
import { useProduct } from '../../../test/use-product';
import { duesSchemeFor } from './schemes-in-force';

const product = useProduct();
const db = () => product().server.deps.db;
const staff = (username: string) => staffNow(product(), username);
beforeEach(() => beginOn(product(), '2026-01-20'));

const make = async (version: string, content: DuesSchemeContent = schemeOf2019, by = 'clerk') => (await staff(by)).send('POST /dues-schemes', { body: { version, title: '会费标准', content } });
const change = async (version: string, content: DuesSchemeContent) => (await staff('clerk')).send('PUT /dues-schemes/:version', { params: { version }, body: { title: '会费标准修订', content } });
const propose = async (version: string) => (await staff('clerk')).send('POST /dues-schemes/:version/proposal', { params: { version } });
const read = async (version: string, who = 'president') => (await staff(who)).call('GET /dues-schemes/:version', { params: { version } });
type Adoption = NonNullable<RequestOf<'POST /dues-schemes/:version/adoption'>['body']>;
const adopt = async (version: string, resolutionId: string, more: Partial<Adoption> = {}) =>
  (await staff('president')).send('POST /dues-schemes/:version/adoption', { params: { version }, body: { resolutionId, publishedOn: '2026-01-20', publishedWhere: '协会网站、信用中国', fromYear: 2026, ...more } });
/** The general meeting votes on a version. */
const vote = async (version: string, options: NonNullable<Parameters<typeof voted>[2]> = {}) => (await voted(product(), (await read(version)).agendaItemId!, { kind: 'general', ...options })).id;
const [tierA, tierB, tierC] = schemeOf2019.tiers;
const withTiers = (...tiers: DuesSchemeContent['tiers']): DuesSchemeContent => ({ ...schemeOf2019, tiers });

describe('会费标准', () => {
  it('is drafted, passed by the general meeting’s secret ballot, published by the president, and in force from a year on', async () => {
    expect((await make('2026-1')).body).toMatchObject({ state: 'draft', madeBy: '文员一号', adoption: null, atMeeting: null, fromYear: null, inForce: false, may: { change: true, propose: true, adopt: false, withdraw: true } });
    expect((await make('2026-1')).error.code).toBe('members.scheme_exists');
    expect((await change('2026-1', { ...schemeOf2019, dueOn: '04-30' })).body.content.dueOn).toBe('04-30');
    expect((await change('2026-1', schemeOf2019)).body.title).toBe('会费标准修订');

    const proposed = (await propose('2026-1')).body;
    expect(proposed.atMeeting).toBe('waiting');
    const item = await (await staff('clerk')).call('GET /agenda-items/:id', { params: { id: proposed.agendaItemId! } });
    expect(item).toMatchObject({ kind: 'dues_scheme', link: 'dues_scheme:2026-1', decidedIn: 'general', title: '审议《会费标准修订》（2026-1版）' });
    expect(item.facts).toEqual([
      '共3档，同一档内金额相同，不另分标准',
      'A档 会长、副会长单位：每年 10,000.00元（会长单位、副会长单位）',
      'B档 理事单位：每年 6,000.00元（理事单位）',
      'C档 会员单位：每年 3,000.00元（会员单位）',
      '缴费期限：每年3月31日',
      '催缴：到期前14天、逾期1天、逾期30天',
      '逾期90天仍未缴纳的，提交会长例会处理',
    ]);
    for (const refused of [await propose('2026-1'), await change('2026-1', schemeOf2019)]) expect(refused.error.code).toBe('members.scheme_wrong_state');

    const resolutionId = await vote('2026-1');
    expect(await read('2026-1')).toMatchObject({ atMeeting: 'passed', may: { change: false, propose: false, adopt: true, withdraw: true } });
    expect((await adopt('2026-1', resolutionId, { publishedOn: '2026-01-19' })).error.fields?.[0]).toEqual({ field: 'publishedOn', message: '公布日应在会议召开（2026-01-20）之后，不晚于今天。' });
    expect((await adopt('2026-1', resolutionId, { publishedOn: '2026-01-21' })).error.fields?.[0]?.field).toBe('publishedOn');
    expect((await adopt('2026-1', resolutionId, { fromYear: 2025 })).error.fields?.[0]).toEqual({ field: 'fromYear', message: '会费标准不溯及既往，起始年度应不早于通过的年度（2026）。' });
    const adopted = await adopt('2026-1', resolutionId);
    expect(adopted.body).toMatchObject({ state: 'adopted', fromYear: 2026, inForce: true, adoption: { meeting: '临时会员大会', heldOn: '2026-01-20', ballot: 'secret', inFavour: 34, against: 1, abstained: 1, publishedWhere: '协会网站、信用中国' } });
    expect((await adopt('2026-1', resolutionId)).error.code).toBe('members.scheme_wrong_state');
    expect(await duesSchemeFor(db().manager, 2025)).toBeNull();
    expect(await duesSchemeFor(db().manager, 2030)).toMatchObject({ version: '2026-1' });
  });

  it('a fifth tier, one position in two tiers or in none, and amounts that are no fen are refused', async () => {
    const fifth = { code: 'D', name: '再一档', fen: 100_00, positions: ['ordinary_unit' as const] };
    const five = await make('wrong', withTiers(tierA!, tierB!, tierC!, fifth, { ...fifth, code: 'A' }));
    expect(five.error.fields?.[0]).toEqual({ field: 'content.tiers', message: '会费标准不得超过四档（社会团体会费管理规定）' });
    expect((await make('wrong', withTiers(tierA!, tierB!, tierC!, fifth))).error.fields).toEqual([{ field: 'content.tiers', message: '每种会员职务须正好属于一档：同一档内不得再分标准' }]);
    expect((await make('wrong', withTiers(tierA!, tierB!))).error.fields?.[0]?.field).toBe('content.tiers');
    expect((await make('wrong', withTiers(tierA!, tierB!, { ...tierC!, code: 'A' }))).error.fields).toEqual([{ field: 'content.tiers', message: '档次代号不能重复' }]);
    expect((await make('wrong', withTiers(tierA!, tierB!, { ...tierC!, fen: 3000.5 }))).error.fields?.[0]?.field).toBe('content.tiers.2.fen');
    expect((await make('wrong', withTiers(tierA!, tierB!, { ...tierC!, fen: -1 }))).error.fields?.[0]?.field).toBe('content.tiers.2.fen');
    const four = withTiers({ ...tierA!, positions: ['president_unit'] }, { ...tierA!, code: 'B', positions: ['vice_president_unit'] }, { ...tierB!, code: 'C' }, { ...tierC!, code: 'D' });
    expect((await make('four', four)).status).toBe(201);
  });

  it('takes no effect by a show of hands, by the chairs, by another scheme’s resolution or by one that is not confirmed: not by the president, not by SQL', async () => {
    await make('2026-2');
    await make('2026-3');
    expect((await adopt('2026-2', uuidv7())).error.code).toBe('members.scheme_needs_resolution');
    await propose('2026-2');
    await propose('2026-3');
    const hands = await voted(product(), (await read('2026-2')).agendaItemId!, { kind: 'general', ballot: 'open' });
    expect(hands.executed).toBe('赞成票过半，但会费标准须经无记名投票，这次是举手表决，不能据此施行；请重新提交会员大会。');
    expect((await adopt('2026-2', hands.id)).error.code).toBe('members.scheme_needs_resolution');
    expect(await read('2026-2')).toMatchObject({ atMeeting: null, may: { adopt: false } });
    const other = await vote('2026-3');
    expect((await adopt('2026-2', other, { fromYear: 2028 })).error.code).toBe('members.scheme_needs_resolution');
    expect((await propose('2026-2')).status).toBe(200);
    const unconfirmed = await vote('2026-2', { confirmed: false });
    expect((await adopt('2026-2', unconfirmed)).error.code).toBe('members.scheme_needs_resolution');
    await expect(voted(product(), (await read('2026-2')).agendaItemId!, { kind: 'chairs' })).rejects.toThrow(/governance.item_wrong/);

    const facts = "from_year = 2029, published_on = '2026-01-20', published_where = 'x', adopted_by = (SELECT id FROM staff WHERE username = 'president')";
    await expect(db().query(`UPDATE dues_schemes SET state = 'adopted', ${facts} WHERE version = '2026-2'`)).rejects.toThrow(/dues_schemes_resolved/);
    await expect(db().query(`UPDATE dues_schemes SET state = 'adopted', ${facts}, resolution_id = ? WHERE version = '2026-2'`, [uuidv7()])).rejects.toThrow(/dues_schemes_resolution/);
    expect((await read('2026-2')).state).toBe('draft');
  });

  it('what the meeting rejects may be changed and comes before it again; a draft is taken back from the meeting too', async () => {
    await make('2026-4');
    await propose('2026-4');
    const rejected = await vote('2026-4', { outcome: 'rejected' });
    expect((await adopt('2026-4', rejected)).error.code).toBe('members.scheme_needs_resolution');
    expect((await change('2026-4', withTiers({ ...tierA!, fen: 8000_00 }, tierB!, tierC!))).status).toBe(200);
    expect((await propose('2026-4')).status).toBe(200);
    const withdrawn = await (await staff('president')).call('POST /dues-schemes/:version/withdrawal', { params: { version: '2026-4' }, body: { reason: '另行修订' } });
    expect(withdrawn).toMatchObject({ state: 'withdrawn', may: { change: false, propose: false, adopt: false, withdraw: false } });
    expect((await (await staff('clerk')).call('GET /agenda-items/:id', { params: { id: withdrawn.agendaItemId! } })).state).toBe('withdrawn');
    expect((await propose('2026-4')).error.code).toBe('members.scheme_wrong_state');
  });

  it('is drafted by the secretariat and adopted by the president, never by who made or changed it', async () => {
    for (const who of ['president', 'finance']) expect((await make('2026-5', schemeOf2019, who)).error.code).toBe('request.forbidden');
    await make('2026-5');
    await propose('2026-5');
    const resolutionId = await vote('2026-5');
    const clerks = await (await staff('clerk')).send('POST /dues-schemes/:version/adoption', { params: { version: '2026-5' }, body: { resolutionId, publishedOn: '2026-01-20', publishedWhere: 'x', fromYear: 2030 } });
    expect(clerks.error.code).toBe('request.forbidden');
    await db().query("UPDATE dues_schemes SET changed_by = (SELECT id FROM staff WHERE username = 'president') WHERE version = '2026-5'");
    expect((await adopt('2026-5', resolutionId, { fromYear: 2030 })).error.code).toBe('members.same_person');
    await db().query("UPDATE dues_schemes SET changed_by = NULL WHERE version = '2026-5'");
    await expect(db().query("UPDATE dues_schemes SET adopted_by = made_by WHERE version = '2026-5'")).rejects.toThrow(/dues_schemes_/);
  });

  it('a year whose dues are raised keeps its scheme: within a year a tier has one amount', async () => {
    product().clock.advance(3600);
    await joined(product());
    expect((await duesRaised(product(), 2026)).raised).toBe(1);
    await make('2027-1', withTiers({ ...tierA!, fen: 12_000_00 }, tierB!, tierC!));
    await propose('2027-1');
    const resolutionId = await vote('2027-1');
    expect((await adopt('2027-1', resolutionId)).error.fields?.[0]).toEqual({ field: 'fromYear', message: '2026年度会费已按原来的标准部署，起始年度应不早于2027。' });
    expect((await adopt('2027-1', resolutionId, { fromYear: 2027 })).body).toMatchObject({ state: 'adopted', fromYear: 2027, inForce: false });
    expect([(await duesSchemeFor(db().manager, 2026))!.version, (await duesSchemeFor(db().manager, 2027))!.version]).toEqual(['2026-1', '2027-1']);
    expect((await (await staff('auditor')).call('GET /dues-schemes')).items.filter(({ state }) => state === 'adopted').map(({ version }) => version)).toEqual(['2027-1', '2026-1']);
  });
});
