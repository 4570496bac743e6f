import type { Tone } from '../../components/tone-tag';
import type { Resolution } from './governance';
import { ballotWord, votesWord } from './governance-wording';

/** What its adoption rests on, and where it was published. */
interface Adoption extends Pick<Resolution, 'ballot' | 'inFavour' | 'against' | 'abstained'> {
  resolutionNumber: string;
  meeting: string;
  heldOn: string;
  publishedOn: string;
  publishedWhere: string;
}

/** One version of a text that the general meeting adopts: 管理细则, 会费标准, 收费标准. */
export interface AdoptedVersion {
  version: string;
  title: string;
  state: 'draft' | 'adopted' | 'withdrawn';
  inForce: boolean;
  /** Null while it is not adopted. */
  adoption: Adoption | null;
  /** Whether a meeting has it, or has passed it; null where it is on no agenda. */
  atMeeting: 'waiting' | 'passed' | null;
  madeBy: string;
  createdAt: string;
}

/** A version as its own page has it: with its last item on an agenda, and what may be done with it. */
export interface VersionFile extends AdoptedVersion {
  agendaItemId: string | null;
  may: { change: boolean; propose: boolean; adopt: boolean; withdraw: boolean };
}

/**
 * 状态 of a version as people say it: 现行, 待生效 (adopted for later), and where it was followed by another, 已被取代. `from` is the
 * first day or the first year for which it holds, null while it is not adopted.
 */
export function versionStateOf({ state, inForce, atMeeting }: Pick<AdoptedVersion, 'state' | 'inForce' | 'atMeeting'>, from: string | null, today: string): { label: string; tone: Tone } {
  if (inForce) return { label: '现行', tone: 'good' };
  if (state === 'adopted') return from !== null && from > today.slice(0, from.length) ? { label: '待生效', tone: 'busy' } : { label: '已被取代', tone: 'plain' };
  if (state === 'withdrawn') return { label: '已撤回', tone: 'over' };
  if (atMeeting === 'passed') return { label: '已表决，待公布', tone: 'warn' };
  return atMeeting === 'waiting' ? { label: '待会员大会', tone: 'busy' } : { label: '草稿', tone: 'warn' };
}

/** What has to happen next with a draft, in one sentence; `from` is what the president settles with its adoption: 生效日 or 起始年度. */
export function draftNext({ atMeeting, agendaItemId, may }: Pick<VersionFile, 'atMeeting' | 'agendaItemId' | 'may'>, from: string): string {
  if (atMeeting === 'passed') return `会员大会已经通过，决议已确认。${may.adopt ? `公布后，凭决议写明公布情况和${from}。` : `公布后，由会长凭决议定${from}。`}`;
  if (atMeeting === 'waiting') return `已提交会员大会，内容不能再改。通过并经会长确认后公布，再由会长凭决议定${from}；没有决议不能生效。`;
  if (agendaItemId !== null) return '上次提交的没有通过，或议题已撤回。可以修改后重新提交会员大会。';
  return '草稿不影响任何人。改好后提交会员大会表决。';
}

/** The number that follows: 2026-1 → 2026-2; of a new year the first. A number in use is passed over. */
export function nextVersionOf(taken: string[], year: string): string {
  let next = 1;
  while (taken.includes(`${year}-${next}`)) next += 1;
  return `${year}-${next}`;
}

/** 通过: on what resolution it rests, with its votes, and where it was published; a term and what it says, line by line. */
export function adoptionLines({ meeting, heldOn, resolutionNumber, publishedOn, publishedWhere, ...vote }: Adoption): [string, string][] {
  return [
    ['通过', `${heldOn}　${meeting}`],
    ['决议', resolutionNumber],
    ['表决', `${ballotWord(vote)}：${votesWord(vote)}`],
    ['公布', `${publishedOn}　${publishedWhere}`],
  ];
}
