import type { AnswerOf } from '@yongche/contract';
import { returnCodes, type problemStates } from '@yongche/contract/vocabulary';
import { dayText, daysLeft, leftText } from '../../dates';
import type { Capture, Image } from '@/domains/transactions/upload-queue';

export type Problem = AnswerOf<'GET /problems/:id'>;
export type ProblemSummary = AnswerOf<'GET /problems'>['items'][number];
export type Item = Problem['items'][number];
type ReturnCode = keyof typeof returnCodes;

export const problemTones: Record<keyof typeof problemStates, string> = {
  open: 'wait',
  corrected: 'calm',
  verified: 'good',
  overdue: 'wrong',
  withdrawn: 'off',
};

/** How many days before the last one it is told in red. */
const soon = 2;

/** The states in which somebody still has to correct. */
export const isOwed = ({ state }: Pick<ProblemSummary, 'state'>) => state === 'open' || state === 'overdue';

/** 改正期限 in words, and how urgent it is. */
export function deadlineOf({ dueOn }: Pick<ProblemSummary, 'dueOn'>): { text: string; urgent: boolean } {
  return { text: `请在${dayText(dueOn)}前改正，${leftText(dueOn)}`, urgent: daysLeft(dueOn) <= soon };
}

/** What is owed first: the earliest last day at the top. */
export const byDeadline = (problems: ProblemSummary[]) =>
  [...problems].sort((one, other) => one.dueOn.localeCompare(other.dueOn));

const advice: Record<ReturnCode, string> = {
  R01: '请补拍这张照片。',
  R02: '请重拍：拿稳手机，光线充足，避开反光，字迹要看得清。',
  R03: '请重拍：四角都在画面里，不要有东西遮挡。',
  R04: '请对着实物或证件原件重拍，不要拍屏幕或别的照片。',
  R05: '请用原件重拍，不要用复印件。',
  R06: '请用没有改动过的原件重拍，并在改正说明里写明情况。',
  R07: '请本人到场重拍；到不了场的，在改正说明里写明情况。',
  R08: '请用有效期内的证件重拍。',
  R09: '请与其他证件核对，重拍一致的原件；确实不同的，在改正说明里写明原因。',
  R10: '请重拍要求的证件。',
  R11: '请补齐公章或签字后重拍。',
  R12: '请对着这辆车和它的证件重拍；确实不同的，在改正说明里写明原因。',
  R13: '请按核查员写明的原因改正。',
};

/** What to do about a finding; one that is of no photo is answered in words, but for a photo that is missing. */
export const adviceOf = ({ code, slot }: Pick<Item, 'code' | 'slot'>) =>
  slot === null && code !== 'R01' && code !== 'R13'
    ? '这一项没有对应的照片，请在改正说明里写明怎样改正。'
    : advice[code];

/** Whether a finding is one of a missing photo that does not say which: any photo of the list may be it. */
export const isAnyMissing = ({ code, slot }: Pick<Item, 'code' | 'slot'>) => slot === null && code === 'R01';

/** Whether a photo of this place is for this finding. */
const takes = (item: Item, place: string, items: Item[]) =>
  item.slot === place || (isAnyMissing(item) && !items.some(({ slot }) => slot === place));

/** The finding for which a photo of this place is taken. */
export const itemTaking = (place: string, { items }: Pick<Problem, 'items'>) => items.find((item) => takes(item, place, items));

/** How the correction of one finding stands, with what the agent reads. */
export interface ItemView {
  tone: 'off' | 'calm' | 'wrong' | 'good';
  label: string;
  sentences: string[];
  /** Whether a picture is still missing. */
  open: boolean;
  /** The capture that did not get through. */
  refused?: string;
  /** The capture on its way, whose place a new one takes. */
  retakes?: string;
}

/** Joins what the server has of a finding's correction with what is still on the phone; the newest photo counts. */
export function viewOfItem(item: Item, { items }: Pick<Problem, 'items'>, uploads: Capture[]): ItemView {
  const own = uploads.filter(({ slot }) => takes(item, slot, items));
  const refused = own.find(({ state }) => state === 'refused');
  if (refused) {
    const { id, message = '请重拍。' } = refused;
    return { tone: 'wrong', label: '没有传上', sentences: [message], open: true, refused: id, retakes: id };
  }
  const moving = own.filter(({ state }) => state !== 'arrived').slice(-1)[0];
  if (moving) return { ...movingView(moving), open: false, retakes: moving.id };
  return viewOfPictures(item, own);
}

function movingView({ state, progress, message }: Capture): Pick<ItemView, 'tone' | 'label' | 'sentences'> {
  const stuck = state === 'waiting' && message;
  const label = stuck ? '等待网络' : progress > 0 && progress < 100 ? `上传中 ${progress}%` : '上传中';
  return { tone: 'calm', label, sentences: stuck ? [message] : [] };
}

/** By the pictures that the server has received; one that it has not told of yet counts as good until it does. */
function viewOfPictures(item: Item, uploads: Capture[]): ItemView {
  const arrived = arrivedSince(item, uploads);
  const latest = [...received(item), ...arrived].slice(-1)[0];
  const open = item.missing && !arrived.some(({ state }) => state === 'accepted');
  if (!latest) return { tone: 'off', label: !open ? '写明即可' : item.imageId ? '待重拍' : '待补拍', sentences: [], open };
  switch (latest.state) {
    case 'accepted':
      return open
        ? { tone: 'off', label: '还差一张', sentences: ['这种照片还差一张，请再拍一张不同的。'], open }
        : { tone: 'good', label: '已重拍', sentences: [], open };
    case 'returned':
      return { tone: 'wrong', label: '退回，待重拍', sentences: [], open };
    default:
      return { tone: 'wrong', label: '需再拍一次', sentences: latest.problems.map(({ sentence }) => sentence), open };
  }
}

/** The pictures of a correction that the server has received, with those that have arrived since it was read, oldest first. */
export const correctionsOf = (item: Item, items: Item[], uploads: Capture[]): Image[] => [
  ...received(item),
  ...arrivedSince(item, uploads.filter(({ slot }) => takes(item, slot, items))),
];

const received = ({ corrections }: Item) => corrections.filter(({ state }) => state !== 'uploading');

function arrivedSince(item: Item, uploads: Capture[]): Image[] {
  const known = new Set(received(item).map(({ id }) => id));
  return uploads.flatMap(({ arrived }) => (arrived && !known.has(arrived.id) ? [arrived] : []));
}

/** The act at the foot of the page: what it says, and whether the correction may be handed in now. */
export function nextOf(problem: Pick<Problem, 'items'>, uploads: Capture[], note: string): { text: string; ready: boolean } {
  const open = problem.items.filter((item) => viewOfItem(item, problem, uploads).open).length;
  const moving = uploads.filter(({ state }) => state !== 'arrived');
  const stuck = moving.filter(({ state }) => state === 'refused').length;
  const not = (text: string) => ({ text, ready: false });
  if (stuck > 0) return not(`有${stuck}张照片没有传上`);
  if (open > 0) return not(`还有${open}项要重拍`);
  if (moving.length > 0) return not(`照片上传中，还剩${moving.length}张`);
  if (note.trim() === '') return not('写好改正说明后提交');
  return { text: '提交改正', ready: true };
}

const stepTitles: Record<Problem['steps'][number]['step'], string> = {
  found: '核查发现问题',
  notified: '已通知代理人和市场',
  corrected: '提交改正',
  refused: '复核退回，请再改正',
  verified: '复核通过，已改正',
  overdue: '逾期未改正',
  withdrawn: '问题单已撤回',
  extended: '改正期限已延长',
};
export const titleOfStep = ({ step }: Problem['steps'][number]) => stepTitles[step];

/** Where it stands and what comes next, in a sentence. */
export function standingOfProblem({ state, steps, may }: Problem): { kind: 'calm' | 'good' | 'care' | 'wrong'; text: string } {
  const refusal = steps.filter(({ step }) => step === 'refused').slice(-1)[0];
  switch (state) {
    case 'open':
      if (refusal) return { kind: 'wrong', text: `核查员退回了改正：${refusal.note ?? '没有说明原因'}。请再改一次。` };
      return { kind: 'care', text: may.correct ? '请逐项重拍，写好改正说明，然后提交。' : '等待代理人改正。' };
    case 'overdue':
      return {
        kind: 'wrong',
        text: may.correct
          ? '改正期限已过，逾期未改正会按管理细则处理。现在仍可以改正，请尽快。'
          : '改正期限已过，还没有改正。',
      };
    case 'corrected':
      return { kind: 'calm', text: '改正已提交，等待核查员复核。结果会发到“消息”，也会显示在这里。' };
    case 'verified':
      return { kind: 'good', text: '核查员已复核，这张问题单已办结。' };
    default: {
      const withdrawal = steps.filter(({ step }) => step === 'withdrawn').slice(-1)[0];
      return { kind: 'calm', text: `这张问题单已撤回，不需要改正。${withdrawal?.note ?? ''}` };
    }
  }
}

/** A finding's code in words. */
export const findingText = ({ code }: Pick<Item, 'code'>) => `${code} ${returnCodes[code]}`;
