import sharp from 'sharp';
import { idNumberProblem, plateKind, vinProblem } from '@yongche/contract/standards';
import { documentsOf, madeDeal, papersOf } from './deal';
import { drawPaper } from './draw';
import { faults } from './faults';
import { inconsistencies } from './inconsistencies';
import { moneyInWords } from './money-words';
import { photograph } from './photograph';

const unitDeal = madeDeal('unit', { seller: { ...madeDeal('a unit').seller, kind: 'unit', name: '样板甲贸易有限公司', number: '91330200MA2AB10670', attendance: 'present' } });

describe('made papers', () => {
  it('are pictures of every kind, and the same ones whenever they are made', async () => {
    const papers = papersOf({ ...unitDeal, mortgage: 'consented' });
    const kinds = new Set(papers.map(({ kind }) => kind));
    const one = await documentsOf(papers.filter((paper, at) => papers.findIndex(({ kind }) => kind === paper.kind) === at), { longSide: 700 });
    expect(one).toHaveLength(kinds.size);
    for (const { picture } of one) expect(await sharp(picture).metadata()).toMatchObject({ format: 'jpeg' });
    const again = await documentsOf(papers.filter(({ slot }) => slot === 'P22'), { longSide: 700 });
    expect(again[0]!.picture.equals(one.find(({ kind }) => kind === 'vehicle_licence')!.picture)).toBe(true);
  });

  it('carry numbers that are formed as real ones are', () => {
    for (let n = 0; n < 50; n++) {
      const { vin, plate, agent } = madeDeal(`numbers ${n}`);
      expect([vinProblem(vin), idNumberProblem(agent.number), plateKind(plate)]).toEqual([undefined, undefined, expect.any(String)]);
    }
  });

  it('tell where the paper lies', async () => {
    const paper = papersOf(unitDeal).find(({ slot }) => slot === 'P22')!;
    const { outline } = await photograph(drawPaper(paper), { seed: 'where', longSide: 600, coverage: 0.7 });
    const [topLeft, topRight, bottomRight] = outline!;
    expect(topRight!.x - topLeft!.x).toBeGreaterThan(0.5);
    expect(bottomRight!.y).toBeGreaterThan(topRight!.y);
    const { outline: turned } = await photograph(drawPaper(paper), { seed: 'where', longSide: 600, turns: 1 });
    expect(turned![0]!.x).toBeGreaterThan(turned![3]!.x);
  });

  it('are wrong in one thing where they are asked to be', () => {
    const papers = papersOf(unitDeal);
    for (const { change, applies } of inconsistencies) {
      if (!applies(unitDeal)) continue;
      const wrong = change(papers, unitDeal);
      expect(wrong).not.toEqual(papers);
      expect(wrong.filter((paper) => !papers.includes(paper)).length).toBeLessThanOrEqual(2);
    }
  });

  it('can be taken badly in every way', async () => {
    const paper = papersOf(unitDeal).find(({ slot }) => slot === 'P01')!;
    for (const { inject, strengths } of faults) {
      const { picture } = await inject(paper, { seed: 'bad', longSide: 500 }, strengths[0]!);
      expect(await sharp(picture).metadata()).toMatchObject({ format: 'jpeg' });
    }
  });
});

it.each([
  ['128000.00', '壹拾贰万捌仟圆整'], ['421800.00', '肆拾贰万壹仟捌佰圆整'], ['100500.00', '壹拾万零伍佰圆整'], ['30006.50', '叁万零陆圆伍角整'],
  ['1000000.00', '壹佰万圆整'], ['105.05', '壹佰零伍圆零伍分'], ['20010300.00', '贰仟零壹万零叁佰圆整'],
])('writes %s in words', (yuan, words) => expect(moneyInWords(yuan)).toBe(words)); // prettier-ignore
