import { exposureOf } from '@yongche/contract/standards/looking/exposure';
import { type Scale, scoreOf } from '@yongche/contract/standards/looking/scale';
import { isPaper } from './area';
import type { Detection } from './detection';

/** Paper is bright where there is light; a car may be black. */
const darkPaper: Scale = { fine: 130, suspicious: 75, certain: 40 };
const darkThing: Scale = { fine: 70, suspicious: 32, certain: 15 };
const washedOut: Scale = { fine: 0.3, suspicious: 0.6, certain: 0.9 };

/** 过暗, by the mean brightness of what is judged: all of 12 documents at a fifth of their light, half of those at a third, none of 12 good ones. */
export const dark: Detection = {
  detector: 'dark',
  version: 1,
  look: ({ kind, grey, area }) => ({ score: scoreOf(exposureOf(grey, area).brightness, isPaper(kind) ? darkPaper : darkThing), box: null }),
};

/** 过亮, by the share of what is judged that is white; a sheet on a scanner's glass has white margins, so much may be. */
export const overexposed: Detection = {
  detector: 'overexposed',
  version: 1,
  look: ({ grey, area }) => ({ score: scoreOf(exposureOf(grey, area).saturated, washedOut), box: null }),
};
