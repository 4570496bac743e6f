import type { StatisticFinding } from '@yongche/contract/statistics.shapes';
import { checkBases } from './base-differs';
import { checkDuplicates } from './duplicates';
import type { Check, Facts } from './facts';
import { checkGrowthRange } from './growth-range';
import { checkJumps } from './jumps';
import { checkMissing } from './missing';
import { checkNegative } from './negative';
import { checkOverTime } from './over-time';
import { checkParts } from './parts';
import { checkPassedOver } from './passed-over';
import { checkPeriod } from './period';
import { checkStatedGrowth } from './stated-growth';
import { checkUnits } from './units';

const checks: Check[] = [checkPeriod, checkDuplicates, checkNegative, checkUnits, checkParts, checkGrowthRange, checkStatedGrowth, checkBases, checkJumps, checkOverTime, checkPassedOver, checkMissing];

/** 一致性校验: all that is wrong or odd with the figures of a period, what blocks first. */
export function checkFigures(facts: Facts): StatisticFinding[] {
  const found = checks.flatMap((check) => check(facts));
  return [...found.filter(({ severity }) => severity === 'block'), ...found.filter(({ severity }) => severity === 'warn')];
}
