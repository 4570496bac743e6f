import { Market } from '../../registry/market.entity';
import { beginOn, staffNow } from '../../../../test/discipline';
import { judgedCase } from '../../../../test/inspections';
import { joined } from '../../../../test/members';
import { forgetPastDeals, pastDeals } from '../../../../test/past-deals';
import { type EnrolledAgent, enrolledAgent, newCompany } from '../../../../test/register';
import { csvFile, published, uploaded } from '../../../../test/statistics';
import { useProduct } from '../../../../test/use-product';

const product = useProduct();
const db = () => product().server.deps.db;
let own: string;
let others: string[];
let markets: Market[];
let manager: EnrolledAgent;
beforeAll(async () => {
  beginOn(product(), '2031-03-20');
  own = await newCompany(product(), '自家车行有限公司');
  others = await Promise.all([1, 2, 3, 4].map((n) => newCompany(product(), `同行${n}有限公司`)));
  manager = await enrolledAgent(product(), own, { manages: true });
  markets = await db().manager.find(Market, { order: { code: 'ASC' } });
});
beforeEach(() => forgetPastDeals(db(), '2030-01-01'));
const figures = () => manager.call('GET /my-figures');
const monthOf = async (month: string) => (await figures()).months.find((one) => one.month === month)!;
/** One deal of each of the first so many others. */
const ofOthers = (count: number, at: string, change = {}) => pastDeals(db(), ...others.slice(0, count).map((companyId) => ({ at, companyId, ...change })));

describe('我的数据', () => {
  it('own deals month by month beside the city’s and the vehicle office’s', async () => {
    await pastDeals(db(), { at: '2031-02-10 12:00', companyId: own, count: 6 }, { at: '2031-03-19 12:00', companyId: own, count: 2 });
    await ofOthers(4, '2031-02-11 12:00', { count: 3 });
    await published(product(), await uploaded(product(), '2031-02', csvFile(['项目,数量', '二手汽车交易,44'])));
    const { company, months } = await figures();
    expect(company).toEqual({ name: '自家车行有限公司', marketName: null, isMember: false });
    expect(months).toHaveLength(13);
    expect(months.at(-2)).toEqual({ month: '2031-02', own: 6, ownMarket: null, city: 18, others: 3, office: 44 });
    expect(months.at(-1)).toEqual({ month: '2031-03', own: 2, ownMarket: null, city: null, others: 0, office: null });
  });

  it('the city’s number is kept back where fewer than three others had deals, and given from three on', async () => {
    await pastDeals(db(), { at: '2031-02-10 12:00', companyId: own, count: 6 });
    await ofOthers(2, '2031-02-11 12:00', { count: 90 });
    expect(await monthOf('2031-02')).toMatchObject({ own: 6, city: null, others: 2 });
    await ofOthers(3, '2031-02-25 12:00');
    await db().query('DELETE FROM counted_days');
    expect(await monthOf('2031-02')).toMatchObject({ own: 6, city: 189, others: 3 });
  });

  it('who runs a market knows its deals: only others outside of it hide the rest', async () => {
    await joined(product(), { name: '自家市场会员', companyId: own, marketId: markets[1]!.id, on: '2031-01-01' });
    await ofOthers(4, '2031-02-11 12:00', { marketId: markets[1]!.id });
    await ofOthers(1, '2031-02-12 12:00', { marketId: markets[0]!.id, count: 5 });
    expect(await figures()).toMatchObject({ company: { marketName: markets[1]!.name, isMember: true } });
    expect(await monthOf('2031-02')).toMatchObject({ ownMarket: 4, city: null, others: 1 });
    await ofOthers(3, '2031-02-13 12:00', { marketId: markets[0]!.id });
    await db().query('DELETE FROM counted_days');
    expect(await monthOf('2031-02')).toMatchObject({ ownMarket: 4, city: 12, others: 3 });
    await db().query('UPDATE members SET live_company_id = NULL, live_market_id = NULL, left_on = joined_on WHERE company_id = ?', [own]);
  });

  it('shares by channel and business; where one kind is too few people’s, its sisters do not give it away', async () => {
    await pastDeals(db(), { at: '2031-01-10 12:00', companyId: own, channel: 'mobile', count: 3 }, { at: '2031-01-10 12:00', companyId: own, channel: 'fixed' });
    await ofOthers(3, '2031-01-11 12:00', { channel: 'fixed', count: 2 });
    await ofOthers(2, '2031-01-12 12:00', { channel: 'mobile' });
    const shares = async () => Object.fromEntries((await figures()).mix.map(({ key, own: n, ownHundredths, cityHundredths }) => [key, [n, ownHundredths, cityHundredths]]));
    expect(await shares()).toEqual({ mobile: [3, 75_00, null], fixed: [1, 25_00, null], city_transfer: [4, 100_00, 100_00], moved_out: [0, 0, null], cross_region: [0, 0, null] });
    await pastDeals(db(), { at: '2031-01-13 12:00', companyId: others[2]!, channel: 'mobile' });
    await db().query('DELETE FROM counted_days');
    expect(await shares()).toMatchObject({ mobile: [3, 75_00, 46_15], fixed: [1, 25_00, 53_85] });
  });

  it('a rare kind is found on whatever day it was, by however many days', async () => {
    await pastDeals(db(), ...Array.from({ length: 60 }, (_, n) => ({ at: `2031-0${1 + (n >> 5)}-${String((n % 28) + 1).padStart(2, '0')} 12:00`, companyId: others[0]!, business: 'moved_out' as const })));
    await ofOthers(4, '2031-01-11 12:00');
    const share = async () => (await figures()).mix.find(({ key }) => key === 'moved_out')!.cityHundredths;
    expect(await share()).toBeNull();
    await pastDeals(db(), { at: '2031-02-02 12:00', companyId: others[1]!, business: 'moved_out' }, { at: '2031-02-03 12:00', companyId: others[2]!, business: 'moved_out' });
    await db().query('DELETE FROM counted_days');
    expect(await share()).toBe(93_94);
  });

  it('problem rates, the city’s only where three others were inspected', async () => {
    const { staffId } = await staffNow(product(), 'inspector1');
    const judged = async (ids: string[], problem?: 'open') => {
      for (const id of ids) await judgedCase(product(), id, { first: [staffId, problem ? 'problem' : 'pass'], ...(problem ? { problem } : {}), at: product().clock.now() });
    };
    await judged(await pastDeals(db(), { at: '2031-02-10 12:00', companyId: own, count: 4 }));
    await judged(await ofOthers(2, '2031-02-10 12:00'), 'open');
    expect((await figures()).problemRate).toMatchObject({ own: { hits: 0, of: 4 }, city: null });
    await judged(await pastDeals(db(), { at: '2031-02-10 12:00', companyId: others[3]! }));
    expect((await figures()).problemRate.city).toMatchObject({ hits: 2, of: 7, hundredths: 28_57 });
  });
});
