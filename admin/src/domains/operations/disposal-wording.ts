import { disposalStates } from '@yongche/contract/vocabulary';
import { countOf } from '../../components/counts';
import type { Tone } from '../../components/tone-tag';
import { bytesOf } from './monitoring-wording';
import type { Disposal } from './storage';

const tones: Record<Disposal['state'], Tone> = { proposed: 'warn', approved: 'busy', done: 'good', refused: 'plain' };

/** How a disposal's state is shown. */
export const disposalTag = ({ state }: Pick<Disposal, 'state'>): { label: string; tone: Tone } => ({ label: disposalStates[state], tone: tones[state] });

/** `1,234笔交易，14,808张照片，9.6 GB`. */
export const extentOf = ({ deals, pictures, bytes }: Pick<Disposal, 'deals' | 'pictures' | 'bytes'>): string => `${countOf(deals)}笔交易，${countOf(pictures)}张照片，${bytesOf(bytes)}`;

/** Why some deals of that time stay; nothing where none does. */
export const heldBackOf = (heldBack: number): string | undefined => (heldBack === 0 ? undefined : `另有${countOf(heldBack)}笔暂不销毁：有未了结的问题、核查或申请，或还没有存证`);

/** Whether what was typed is the number of deals: with commas, as it stands on the screen, or without. */
export const isNumberOfDeals = (typed: string, deals: number): boolean => typed.replace(/[,，\s]/g, '') === String(deals);
