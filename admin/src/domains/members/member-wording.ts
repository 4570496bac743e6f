import { memberPositions, membershipChangeKinds } from '@yongche/contract/vocabulary';
import type { Tone } from '../../components/tone-tag';
import type { ChangeKind, MemberSummary, MembershipChange, MembershipFlow } from './member';

export const memberTones: Record<MemberSummary['state'], Tone> = { active: 'good', suspended: 'warn', left: 'over' };
export const changeTones: Record<MembershipChange['state'], Tone> = { proposed: 'busy', carried_out: 'good', rejected: 'bad', withdrawn: 'over' };

const changesOf: Record<MemberSummary['state'], ChangeKind[]> = { active: ['change_position', 'suspend', 'leave'], suspended: ['resume', 'leave'], left: [] };

/** What may be proposed of a member as it stands; who has left comes back by 入会. */
export const proposable = ({ state }: Pick<MemberSummary, 'state'>): ChangeKind[] => changesOf[state];

/** 入会 副会长单位, or the kind alone where the position stays. */
export const changeWord = ({ kind, position }: Pick<MembershipChange, 'kind' | 'position'>): string =>
  position ? `${membershipChangeKinds[kind]}　${memberPositions[position]}` : membershipChangeKinds[kind];

/** What follows once a change is carried out. */
export function changeMeans(kind: ChangeKind, marketName: string | undefined): string {
  const price = (member: boolean) => (marketName ? `${marketName}从生效日起完成的交易按${member ? '会员' : '非会员'}价计服务费。` : '');
  const consequences: Record<ChangeKind, string> = {
    join: `从生效日起为会员，按职务所在的档次缴纳会费。${price(true)}`,
    leave: `从生效日起不再是会员，已经应缴的会费仍要缴纳。${price(false)}`,
    suspend: `从生效日起暂停会籍，仍计入会员数。${price(false)}`,
    resume: `从生效日起恢复会籍。${price(true)}`,
    change_position: '以后部署的会费按新的职务，已经部署的不变。',
  };
  return consequences[kind];
}

/** For who proposes a change: what it means, and that a meeting decides. */
export const proposalMeans = (kind: ChangeKind, marketName: string | undefined): string => `${changeMeans(kind, marketName)}提出后列入会长例会议题，决议经会长确认后执行。`;

/** What came of a change, or what will, in one sentence. */
export function changeOutcome({ state, kind, market, effectiveOn }: Pick<MembershipChange, 'state' | 'kind' | 'market' | 'effectiveOn'>): { tone: 'info' | 'good' | 'warn'; words: string } {
  if (state === 'proposed') return { tone: 'info', words: `由会长例会决定。通过并经会长确认后：${changeMeans(kind, market?.name)}` };
  if (state === 'carried_out') return { tone: 'good', words: `已按决议执行，${effectiveOn} 起生效。` };
  return { tone: 'warn', words: state === 'rejected' ? '会议没有通过，会籍没有变动。' : '已撤回，会籍没有变动。' };
}

/** Whether the flow adds up, as it must: opening + joined − left = closing. */
export const flowHolds = ({ opening, joined, left, closing }: MembershipFlow): boolean => opening + joined - left === closing;
