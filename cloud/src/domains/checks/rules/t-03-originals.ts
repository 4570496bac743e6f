import { detected } from './findings';
import type { Rule } from './rule';

/** Signs that not the original was taken, or that the picture was changed; one weak sign among others, never proof. */
export const originals: Rule = {
  code: 'T-03',
  version: 1,
  check: detected({
    of: ['recapture', 'photocopy', 'screenshot', 'edited'],
    sentence: (what) => `照片可能不是对着原件拍的：${what}。`,
    fix: '请对着原件重拍；确是原件的，请柜台核对原件。',
    fine: '没有发现翻拍、复印或修改的迹象。',
  }),
};
