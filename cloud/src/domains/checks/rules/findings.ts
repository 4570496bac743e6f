import { detectors } from '@yongche/contract';
import type { Detector, Finding } from '../looking/look';
import { list, paperOf } from './facts';
import type { DealFacts, PictureFacts, RuleAnswer, RuleSettings } from './rule';

interface Found {
  picture: PictureFacts;
  finding: Finding;
  blocks: boolean;
}

/** What the detectors found on the pictures, from the scores on that the pack gives. */
export function findingsOf(facts: DealFacts, { detectors: thresholds }: RuleSettings, of: Detector[]): Found[] {
  return facts.pictures.flatMap((picture) =>
    (picture.look?.findings ?? []).flatMap((finding) => {
      const { flag, block } = thresholds[finding.detector];
      const blocks = block !== null && finding.score >= block;
      const found = of.includes(finding.detector) && (blocks || (flag !== null && finding.score >= flag));
      return found ? [{ picture, finding, blocks }] : [];
    }),
  );
}

interface Words {
  of: Detector[];
  sentence: (what: string) => string;
  fix: string;
  fine: string;
}

/** A rule that speaks of what detectors found: with a score that blocks it may block, with a lower one it is a mark at most. */
export function detected({ of, sentence, fix, fine }: Words) {
  return (facts: DealFacts, pack: RuleSettings): RuleAnswer => {
    const found = findingsOf(facts, pack, of);
    const areas = found.map(({ picture: { imageId, slot }, finding: { detector, box } }) => ({ imageId, slot, box, label: detectors[detector] }));
    if (found.length > 0) {
      const what = list(found.map(({ picture, finding }) => `“${paperOf(picture.slot)}”${detectors[finding.detector]}`));
      return { verdict: 'inconsistent', atMost: found.some(({ blocks }) => blocks) ? 'block' : 'flag', sentence: sentence(what), fix, values: [], areas };
    }
    const unseen = facts.pictures.filter(({ look }) => look === null).length;
    if (unseen > 0) return { verdict: 'uncertain', sentence: `还有${unseen}张照片没有检测。`, fix: '请由柜台看照片和原件。', values: [], areas };
    return { verdict: 'consistent', sentence: fine, fix: null, values: [], areas };
  };
}
