import type { Actor } from '../../../http/actor';
import type { AnnualReport } from './annual-report.entity';

/** A draft of the newest edition is written by the secretariat or the president. */
export const mayWriteReport = (actor: Actor, { state }: Pick<AnnualReport, 'state'>): boolean => (actor.role === 'clerk' || actor.role === 'president') && state === 'draft';

/** 定稿 by the president, and not of what the same person had computed. */
export const mayApproveReport = (actor: Actor, { state, computedBy }: Pick<AnnualReport, 'state' | 'computedBy'>): boolean => actor.kind === 'staff' && actor.role === 'president' && state === 'draft' && computedBy !== actor.staffId;
