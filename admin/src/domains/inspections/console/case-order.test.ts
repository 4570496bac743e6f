import type { RuleResult } from '../../checks/check';
import type { Case } from '../inspection';
import { besideOf, caseItems, caseLooks, casePictures, loadingOrder, nextOf } from './case-order';

const value = (imageId: string | null, differs = false) => ({ field: 'vin', label: '车架号', value: 'L', source: 'read', confidence: 0.9, imageId, box: null, differs });
const result = (rule: string, values: object[], more: object = {}) =>
  ({ rule, severity: 'block', verdict: 'inconsistent', override: null, values, areas: [], ...more }) as unknown as RuleResult;
const inspected = (...results: RuleResult[]) =>
  ({
    deal: {
      slots: ['a', 'b', 'c', 'd'].map((id) => ({ code: id, title: id, images: [{ id, state: 'accepted' }] })).concat({ code: 'e', title: 'e', images: [{ id: 'e', state: 'rejected' }] }),
    },
    check: { results },
  }) as unknown as Case;

const vin = result('T-04', [value(null), value('a'), value('b'), value('c', true), value('gone', true)]);

describe('the pictures of a case', () => {
  it('are those in force', () => {
    expect(casePictures(inspected()).map(({ image }) => image.id)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('stand before the photo types that have none, and the deal itself comes last', () => {
    const { deal } = inspected();
    expect(caseItems(casePictures({ deal }), deal).map(({ key, imageId, slot }) => [key, imageId, slot])).toEqual([
      ['a', 'a', null],
      ['b', 'b', null],
      ['c', 'c', null],
      ['d', 'd', null],
      ['e', null, 'e'],
      ['deal', null, null],
    ]);
  });

  it('are led through by the findings, what differs first, and never to a picture that is gone', () => {
    const one = inspected(vin, result('T-02', [], { verdict: 'consistent' }));
    expect(caseLooks(one, casePictures(one)).map(({ spot }) => spot.imageId)).toEqual(['c', 'a', 'b']);
  });

  it('are led through by what the counter let through as well: that is what is inspected', () => {
    const one = inspected(result('T-04', [value('c', true)], { override: { at: '', by: '', reason: '' } }));
    expect(caseLooks(one, casePictures(one)).map(({ spot }) => spot.imageId)).toEqual(['c']);
  });

  it('are loaded in the order in which they will be looked at', () => {
    expect(loadingOrder(inspected(vin))).toEqual(['c', 'a', 'b', 'd']);
    expect(loadingOrder(inspected())).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are stepped through up to their ends, passing over the one beside', () => {
    const pictures = casePictures(inspected());
    expect([nextOf(pictures, 'a', 1), nextOf(pictures, 'd', 1), nextOf(pictures, 'a', -1), nextOf(pictures, undefined, 1)]).toEqual(['b', undefined, undefined, 'a']);
    expect(nextOf(pictures, 'b', 1, 'c')).toBe('d');
  });
});

describe('the picture beside', () => {
  const one = inspected(vin);
  const pictures = casePictures(one);
  const looks = caseLooks(one, pictures);

  it('is the one that says something else', () => {
    expect(besideOf({ look: looks[0], imageId: 'c', pictures })).toMatchObject({ imageId: 'a', spot: { label: '车架号' } });
    expect(besideOf({ look: looks[1], imageId: 'a', pictures })).toMatchObject({ imageId: 'c' });
  });

  it('is the next one where no rule compared anything, and at the end the first', () => {
    expect(besideOf({ look: undefined, imageId: 'b', pictures })).toEqual({ imageId: 'c', spot: undefined });
    expect(besideOf({ look: undefined, imageId: 'd', pictures })).toEqual({ imageId: 'a', spot: undefined });
    expect(besideOf({ look: undefined, imageId: 'a', pictures: pictures.slice(0, 1) })).toBeUndefined();
  });
});
