import type { Case } from '../inspection';
import { createCasePictures } from './case-pictures';

const value = (imageId: string, differs: boolean) => ({ label: '车架号', imageId, box: null, differs });
/** A case with these pictures, the one named by `framed` in a finding. */
function inspected(id: string, imageIds: string[], framed?: string): Case {
  const slots = imageIds.map((imageId) => ({ code: imageId, title: imageId, images: [{ id: imageId, state: 'accepted' }] }));
  const finding = { rule: 'T-04', severity: 'block', verdict: 'inconsistent', override: null, areas: [], values: framed ? [value(framed, true)] : [] };
  return { id, deal: { id: `deal ${id}`, slots }, check: { results: framed ? [finding] : [] } } as unknown as Case;
}

/** Stores that take down what was asked for; everything arrives at once. */
function shelves() {
  const asked: string[] = [];
  const failed = new Set<string>();
  const opened: string[] = [];
  const pictures = createCasePictures((dealId) => {
    opened.push(dealId);
    const known = new Set<string>();
    return {
      has: (variant, imageId) => known.has(`${variant} ${imageId}`),
      get: (_, imageId) => (failed.has(imageId) ? { state: 'failed' as const, message: '' } : { state: 'loading' as const }),
      want: async (variant, imageIds) => {
        const missing = imageIds.filter((imageId) => !known.has(`${variant} ${imageId}`));
        if (missing.length > 0) asked.push(`${variant} ${missing.join(' ')}`);
        imageIds.forEach((imageId) => known.add(`${variant} ${imageId}`));
      },
      retry: (imageId) => void asked.push(`again ${imageId}`),
    };
  });
  return { pictures, asked, failed, opened };
}
const arrived = () => new Promise((resolve) => setTimeout(resolve));

describe('the pictures of the cases in hand', () => {
  it('are loaded before they are needed: what the next cases open with comes before the rest of this one', async () => {
    const { pictures, asked } = shelves();
    pictures.attend([inspected('1', ['a', 'b', 'c', 'd', 'e'], 'c'), inspected('2', ['f', 'g'], 'g'), inspected('3', ['h', 'i'])]);
    await arrived();
    expect(asked).toEqual(['full c', 'thumbnail c d a b e', 'full g', 'thumbnail g f', 'full h', 'thumbnail h i', 'full d a b', 'full e', 'full f']);
  });

  it('are given up with their case, unless its decision can still be taken back', async () => {
    const { pictures, opened } = shelves();
    const [one, two] = [inspected('1', ['a']), inspected('2', ['b'])];
    pictures.attend([one, two]);
    await arrived();
    const store = pictures.of(one);
    pictures.attend([two], ['1']);
    expect(pictures.of(one)).toBe(store);
    pictures.attend([two]);
    expect(pictures.of(one)).not.toBe(store);
    expect(opened).toEqual(['deal 1', 'deal 2', 'deal 1']);
  });

  it('are asked for again when their case comes up, where they did not come before', async () => {
    const { pictures, asked, failed } = shelves();
    const [one, two] = [inspected('1', ['a']), inspected('2', ['b', 'c'])];
    pictures.attend([one, two]);
    await arrived();
    failed.add('c');
    pictures.attend([two]);
    expect(asked).toContain('again c');
  });
});
