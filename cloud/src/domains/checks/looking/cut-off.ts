import { cutScoreOf } from '@yongche/contract/standards/looking/cut-off';
import { isPaper } from './area';
import type { Detection } from './detection';

/**
 * 缺边 of a sheet or card: three of its sides are seen clearly, and the fourth is where the picture ends. Found 22 of 24
 * documents of which a third was left out, and none of 12 whole ones.
 */
export const cutOff: Detection = {
  detector: 'cut_off',
  version: 1,
  look: ({ kind, outline }) => (isPaper(kind) ? { score: cutScoreOf(outline), box: null } : null),
};
