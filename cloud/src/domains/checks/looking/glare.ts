import { glareOf } from '@yongche/contract/standards/looking/glare';
import { type Scale, scoreOf } from '@yongche/contract/standards/looking/scale';
import { isPaper } from './area';
import type { Detection } from './detection';

const hidden: Scale = { fine: 0, suspicious: 0.03, certain: 0.12 };

/**
 * 反光 on a sheet or card, by the share of it that a lamp's image hides. Found 12 of 12 drawn lamps with a radius of 0.22
 * of the picture's short side, none of 0.13, and wrongly 1 of 12 good pictures: a card in very bright light.
 */
export const glare: Detection = {
  detector: 'glare',
  version: 1,
  look({ kind, grey, area }) {
    if (!isPaper(kind)) return null;
    const { share, box } = glareOf(grey, area);
    return { score: scoreOf(share, hidden), box };
  },
};
