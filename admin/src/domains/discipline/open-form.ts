import type { Violation } from './discipline';

/** The place on a violation's page where its one open form stands. */
export const openForm = 'open-form';

/** What the reader may do with a violation now, as the button that leads to its form. */
export function openAct({ state, decide, appeal, decideAppeal }: Violation['may']): string | undefined {
  if (decide) return '去作处理决定';
  if (decideAppeal) return '去作申诉决定';
  if (state) return '陈述申辩';
  return appeal ? '申诉' : undefined;
}
