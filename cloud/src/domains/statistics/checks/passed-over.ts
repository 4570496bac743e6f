import type { Check } from './facts';

/** 没有读的数: a sheet or a column with figures and no heading is never passed over silently. */
export const checkPassedOver: Check = ({ passedOver }) => passedOver.map((sentence) => ({ kind: 'missing', severity: 'warn', sentence, cells: [] }));
