import { problemStates, returnCodes } from '@yongche/contract/vocabulary';
import type { Tone } from '../../components/tone-tag';
import type { Problem, ProblemItem, ProblemState, ProblemStep, ProblemSummary } from './problem';

export const problemTones: Record<ProblemState, Tone> = { open: 'warn', corrected: 'busy', verified: 'good', overdue: 'bad', withdrawn: 'over' };

/** Whether the agent still has to correct something by the deadline. */
export const isDue = ({ state }: Pick<ProblemSummary, 'state'>): boolean => state === 'open' || state === 'overdue';

/** What has to happen next, and by whom, in one sentence. */
export function nextOf({ state, dueOn }: Pick<Problem, 'state' | 'dueOn'>): string {
  const sentences: Record<ProblemState, string> = {
    open: `等代理人在 ${dueOn} 前改正：在小程序里重拍有问题的照片，并说明怎样改正。`,
    corrected: '代理人已经改正，等核查员对照两张照片复核。',
    verified: '已经改正并复核通过，不用再办。',
    overdue: `${dueOn} 已过还没有改正，已按“逾期不改正”告知。仍可以改正，改正后照常复核。`,
    withdrawn: '核查员已撤回这张问题单，由它产生的违规一并不再处理。',
  };
  return sentences[state];
}

const steps: Record<ProblemStep['step'], { title: string; tone: 'plain' | 'good' | 'bad' }> = {
  found: { title: '核查发现问题', tone: 'bad' },
  notified: { title: '通知代理人和市场', tone: 'plain' },
  corrected: { title: '提交改正', tone: 'plain' },
  refused: { title: '复核退回，再改', tone: 'bad' },
  verified: { title: '复核通过', tone: 'good' },
  overdue: { title: '逾期未改正', tone: 'bad' },
  withdrawn: { title: '撤回问题单', tone: 'plain' },
  extended: { title: '延长改正期限', tone: 'plain' },
};

export const stepOf = ({ step }: Pick<ProblemStep, 'step'>) => steps[step];

/** What is wrong with one picture, in the words of the return code: the inspector's own where they stand alone. */
export function findingOf({ code, note }: Pick<ProblemItem, 'code' | 'note'>): string {
  if (code === 'R13') return note ?? '其他';
  return note ? `${returnCodes[code]}：${note}` : returnCodes[code];
}

/** The violation that a finding is, where it is one. */
export function violationWord({ violation, violationName }: Pick<ProblemItem, 'violation' | 'violationName'>): string | undefined {
  return violation === null ? undefined : [violation, violationName].filter(Boolean).join(' ');
}

/** What a click does to the state, for the message afterwards. */
export const doneWords = {
  accepted: '复核通过，问题单已办结。',
  refused: '已退回，代理人会收到原因并重新改正。',
  extended: '期限已延长，代理人会收到通知。',
  withdrawn: '问题单已撤回。',
} as const;

/** The tab's name: how it stands, and of which car. */
export const titleOf = ({ number, state }: Pick<Problem, 'number' | 'state'>): string => `${problemStates[state]} ${number}`;
