import { cellOf, grouped, nameOf } from '../figures';
import type { Check } from './facts';

/** 负数: vehicles are counted. A total that was added up is not told again. */
export const checkNegative: Check = ({ schema, figures }) =>
  figures
    .filter(({ value, fileBase, place }) => place !== null && (value < 0 || (fileBase ?? 0) < 0))
    .map((figure) => ({ kind: 'negative', severity: 'block', sentence: `${nameOf(schema, figure)}${figure.value < 0 ? '' : '的上年同期'}是负数 ${grouped(figure.value < 0 ? figure.value : figure.fileBase!)}，请核对。`, cells: [cellOf(figure)] }));
