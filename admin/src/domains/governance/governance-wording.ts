import { agendaKinds, agendaStates, ballots, resolutionOutcomes } from '@yongche/contract/vocabulary';
import type { Tone } from '../../components/tone-tag';
import type { AgendaItem, Attendance, Meeting, MeetingSummary, Recording, Resolution } from './governance';
import type { MatterReading } from './rights';

export const meetingTones: Record<MeetingSummary['state'], Tone> = { planned: 'busy', held: 'good', cancelled: 'over' };

/** 赞成 12，反对 1，弃权 0. */
export const votesWord = ({ inFavour, against, abstained }: Pick<Resolution, 'inFavour' | 'against' | 'abstained'>): string =>
  `赞成 ${inFavour}，反对 ${against}，弃权 ${abstained}`;
export const ballotWord = ({ ballot }: Pick<Resolution, 'ballot'>): string => ballots[ballot];

/** How an item stands, the vote before its confirmation included. */
export function itemStateOf({ state, resolution }: Pick<AgendaItem, 'state' | 'resolution'>): { label: string; tone: Tone } {
  if (resolution && state !== 'waiting' && state !== 'withdrawn') {
    if (resolution.state === 'recorded') return { label: `${resolutionOutcomes[resolution.outcome]}，待会长确认`, tone: 'warn' };
    const tones: Record<Resolution['outcome'], Tone> = { adopted: 'good', rejected: 'bad', adjourned: 'plain' };
    return { label: resolutionOutcomes[resolution.outcome], tone: tones[resolution.outcome] };
  }
  return { label: agendaStates[state], tone: state === 'withdrawn' ? 'over' : state === 'waiting' ? 'busy' : 'plain' };
}

interface MatterPage {
  to: string;
  title: string;
  /** What one must be allowed to read; left out where everybody of a meeting may. */
  needs?: MatterReading;
}

/** The page on which what an item speaks of can be read; undefined where it speaks of nothing that has one. */
export function hrefOf({ link }: Pick<AgendaItem, 'link'>): MatterPage | undefined {
  const [kind, id] = /^([a-z_]+):(.+)$/.exec(link ?? '')?.slice(1) ?? [];
  if (!kind || !id) return undefined;
  const pages: Record<string, MatterPage> = {
    violation: { to: `/violations/${id}`, title: '打开违规', needs: 'GET /violations' },
    measure: { to: '/measures?state=proposed', title: '打开待会议决定的措施', needs: 'GET /measures' },
    rule_book: { to: `/rule-books/${id}`, title: '打开管理细则草稿' },
    market: { to: `/score-cards/market/${id}`, title: '打开市场评分卡', needs: 'GET /score-cards' },
    company: { to: `/score-cards/company/${id}`, title: '打开企业评分卡', needs: 'GET /score-cards' },
    membership: { to: `/membership-changes/${id}`, title: '打开会籍变动', needs: 'GET /members' },
    dues_scheme: { to: `/dues-schemes/${id}`, title: '打开会费标准草稿', needs: 'GET /members' },
    tariff: { to: `/tariffs/${id}`, title: '打开收费标准草稿', needs: 'GET /tariffs' },
    due: { to: `/dues/${id}`, title: '打开这笔会费', needs: 'GET /members' },
  };
  return Object.hasOwn(pages, kind) ? pages[kind] : undefined;
}

/** What the president's confirmation carries out at once, by the kind of item and how the vote went. */
export function consequenceOf({ kind }: Pick<AgendaItem, 'kind'>, outcome: Resolution['outcome']): string {
  if (outcome === 'adjourned') return '本次不作决定：议题退回待上会，留待下次会议，当事人的现状不变。';
  const isAdopted = outcome === 'adopted';
  const consequences: Record<AgendaItem['kind'], [adopted: string, rejected: string]> = {
    cancellation: ['立即取消资格并通知当事人（代理证、企业登记、市场固定端或操作员账号随即注销），不能撤回。', '不取消资格：这项措施撤销，等待期间的暂停同时解除，并通知当事人。'],
    cancellation_appeal: ['申诉成立：原决定撤销，扣分和措施随即重新计算，并通知当事人。', '申诉不成立：维持原决定，并通知当事人。'],
    repeat_offender: ['立即对其限期整改，并通知当事人。', '这次不采取措施。'],
    rule_book: ['会长随即可以在“管理细则”中写明公布情况和生效日，届时生效。', '这一版管理细则不生效，可以修改后重新提交。'],
    membership: ['会籍变动随即执行，按提出的生效日起算；涉及市场的，服务费从那天起按新的会籍计价。', '会籍不变。'],
    dues_scheme: ['会长随即可以在“会费标准”中写明公布情况和起始年度；须是无记名投票。', '这一版会费标准不生效，可以修改后重新提交。'],
    dues_refusal: ['处理意见记入这笔会费；需要暂停或取消会籍的，由秘书处另行提出会籍变动。', '不作处理，继续催缴。'],
    tariff: ['会长随即可以在“收费标准”中写明公布情况和生效日，届时按它计费。', '这一版收费标准不生效，可以修改后重新提交。'],
    other: ['由秘书处按决议内容办理，系统不自动执行。', '不作处理。'],
  };
  return consequences[kind][isAdopted ? 0 : 1];
}

/** What is usually voted on in secret; the law asks it of the dues scheme. */
export const isSecretMatter = ({ kind }: Pick<AgendaItem, 'kind'>): boolean => kind === 'rule_book' || kind === 'dues_scheme';

/** Whether the votes are those of everybody present and give the outcome; else what is wrong. The server decides by the same rule. */
export function votesProblem(
  { outcome, inFavour, against, abstained }: Pick<Recording, 'outcome' | 'inFavour' | 'against' | 'abstained'>,
  { present }: Pick<Attendance, 'present'>,
): string | undefined {
  const sum = inFavour + against + abstained;
  if (sum !== present) return `合计 ${sum} 票，实到 ${present} 人，${sum < present ? `还差 ${present - sum} 票` : `多了 ${sum - present} 票`}。`;
  const passes = inFavour * 2 > present;
  if (outcome === 'adopted' && !passes) return `赞成 ${inFavour} 票没有过实到 ${present} 人的半数，不能记为“通过”。`;
  if (outcome === 'rejected' && passes) return `赞成 ${inFavour} 票已过实到 ${present} 人的半数，应记为“通过”。`;
  return undefined;
}

/** Whether a general meeting has two thirds of its members, without which it can only adjourn. */
export function quorumSentence({ kind, attendance }: Pick<Meeting, 'kind' | 'attendance'>): string | undefined {
  if (kind !== 'general' || !attendance) return undefined;
  const { entitled, present } = attendance;
  return present * 3 >= entitled * 2 ? `实到 ${present} 人，已满应到 ${entitled} 人的三分之二，可以表决。` : `实到 ${present} 人，不足应到 ${entitled} 人的三分之二，各项只能记为“暂缓”。`;
}

/** What has to be done with a meeting now, for who looks after it. */
export function meetingNext({ state, heldOn, agenda, may }: Pick<Meeting, 'state' | 'heldOn' | 'agenda' | 'may'>): string {
  if (state === 'cancelled') return '会议已取消，议题已退回待上会。';
  if (state === 'planned') {
    if (agenda.length === 0) return '还没有议程。把待上会的议题列进来，排好顺序。';
    return may.open ? '到了开会的日子：记录应到、实到人数后，逐项记录决议。' : `${heldOn} 召开，当天记录到会人数和决议。`;
  }
  const open = agenda.filter(({ state: at, resolution }) => at !== 'withdrawn' && !resolution).length;
  const unconfirmed = agenda.filter(({ state: at, resolution }) => at === 'listed' && resolution?.state === 'recorded').length;
  if (open > 0) return `还有 ${open} 项没有记录决议。`;
  return unconfirmed > 0 ? `决议都已记录，还有 ${unconfirmed} 项待会长确认；确认后自动执行。` : '全部议题已有决议并经会长确认。';
}

export const kindWord = ({ kind }: Pick<AgendaItem, 'kind'>): string => agendaKinds[kind];
