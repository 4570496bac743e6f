import type { Tone } from '../../components/tone-tag';
import type { Resolution } from './governance';
import { ballotWord, votesWord } from './governance-wording';

/** A text with versions that a meeting adopts: 管理细则, 会费标准, 收费标准. */
interface AdoptedVersion {
  state: 'draft' | 'adopted' | 'withdrawn';
  inForce: boolean;
  /** First day, or first year, for which it holds; null while it is not adopted. */
  from: string | null;
}

/** What its adoption rests on; `ballot` where the answer tells it. */
interface Adoption extends Pick<Resolution, 'inFavour' | 'against' | 'abstained'> {
  ballot?: Resolution['ballot'];
  resolutionNumber: string;
  meeting: string;
  heldOn: string;
  publishedOn: string;
  publishedWhere: string;
}

const stateWords = { draft: '草稿', withdrawn: '已撤回' } as const;

/** 状态 of a version as people say it: 现行, 待生效 (adopted for later), and where it was followed by another, 已被取代. */
export function versionStateOf({ state, inForce, from }: AdoptedVersion, present: string): { label: string; tone: Tone } {
  if (inForce) return { label: '现行', tone: 'good' };
  if (state === 'adopted') return from !== null && from > present ? { label: '待生效', tone: 'busy' } : { label: '已被取代', tone: 'plain' };
  return { label: stateWords[state], tone: state === 'withdrawn' ? 'over' : 'warn' };
}

/** The number that follows: 2026-1 → 2026-2; of a new year the first. A number in use is passed over. */
export function nextVersionOf(taken: string[], year: string): string {
  let next = 1;
  while (taken.includes(`${year}-${next}`)) next += 1;
  return `${year}-${next}`;
}

/** 通过: on what resolution it rests, with its votes, and where it was published; a term and what it says, line by line. */
export function adoptionLines(adoption: Adoption | null): [string, string][] {
  if (!adoption) return [['通过', '还没有会员大会的决议']];
  const { meeting, heldOn, resolutionNumber, ballot, publishedOn, publishedWhere } = adoption;
  return [
    ['通过', `${heldOn} ${meeting}`],
    ['决议', resolutionNumber],
    ballot ? ['表决', `${ballotWord({ ballot })}：${votesWord(adoption)}`] : ['票数', votesWord(adoption)],
    ['公布', `${publishedOn}　${publishedWhere}`],
  ];
}
