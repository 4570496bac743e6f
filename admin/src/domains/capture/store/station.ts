import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Staff } from '../../../session';
import type { Agent, CounterDeal, DealInput, ReturnCode, ServerDeal, TakenPicture } from '../counter-deal';
import { createKeeping } from './keeping';
import { bytesOf, edited, fullOf, hasWork, isLendable, isOver, isUnsent, type KeptDeal, mayGo, mostOf, type OwnPicture, over, thumbnailOf, withInput, withoutLending, withPicture } from './kept-deal';
import { followDeal } from './follow-deal';
import { KeepingTrouble, unreadableSentence } from './trouble';

export { KeepingTrouble } from './trouble';

/** What this PC keeps, once for each tab. */
export const keeping = createKeeping();
const useKept = () => useSyncExternalStore(keeping.subscribe, keeping.state);

/** All that is kept on this PC, newest first. */
export function useCounterDeals(): CounterDeal[] {
  return useKept().deals;
}

/** How the keeping stands, for the line at the top of the page. */
export interface KeepingView {
  /** What is on the disk has been read. */
  isReady: boolean;
  /** What keeps this PC from keeping or sending, and what to do, in Chinese. */
  trouble: string | null;
  isOnline: boolean;
  /** Pictures of the present operator that the server does not have yet, and deals that still go up or are completed by themselves. */
  waitingPictures: number;
  waitingDeals: number;
  /** Since when the oldest of these waits. */
  oldestAt: string | null;
  /** Deals of other operators on this PC, which wait for their log-in or for `takeOver`. */
  othersWaiting: { staffId: string; name: string; deals: number }[];
}

export function useKeeping(): KeepingView {
  const { isReady, trouble, space, unreadable, obstacle, isOnline, deals, staffId } = useKept();
  return useMemo(() => {
    const waiting = deals.filter((deal) => deal.staffId === staffId && hasWork(deal));
    const others = deals.filter((deal) => deal.staffId !== staffId && !isOver(deal));
    const names = new Map(others.map((deal) => [deal.staffId, deal.staffName]));
    return {
      isReady,
      trouble: trouble ?? space ?? obstacle ?? unreadableSentence(unreadable),
      isOnline,
      waitingPictures: deals.filter((deal) => deal.staffId === staffId && !isOver(deal)).flatMap(({ pictures }) => pictures.filter(isUnsent)).length,
      waitingDeals: waiting.length,
      oldestAt: waiting.at(-1)?.begunAt ?? null,
      othersWaiting: staffId === null ? [] : [...names].map(([id, name]) => ({ staffId: id, name, deals: others.filter((deal) => deal.staffId === id).length })),
    };
  }, [isReady, trouble, space, unreadable, obstacle, isOnline, deals, staffId]);
}

/** A deal begins; it is on the disk when this resolves. Another batch than before ends that one. @throws KeepingTrouble */
export async function beginDeal({ input, agent, batchId, staff }: { input: DealInput; agent: Agent; batchId: string | null; staff: Staff }): Promise<CounterDeal> {
  const none = input.parties.map(() => null);
  const now = correctedNow();
  const deal: KeptDeal = {
    id: crypto.randomUUID(), batchId, staffId: staff.id, staffName: staff.name, marketId: staff.market?.id ?? '', agent, input,
    notifiedAt: none, noticeVersions: none, pictures: [], begunAt: now, intent: 'capture', cancelReason: null, stage: 'open', matters: [], serial: null, completedAt: null,
    posted: null, known: null, server: null, readAt: 0, edits: 0, lends: batchId !== null, overAt: null,
  };
  await keeping.add(deal);
  for (const other of keeping.state().deals) {
    if (other.lends && other.staffId === staff.id && other.batchId !== batchId) await keeping.change(other.id, withoutLending);
  }
  return deal;
}

/** Corrected entries of car and parties; of the agent only while the server does not have the deal. @throws KeepingTrouble */
export async function changeDeal(id: string, input: DealInput, agent?: Agent): Promise<void> {
  await act(id, (deal) => withInput(agent && deal.server === null && deal.posted === null ? { ...deal, agent } : deal, input));
}

/** The party at this place has read the notice, as it is remembered here, and agreed. @throws KeepingTrouble */
export async function noteNotice(id: string, position: number): Promise<void> {
  const version = keeping.state().facts?.facts.partyNotice.version;
  if (!version) throw new KeepingTrouble('这台电脑还没有取得告知的内容，请连上网络、刷新页面后再让当事人阅读。');
  const at = correctedNow();
  const placed = <T>(values: (T | null)[], length: number, value: T) => Array.from({ length }, (_, place) => (place === position ? value : (values[place] ?? null)));
  await act(id, (deal) => {
    const { length } = deal.input.parties;
    return edited({ ...deal, notifiedAt: placed(deal.notifiedAt, length, at), noticeVersions: placed(deal.noticeVersions, length, version) });
  });
}

/**
 * Keeps a picture: it is on the disk, sealed, when this resolves. Where `replaces` is null and the type allows one only, the earlier
 * one of the slot goes. @throws KeepingTrouble where it was not kept
 */
export async function keepPicture(id: string, slot: string, { jpeg, thumbnail, ...taken }: TakenPicture, replaces: string | null): Promise<void> {
  const { facts } = keeping.state();
  const picture = {
    ...taken, id: crypto.randomUUID(), slot, bytes: jpeg.size, capturedAt: corrected(taken.capturedAt),
    state: 'waiting' as const, image: null, refusal: null, replaces, marked: null, arrivedAt: null, asked: false,
  };
  const bytes = [
    { id: fullOf(picture.id), bytes: await jpeg.arrayBuffer() },
    { id: thumbnailOf(picture.id), bytes: await thumbnail.arrayBuffer() },
  ];
  await act(id, (deal) => withPicture(deal, { ...picture, nonce: deal.server?.captureNonce ?? null }, mostOf(deal, slot, facts?.facts ?? null)), bytes);
  await keeping.noteSpace();
}

/** 退回重拍 by the operator's own eyes: the picture must be taken again, or is good after all (null). @throws KeepingTrouble */
export async function markPicture(id: string, pictureId: string, code: ReturnCode | null): Promise<void> {
  await act(id, (deal) => edited({ ...deal, pictures: deal.pictures.map((picture) => (picture.id === pictureId ? { ...picture, marked: code } : picture)) }));
}

/** Takes a picture off that the server does not have, or does not count. @throws KeepingTrouble */
export async function dropPicture(id: string, pictureId: string): Promise<void> {
  await act(id, (deal) => {
    const picture = deal.pictures.find((each) => each.id === pictureId);
    if (picture && !mayGo(picture)) throw new KeepingTrouble(`这张照片${picture.image ? '服务器已经收下' : '正在上传'}，不能删除；需要更换的，请直接重拍。`);
    return picture ? edited({ ...deal, pictures: deal.pictures.filter((each) => each.id !== pictureId) }) : deal;
  });
}

/** 同一卖方: copies the seller's pictures (P01–P06) for the next car of the batch, where it has none of its own. @returns how many */
export async function shareSellerPictures(fromId: string, toId: string): Promise<number> {
  const [from, to] = [await keeping.read(fromId), await keeping.read(toId)];
  if (!from || !to || from.batchId === null || from.batchId !== to.batchId) return 0;
  const here = new Set(bytesOf(from));
  const lent = from.pictures.filter((picture) => isLendable(picture) && here.has(fullOf(picture.id)) && !to.pictures.some(({ slot }) => slot === picture.slot));
  const [pictures, bytes]: [OwnPicture[], { id: string; bytes: ArrayBuffer }[]] = [[], []];
  for (const picture of lent) {
    const copy = { ...picture, id: crypto.randomUUID(), state: 'waiting' as const, image: null, refusal: null, replaces: null, marked: null, arrivedAt: null, asked: false, nonce: to.server?.captureNonce ?? null };
    const [full, thumbnail] = [await keeping.picture(fullOf(picture.id)), await keeping.picture(thumbnailOf(picture.id))];
    if (!full || !thumbnail) continue;
    pictures.push(copy);
    bytes.push({ id: fullOf(copy.id), bytes: full }, { id: thumbnailOf(copy.id), bytes: thumbnail });
  }
  if (pictures.length > 0) await act(toId, (deal) => edited({ ...deal, pictures: [...deal.pictures, ...pictures] }), bytes);
  return pictures.length;
}

/** 完成 (F2): the sender brings it to its end. @throws KeepingTrouble */
export async function completeDeal(id: string): Promise<void> {
  await act(id, (deal) => edited({ ...deal, intent: 'complete' }));
}

/** Back to the station: it is not completed by itself any more. @throws KeepingTrouble */
export async function reopenDeal(id: string): Promise<void> {
  await act(id, (deal) => edited({ ...deal, intent: 'capture' }));
}

/** 取消: what the server never heard of is over at once. @throws KeepingTrouble */
export async function cancelDeal(id: string, reason: string): Promise<void> {
  await act(id, (deal) => {
    const next = edited({ ...deal, intent: 'cancel', cancelReason: reason });
    return deal.posted === null && deal.server === null ? over(next, 'cancelled', null, Date.now()) : next;
  });
}

/** Takes a deal off the list that is over. @throws KeepingTrouble */
export async function forgetDeal(id: string): Promise<void> {
  const deal = await keeping.read(id);
  if (deal && !isOver(deal)) throw new KeepingTrouble('这笔交易还没有办完，不能从本机删除；不办了的请取消。');
  await keeping.remove(id);
}

/** An object URL, which the caller revokes; null where it is not kept here (`full`: the server has it already). */
export async function pictureUrl(pictureId: string, size: 'thumbnail' | 'full'): Promise<string | null> {
  const bytes = await keeping.picture(size === 'full' ? fullOf(pictureId) : thumbnailOf(pictureId));
  return bytes ? URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' })) : null;
}

/** 接手: what another operator left unfinished on this PC is the present one's from now on. @throws KeepingTrouble */
export async function takeOver(fromStaffId: string, staff: Staff): Promise<void> {
  for (const { id } of keeping.state().deals.filter((deal) => deal.staffId === fromStaffId && !isOver(deal))) {
    await act(id, (deal) => edited({ ...deal, staffId: staff.id, staffName: staff.name }));
  }
}

/** The deal as the server told it last; read anew while it is shown. */
export function useServerDeal(id: string): ServerDeal | null {
  const server = useKept().deals.find((deal) => deal.id === id)?.server ?? null;
  useEffect(() => followDeal(keeping, id), [id]);
  return server;
}

/** An act of the operator on a deal that is not over. */
async function act(id: string, by: (deal: KeptDeal) => KeptDeal, bytes: { id: string; bytes: ArrayBuffer }[] = []): Promise<void> {
  const changed = await keeping.change(id, (deal) => {
    if (isOver(deal)) throw new KeepingTrouble(`这笔交易已${deal.stage === 'completed' ? '完成' : '取消'}，不能再改。`);
    return by(deal);
  }, { bytes });
  if (!changed) throw new KeepingTrouble('这笔交易已不在本机，请刷新页面。');
}

/** A moment of this PC's clock as the server's would show it, as far as this PC knows. */
const corrected = (moment: string) => new Date(Date.parse(moment) + (keeping.state().facts?.ahead ?? 0)).toISOString();
const correctedNow = () => corrected(new Date().toISOString());
