import { photosFor } from '@yongche/contract/standards/photo-list';
import { returnCodes } from '@yongche/contract/vocabulary';
import type { CounterDeal, DealInput, KeptPicture, ServerDeal, StationFacts } from '../counter-deal';

/** A picture with what the sender must know beside. */
export interface OwnPicture extends KeptPicture {
  /** 采集码 that this PC held when it was taken; null without a network. */
  nonce: string | null;
  /** The server was asked to take it: it may be there though no answer has come. */
  asked: boolean;
  /** When the server had it, by this PC's clock. */
  arrivedAt: number | null;
}

/** A deal as it lies sealed in the database: what the page shows, and what the sender must know after a crash. */
export interface KeptDeal extends Omit<CounterDeal, 'pictures'> {
  pictures: OwnPicture[];
  staffName: string;
  marketId: string;
  /** By position of the party: the version of the notice that was read. */
  noticeVersions: (string | null)[];
  /** What it was first sent with; until that is answered the very same is sent again. */
  posted: DealInput | null;
  /** What the server has of car and parties. */
  known: DealInput | null;
  server: ServerDeal | null;
  /** When the server's answer was asked for, by this PC's clock. */
  readAt: number;
  /** Counts the operator's acts, so that the sender notices one that came while it waited for an answer. */
  edits: number;
  /** 同一卖方: the seller's pictures stay for the next car of the batch. */
  lends: boolean;
  /** When it was over, by this PC's clock. */
  overAt: number | null;
}

/** A good picture of the seller, which several cars of one seller share. */
export const isLendable = (picture: KeptPicture) => /^P0[1-6]$/.test(picture.slot) && !isBad(picture);
export const isOver = ({ stage }: Pick<CounterDeal, 'stage'>) => stage === 'completed' || stage === 'cancelled';
/** Whether it can be taken off: the server has never been asked for it, or does not count it. Nothing that counts there is ever hidden here. */
export const mayGo = ({ asked, state, image }: OwnPicture) => (image ? image.state !== 'accepted' : !asked || state === 'refused');
/** Not at the server yet, and on its way there. */
export const isUnsent = ({ state }: Pick<KeptPicture, 'state'>) => state === 'waiting' || state === 'sending';
export const isSameInput = (one: DealInput | null, other: DealInput) => JSON.stringify(one) === JSON.stringify(other);

/** Something of it must still go to the server, without the operator. */
export function hasWork(deal: KeptDeal): boolean {
  if (isOver(deal) || deal.stage === 'attention') return false;
  return deal.intent !== 'capture' || deal.server === null || !isSameInput(deal.known, deal.input) || deal.pictures.some(isUnsent) || noticesToTell(deal).length > 0;
}

/** Parties whose notice was noted here and is not known there, by the server's names. */
export function noticesToTell({ server, input, notifiedAt, noticeVersions }: KeptDeal): { partyId: string; version: string; position: number }[] {
  if (!server || server.parties.length !== input.parties.length) return [];
  return server.parties.flatMap(({ id, notifiedAt: known }, position) => {
    const version = noticeVersions[position];
    return notifiedAt[position] && version && known === null ? [{ partyId: id, version, position }] : [];
  });
}

/** Under which keys the pictures of a deal lie; what is not named here any more is deleted with the change. */
export function bytesOf(deal: KeptDeal): string[] {
  return deal.pictures.flatMap((picture) => {
    const isLent = deal.lends && isLendable(picture);
    if (isOver(deal) && !isLent) return [];
    return [thumbnailOf(picture.id), ...(picture.image === null || isLent ? [fullOf(picture.id)] : [])];
  });
}
export const fullOf = (pictureId: string) => `${pictureId}/full`;
export const thumbnailOf = (pictureId: string) => `${pictureId}/thumbnail`;

/** Pictures that a type allows in this deal; one where nobody knows better. */
export function mostOf({ server, input }: Pick<KeptDeal, 'server' | 'input'>, slot: string, facts: StationFacts | null): number {
  const known = server?.slots.find(({ code }) => code === slot)?.max;
  if (known !== undefined) return known;
  return facts ? (photosFor(facts.photoRules.rules, input).find(({ code }) => code === slot)?.max ?? 1) : 1;
}

const workingStage = ({ intent }: KeptDeal): KeptDeal['stage'] => (intent === 'capture' ? 'open' : 'closing');

/** The operator did something: what was stopped goes on. */
export const edited = (deal: KeptDeal): KeptDeal => ({ ...deal, stage: isOver(deal) ? deal.stage : workingStage(deal), matters: [], edits: deal.edits + 1 });

/** What stopped a deal may be gone: a colleague has done something about it at the server, or the pre-check says something else. */
function hasMoved({ stage, intent, server: before }: KeptDeal, now: ServerDeal): boolean {
  if (stage !== 'attention' || !before) return false;
  return before.state !== now.state || (intent === 'complete' && JSON.stringify(before.gate) !== JSON.stringify(now.gate));
}

/** A newly taken picture; what it replaces goes from this PC, and from the server once that has the new one. */
export function withPicture(deal: KeptDeal, picture: OwnPicture, most: number): KeptDeal {
  const goes = (other: OwnPicture) => (picture.replaces ? other.id === picture.replaces : most === 1 && other.slot === picture.slot);
  const earlier = deal.pictures.find(goes);
  // What the server was never asked for cannot be replaced there; what that one was to replace can.
  const replaces = picture.replaces && earlier && earlier.image === null && !earlier.asked ? earlier.replaces : picture.replaces;
  return edited({ ...deal, pictures: [...deal.pictures.filter((other) => !goes(other)), { ...picture, replaces }] });
}

/** Corrected entries: a party that stays the same keeps its consent, and what did not fit the old list is tried again. */
export function withInput(deal: KeptDeal, input: DealInput): KeptDeal {
  const places = input.parties.map((party) => deal.input.parties.findIndex((earlier) => identityOf(earlier) === identityOf(party)));
  const pictures = deal.pictures.map((picture) => (picture.state === 'refused' && picture.image === null ? { ...picture, state: 'waiting' as const, refusal: null } : picture));
  const moved = <T>(values: (T | null)[]) => places.map((place) => values[place] ?? null);
  return edited({ ...deal, input, notifiedAt: moved(deal.notifiedAt), noticeVersions: moved(deal.noticeVersions), pictures });
}

type PartyInput = DealInput['parties'][number];
/** By which the server, too, knows a party again; for a unit also who reads the notice for it. */
const identityOf = (party: PartyInput) => [party.side, ...(party.kind === 'person' ? [party.idNumber] : [party.creditCode, party.delegateIdNumber])].join('|');

/** The server has received a picture, with its verdict. */
export function withArrival(deal: KeptDeal, pictureId: string, image: NonNullable<KeptPicture['image']>, now: number): KeptDeal {
  return { ...deal, pictures: deal.pictures.map((picture) => (picture.id === pictureId ? judged(picture, image, now) : picture)) };
}

const judged = (picture: OwnPicture, image: NonNullable<KeptPicture['image']>, now: number): OwnPicture => ({ ...picture, image, arrivedAt: picture.arrivedAt ?? now, state: 'arrived', refusal: null });

/** The way there has spoiled it; what lies here is right, and goes once more (send-picture.ts). */
export const isAltered = ({ problems }: NonNullable<KeptPicture['image']>) => problems.some(({ code }) => code === 'altered_in_transit');

/** Must be taken again: the server does not take it, or took it and found it bad, or the operator says so. */
export const isBad = ({ state, image, marked }: KeptPicture) => state === 'refused' || marked !== null || image?.state === 'rejected' || image?.state === 'returned';

/** What is wrong with a bad picture, in Chinese. */
export function faultOf({ refusal, image, marked }: KeptPicture): string {
  if (image?.returned) return `核对退回：${image.returned.code} ${image.returned.note ?? returnCodes[image.returned.code]}，请重拍。`;
  if (image?.problems.length) return image.problems.map(({ sentence }) => sentence).join('');
  return refusal ?? (marked ? `${marked} ${returnCodes[marked]}，请重拍。` : '照片没有通过质检，请重拍。');
}

/** Takes over what the server says of a deal, asked for at `askedAt`, how far it may have gone without this PC. */
export function withServer(deal: KeptDeal, server: ServerDeal, askedAt: number): KeptDeal {
  // An older answer that came late says nothing new; a moment in the future was written before somebody set the clock back.
  if (isOver(deal) || (askedAt < deal.readAt && deal.readAt <= Date.now())) return deal;
  const images = server.slots.flatMap((slot) => slot.images);
  const listed = new Set(server.slots.map(({ code }) => code));
  const pictures = deal.pictures.flatMap((picture) => {
    const image = images.find(({ id }) => id === picture.id);
    if (image) return image.state === 'uploading' || (isUnsent(picture) && isAltered(image)) ? [picture] : [judged(picture, image, askedAt)];
    // The server listed it no more, though it had it when it was asked: another one has taken its place.
    const isReplaced = picture.arrivedAt !== null && picture.arrivedAt < askedAt && listed.has(picture.slot);
    return isReplaced ? [] : [picture];
  });
  const next = { ...deal, server, readAt: askedAt, serial: server.serial, pictures, ...(hasMoved(deal, server) && { stage: workingStage(deal), matters: [] }) };
  if (server.state === 'completed' || server.state === 'cancelled') return over(next, server.state, server.completedAt, askedAt);
  return next;
}

/** It is over: what stays says which deal it was and how it ended, and nothing of a person. */
export function over(deal: KeptDeal, stage: 'completed' | 'cancelled', completedAt: string | null, now: number): KeptDeal {
  return {
    ...deal,
    stage,
    completedAt,
    overAt: now,
    matters: partingWords(deal, stage).map((sentence) => ({ sentence, slot: null })),
    agent: { ...deal.agent, holderName: '', companyName: '' },
    input: { ...deal.input, vin: '', parties: [] },
    notifiedAt: [],
    noticeVersions: [],
    cancelReason: null,
    posted: null,
    known: null,
    server: null,
    pictures: deal.lends ? deal.pictures.filter(isLendable) : [],
  };
}

/** What the operator did not expect of an end that came from elsewhere. */
function partingWords(deal: KeptDeal, stage: 'completed' | 'cancelled'): string[] {
  if (deal.intent === 'cancel') return stage === 'completed' ? ['这笔交易在取消之前已经完成，没有取消。'] : [];
  const unsent = deal.pictures.filter(isUnsent).length;
  return unsent > 0 ? [`这笔交易已在别处${stage === 'completed' ? '办完' : '取消'}，本机还有${unsent}张照片没有传，已不再需要。`] : [];
}

/** The batch has ended: nothing is kept for a next car. */
export const withoutLending = (deal: KeptDeal): KeptDeal => ({ ...deal, lends: false, pictures: isOver(deal) ? [] : deal.pictures });
