import type { ballots, meetingKinds, resolutionOutcomes } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import type { StaffActor } from '../../http/actor';
import { ensure, refuseField } from '../../http/errors';
import { nextNumber } from '../../next-number';
import { lockItem } from './agenda';
import { mayRecord } from './governance.policy';
import { findMeeting } from './meetings';
import { Resolution } from './resolution.entity';
import { ensureVotes, type Votes } from './votes';

/** What another domain reads of a resolution that the president has confirmed. */
export interface ConfirmedResolution {
  number: string;
  meetingTitle: string;
  meetingKind: keyof typeof meetingKinds;
  heldOn: string;
  ballot: keyof typeof ballots;
  inFavour: number;
  against: number;
  abstained: number;
  outcome: keyof typeof resolutionOutcomes;
  itemKey: string;
  itemLink: string | null;
}

/** A confirmed resolution with its meeting and its matter; null where there is none by this id, or it waits for its confirmation. */
export async function confirmedResolution(tx: EntityManager, resolutionId: string): Promise<ConfirmedResolution | null> {
  const found = await tx.findOne(Resolution, { where: { id: resolutionId, state: 'confirmed' }, relations: { meeting: true, item: true } });
  if (!found) return null;
  const { number, ballot, inFavour, against, abstained, outcome, meeting, item } = found;
  return { number, meetingTitle: meeting!.title, meetingKind: meeting!.kind, heldOn: meeting!.heldOn, ballot, inFavour, against, abstained, outcome, itemKey: item!.key, itemLink: item!.link };
}

interface Adopting {
  resolutionId: string;
  /** Days in Shanghai. */
  publishedOn: string;
  today: string;
}

/**
 * The confirmed resolution by which the general meeting passed a matter, in the ballot that it needs; null for any other. What it passed
 * is published after that and by today. @throws request.invalid for another day of publication
 */
export async function resolutionToAdopt(tx: EntityManager, key: string, { resolutionId, publishedOn, today }: Adopting, ballot?: keyof typeof ballots): Promise<ConfirmedResolution | null> {
  const resolution = await confirmedResolution(tx, resolutionId);
  const isPassed = resolution?.itemKey === key && resolution.meetingKind === 'general' && resolution.outcome === 'adopted' && (ballot === undefined || resolution.ballot === ballot);
  if (!isPassed) return null;
  if (publishedOn < resolution.heldOn || publishedOn > today) refuseField('publishedOn', `公布日应在会议召开（${resolution.heldOn}）之后，不晚于今天。`);
  return resolution;
}

interface Published {
  resolutionId: string | null;
  publishedOn: string | null;
  publishedWhere: string | null;
}

/** 通过与公布 of a version: its resolution with the votes, and where it was published; null for what is not adopted. */
export async function adoptionOf(tx: EntityManager, { resolutionId, publishedOn, publishedWhere }: Published) {
  const resolution = resolutionId ? await confirmedResolution(tx, resolutionId) : null;
  if (!resolution || !publishedOn || !publishedWhere) return null;
  const { number, meetingTitle, heldOn, ballot, inFavour, against, abstained } = resolution;
  return { resolutionNumber: number, meeting: meetingTitle, heldOn, ballot, inFavour, against, abstained, publishedOn, publishedWhere };
}

interface Recording extends Votes {
  itemId: string;
  ballot: keyof typeof ballots;
  text: string;
}

/**
 * 记录决议, or correct its record until it is confirmed: it keeps its number and gets a new id, so that the president confirms
 * what he has read.
 * @throws governance.item_not_found, governance.resolution_decided, governance.item_wrong_state, governance.meeting_wrong_state, governance.votes_wrong
 */
export async function recordResolution(tx: EntityManager, { itemId, ...recording }: Recording, staff: StaffActor, by: By): Promise<void> {
  const item = await lockItem(tx, itemId);
  ensure(item.state !== 'decided', 'governance.resolution_decided');
  ensure(item.state === 'listed', 'governance.item_wrong_state');
  const meeting = await findMeeting(tx, item.meetingId!);
  const earlier = await tx.findOneBy(Resolution, { itemId, meetingId: meeting.id });
  ensure(mayRecord(staff, item, meeting, earlier ?? undefined), 'governance.meeting_wrong_state');
  ensureVotes(recording, { kind: meeting.kind, entitled: meeting.entitled!, present: meeting.present! });

  const id = uuidv7();
  const record = { id, ...recording, settledItemId: recording.outcome === 'adjourned' ? null : itemId, recordedBy: staff.staffId, recordedAt: by.at };
  const number = earlier?.number ?? (await nextResolutionNumber(tx, meeting.heldOn.slice(0, 4)));
  if (earlier) await tx.update(Resolution, earlier.id, record);
  else await tx.insert(Resolution, { ...record, number, itemId, meetingId: meeting.id, position: item.position!, state: 'recorded', confirmedBy: null, confirmedAt: null, executed: null });
  const { outcome, inFavour, against, abstained } = recording;
  await audit(tx, by, { action: 'governance.resolution_recorded', subject: { type: 'resolution', id }, details: { number, itemId, outcome, inFavour, against, abstained, ...(earlier ? { corrects: earlier.id } : {}) } });
}

/** 文号 by the year of the meeting. */
const nextResolutionNumber = async (tx: EntityManager, year: string) => `甬二车协决〔${year}〕${await nextNumber(tx, `JY${year}`)}号`;
