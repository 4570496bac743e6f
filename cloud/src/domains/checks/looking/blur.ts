import { type Scale, scoreOf } from '@yongche/contract/standards/looking/scale';
import { sharpnessOf } from '@yongche/contract/standards/looking/sharpness';
import { isPaper } from './area';
import type { Detection } from './detection';

/** Print is sharper than a car's body or an engraved number. */
const print: Scale = { fine: 2400, suspicious: 1300, certain: 500 };
const anything: Scale = { fine: 400, suspicious: 150, certain: 40 };

/**
 * 模糊, by the sharpest part of what is judged. On documents not used to choose its scale: 33 of 36 blurred ones (radius 1.5 to
 * 3 px at 2,000 px) found, none of 12 good ones. Print in deep shadow counts as blurred too: its edges are as faint.
 */
export const blur: Detection = {
  detector: 'blur',
  version: 1,
  look: ({ kind, grey, area }) => ({ score: scoreOf(sharpnessOf(grey, area), isPaper(kind) ? print : anything), box: null }),
};
