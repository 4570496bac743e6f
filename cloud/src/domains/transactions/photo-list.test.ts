import { type DealFacts, type PhotoRules, photosFor } from '@yongche/contract/standards/photo-list';
import table from './photo-rules.2026-1.json';

const rules = table as PhotoRules;
const person = (side: 'seller' | 'buyer', attendance: 'present' | 'agent' = 'present') => ({ side, kind: 'person', attendance }) as const;
const unit = (side: 'seller' | 'buyer') => ({ side, kind: 'unit', attendance: 'present' }) as const;
const deal = (parties: DealFacts['parties'], change: Partial<DealFacts> = {}): DealFacts => ({ business: 'city_transfer', mortgaged: false, parties, ...change });
const required = (facts: DealFacts) => photosFor(rules, facts).filter((photo) => photo.required).map((photo) => photo.code);

const vehicle = ['P20', 'P21', 'P22', 'P23', 'P24', 'P25', 'P26', 'P30'];

/** The rows of the matrix in domain.md 2.2. */
describe('拍照清单', () => {
  it('个人→个人, both present', () => expect(required(deal([person('seller'), person('buyer')]))).toEqual(['P01', 'P02', 'P03', 'P07', 'P08', 'P09', ...vehicle]));
  it('个人→个人, an agent for the seller: 委托书 instead of the seller at the counter', () => {
    expect(required(deal([person('seller', 'agent'), person('buyer')]))).toEqual(['P01', 'P02', 'P06', 'P07', 'P08', 'P09', ...vehicle]);
  });
  it('个人→个人, an agent for both', () => expect(required(deal([person('seller', 'agent'), person('buyer', 'agent')]))).toEqual(['P01', 'P02', 'P06', 'P07', 'P08', 'P12', ...vehicle]));
  it('单位→个人: 营业执照 and sealed 委托书', () => expect(required(deal([unit('seller'), person('buyer')]))).toEqual(['P01', 'P02', 'P04', 'P05', 'P07', 'P08', 'P09', ...vehicle]));
  it('个人→单位', () => expect(required(deal([person('seller'), unit('buyer')]))).toEqual(['P01', 'P02', 'P03', 'P07', 'P08', 'P10', 'P11', ...vehicle]));
  it('单位→单位', () => expect(required(deal([unit('seller'), unit('buyer')]))).toEqual(['P01', 'P02', 'P04', 'P05', 'P07', 'P08', 'P10', 'P11', ...vehicle]));
  it('抵押中: the mortgagee’s consent', () => expect(required(deal([person('seller'), person('buyer')], { mortgaged: true }))).toContain('P32'));
  it('转出: the inspection may be shown', () => {
    const offered = photosFor(rules, deal([person('seller'), person('buyer')], { business: 'moved_out' }));
    expect(offered.find(({ code }) => code === 'P35')).toMatchObject({ required: false, min: 0 });
  });
  it('asks each of two owners for an own identity card', () => {
    const photos = photosFor(rules, deal([person('seller'), person('seller'), person('buyer')]));
    expect(photos.find(({ code }) => code === 'P01')).toMatchObject({ min: 2, max: 2 });
    expect(photos.find(({ code }) => code === 'P07')).toMatchObject({ min: 1, max: 1 });
  });
  it('stays within 15 required pictures and six megabytes', () => {
    const photos = photosFor(rules, deal([unit('seller'), unit('buyer')], { mortgaged: true })).filter((photo) => photo.required);
    expect(photos.length).toBeLessThanOrEqual(17);
    expect(photos.reduce((sum, photo) => sum + photo.budgetBytes, 0)).toBeLessThanOrEqual(6_000_000);
  });
});
