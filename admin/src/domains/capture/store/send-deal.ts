import { ApiError, isRefusal } from '../../../api';
import type { DealInput, ServerDeal } from '../counter-deal';
import { type Gate, kindOf, mattersOf } from './faults';
import { faultOf, hasWork, isBad, isOver, isSameInput, isUnsent, type KeptDeal, noticesToTell, over, withServer } from './kept-deal';
import type { Errand } from './line';
import { sendPicture } from './send-picture';

/** `waits`: the server is still at it, look again later; `again`: something has changed meanwhile; `done`: nothing left to do by itself. */
export type Outcome = 'done' | 'again' | 'waits';

/** Slots of one deal whose pictures go up at the same time. */
const atOnce = 3;
const waitingCodes: string[] = ['photo_uploading', 'checks_running'];

/**
 * Brings one deal so far as it goes: what was lost on the way is asked for again, what the server refuses becomes `attention`, and what
 * the server has further than this PC knows is taken over.
 * @throws ApiError where network, server or session are at fault
 */
export async function bringDeal(errand: Errand, id: string): Promise<Outcome> {
  const begun = await errand.keeping.read(id);
  if (!begun || !hasWork(begun)) return 'done';
  try {
    return await (begun.intent === 'cancel' ? cancel(errand, begun) : carry(errand, begun));
  } catch (error) {
    if (kindOf(error) !== 'refusal') throw error;
    return takeRefusal(errand, begun, error);
  }
}

async function carry(errand: Errand, begun: KeptDeal): Promise<Outcome> {
  const { keeping } = errand;
  const { id } = begun;
  await register(errand, begun);
  await correct(errand, id);
  await tellNotices(errand, id);
  const sent = await sendPictures(errand, id);
  const deal = await keeping.read(id);
  if (!deal || isOver(deal)) return 'done';
  // The operator did something meanwhile, maybe took the completion back.
  if (deal.edits !== begun.edits) return 'again';
  if (deal.intent === 'complete') return finish(errand, begun);
  if (sent > 0) await readServer(errand, id);
  return 'done';
}

/** POST: the deal comes to be under the name that this PC gave it, with what was sent first, however often it takes. */
async function register(errand: Errand, { id, server, marketId }: KeptDeal): Promise<void> {
  if (server) return;
  const { keeping, line, now, staff, signal } = errand;
  if (marketId !== staff.market?.id) throw new ApiError('request.forbidden', '这笔交易是在另一个市场录入的，请由那个市场的操作员在这台电脑登录后继续，或取消。', [], undefined, 403);
  const deal = await keeping.change(id, (kept) => (kept.posted ? kept : { ...kept, posted: kept.input }));
  if (!deal?.posted) return;
  const { posted, batchId, agent } = deal;
  const asked = now();
  try {
    const answer = await line.call('POST /counter-deals', { body: { ...posted, id, batchId, certificateNumber: agent.number }, idempotencyKey: `deal-${id}`, signal });
    await keeping.change(id, (kept) => withKnown(kept, posted, answer, asked));
  } catch (error) {
    if (kindOf(error) !== 'refusal') throw error;
    // Taken by this very deal, which somebody has corrected at the server meanwhile.
    if (isRefusal(error, 'transaction.id_taken') && (await readServer(errand, id).catch(unlessRefused))) return;
    // It was not made: the next one is sent as it is entered then.
    await keeping.change(id, (kept) => ({ ...kept, posted: null }));
    throw error;
  }
}

/** PUT, where the operator has corrected what was entered. */
async function correct({ keeping, line, now, signal }: Errand, id: string): Promise<void> {
  const deal = await keeping.read(id);
  if (!deal?.server || isOver(deal) || isSameInput(deal.known, deal.input)) return;
  const { input, server } = deal;
  const asked = now();
  const answer = await line.call('PUT /transactions/:id', { params: { id }, body: bodyOf(input, server.marketId), signal });
  await keeping.change(id, (kept) => withKnown(kept, input, answer, asked), { durability: 'relaxed' });
}

const withKnown = (kept: KeptDeal, known: DealInput, answer: ServerDeal, asked: number) => (isOver(kept) ? kept : withServer({ ...kept, known }, answer, asked));
/** For a question that may be refused; what passes is not swallowed. */
const unlessRefused = (error: unknown) => (kindOf(error) === 'refusal' ? undefined : Promise.reject(error));
const bodyOf = (input: DealInput, marketId: string) => ({ ...input, marketId });

async function tellNotices({ keeping, line, now, signal }: Errand, id: string): Promise<void> {
  const deal = await keeping.read(id);
  if (!deal || isOver(deal) || !isSameInput(deal.known, deal.input)) return;
  for (const { partyId, version } of noticesToTell(deal)) {
    const asked = now();
    try {
      const answer = await line.call('POST /transactions/:id/party-notices', { params: { id }, body: { partyId, version }, idempotencyKey: `notice-${partyId}`, signal });
      await keeping.change(id, (kept) => withServer(kept, answer, asked), { durability: 'relaxed' });
    } catch (error) {
      if (!isRefusal(error, 'identity.consent_outdated')) throw error;
      // The person must read the new one: nobody has agreed to it yet.
      await keeping.change(id, (kept) => {
        const untold = new Set(noticesToTell(kept).map(({ position }) => position));
        const told = <T>(values: (T | null)[]) => values.map((value, at) => (untold.has(at) ? null : value));
        return { ...kept, notifiedAt: told(kept.notifiedAt), noticeVersions: told(kept.noticeVersions) };
      });
      const facts = await line.call('GET /capture-station', { signal });
      await keeping.noteFacts(facts, Date.parse(facts.now) - now());
      throw error;
    }
  }
}

/** Three slots at once; in one slot one after the other, or an older picture could overtake the newer one. @returns how many were tried */
async function sendPictures(errand: Errand, id: string): Promise<number> {
  const deal = await errand.keeping.read(id);
  if (!deal?.server || isOver(deal)) return 0;
  const waiting = deal.pictures.filter(isUnsent);
  const slots = [...new Set(waiting.map(({ slot }) => slot))];
  const failures: unknown[] = [];
  const carrier = async () => {
    for (let slot = slots.shift(); slot && failures.length === 0; slot = slots.shift()) {
      for (const picture of waiting.filter((each) => each.slot === slot)) await sendPicture(errand, id, picture.id).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, carrier));
  if (failures.length > 0) throw failures.find((error) => kindOf(error) !== 'fault') ?? failures[0];
  return waiting.length;
}

/** Submission and completion, as soon as the server lets it through. */
async function finish(errand: Errand, { id, edits }: KeptDeal): Promise<Outcome> {
  const { keeping, line, now, signal } = errand;
  let deal = await readServer(errand, id);
  if (!deal?.server || isOver(deal)) return 'done';
  if (deal.edits !== edits || deal.pictures.some(isUnsent)) return 'again';
  if (deal.server.state !== 'awaiting_check') {
    // What the pre-check found was said of the deal as it was then: the submission looks again, and says what still holds.
    const verdict = await judge(errand, deal, deal.server.gate.filter(({ code }) => code !== 'rule_blocks'));
    if (verdict) return verdict;
    const asked = now();
    try {
      // The second submission, of a deal that was returned, is another act than the first one.
      const idempotencyKey = `submission-${id}-${deal.server.submittedAt ?? 'first'}`;
      const answer = await line.call('POST /transactions/:id/submission', { params: { id }, idempotencyKey, signal });
      deal = await keeping.change(id, (kept) => withServer(kept, answer, asked));
    } catch (error) {
      const isStopped = isRefusal(error, 'transaction.incomplete') && deal && (await judge(errand, deal, error.details as Gate));
      if (isStopped) return isStopped;
      throw error;
    }
  }
  if (deal?.server?.state !== 'awaiting_check') return deal && !isOver(deal) ? 'again' : 'done';
  // The operator took it back, or took one more picture, while it was handed in.
  if (deal.edits !== edits || deal.pictures.some(isUnsent)) return 'again';
  const { server } = deal;
  // Signed for are the pictures of this PC, which the operator has before him; no others.
  const own = new Set(deal.pictures.map((picture) => picture.id));
  const unseen = unseenSlots(server, own);
  if (unseen.length > 0) return stop(errand, deal, unseen.map(({ title }) => ({ sentence: unseenSentence(title), slot: null })));
  const checkedImageIds = deal.pictures.filter(({ image }) => image?.state === 'accepted').map((picture) => picture.id);
  const asked = now();
  const answer = await line.call('POST /transactions/:id/completion', { params: { id }, body: { checkedImageIds }, idempotencyKey: `completion-${id}-${server.submittedAt ?? 'first'}`, signal });
  await keeping.change(id, (kept) => withServer(kept, answer, asked));
  return 'done';
}

/** Slots in which a picture is in force that is not of this PC: taken elsewhere, or by a page that is no more. */
const unseenSlots = ({ slots }: ServerDeal, own: Set<string>) => slots.filter(({ images }) => images.some(({ id, state }) => state === 'accepted' && !own.has(id)));
const unseenSentence = (title: string) => `“${title}”有一张照片不在本机，您在这里看不到。请到“待核对”打开这笔交易，逐张核对后完成或退回。`;

/** What stands in the way: the operator's part becomes `attention`, the server's own work is waited for; undefined where the way is free. */
async function judge(errand: Errand, deal: KeptDeal, gate: Gate): Promise<Outcome | undefined> {
  const bad = deal.pictures.filter(isBad);
  const told = new Set(bad.map(({ slot }) => slot));
  const open = gate.filter(({ code, slot }) => !waitingCodes.includes(code) && !(code === 'photo_rejected' && slot && told.has(slot)));
  const isRunning = gate.some(({ code }) => waitingCodes.includes(code));
  const matters = [...bad.map((picture) => ({ sentence: faultOf(picture), slot: picture.slot })), ...open.map(({ sentence, slot }) => ({ sentence, slot }))];
  // What the pre-check says now may change while it still reads.
  const isSure = bad.length > 0 || open.some(({ code }) => code !== 'rule_blocks') || !isRunning;
  if (matters.length > 0 && isSure) return stop(errand, deal, matters);
  return isRunning ? 'waits' : undefined;
}

async function cancel(errand: Errand, begun: KeptDeal): Promise<Outcome> {
  const { keeping, line, now, signal } = errand;
  const { id } = begun;
  const endHere = () => keeping.change(id, (kept) => (isOver(kept) ? kept : over(kept, 'cancelled', null, now())));
  if (!begun.server) {
    // It may have come to be by a question whose answer was lost.
    const isThere = begun.posted && (await register(errand, begun).then(() => true, unlessRefused));
    if (!isThere) return endHere().then(() => 'done');
  }
  const deal = await keeping.read(id);
  if (!deal || isOver(deal) || deal.intent !== 'cancel') return 'again';
  const asked = now();
  const answer = await line.call('POST /transactions/:id/cancellation', { params: { id }, body: { reason: deal.cancelReason ?? '' }, idempotencyKey: `cancellation-${id}`, signal });
  await keeping.change(id, (kept) => withServer(kept, answer, asked));
  return 'done';
}

/** Reads the deal and takes over what it says. */
export async function readServer({ keeping, line, now, signal }: Pick<Errand, 'keeping' | 'line' | 'now' | 'signal'>, id: string): Promise<KeptDeal | undefined> {
  const asked = now();
  const answer = await line.call('GET /transactions/:id', { params: { id }, signal });
  return keeping.change(id, (kept) => withServer(kept, answer, asked), { durability: 'relaxed' });
}

/** A refusal: the server's deal may have moved on, and then the way may be another one; if not, the operator must do something. */
async function takeRefusal(errand: Errand, begun: KeptDeal, error: unknown): Promise<Outcome> {
  const before = await errand.keeping.read(begun.id);
  if (!before || isOver(before)) return 'done';
  if (before.server) {
    const deal = await readServer(errand, begun.id).catch(unlessRefused);
    if (deal && isOver(deal)) return 'done';
    if (deal && deal.server?.state !== before.server.state) return 'again';
  }
  return stop(errand, begun, mattersOf(error));
}

/** 需要处理, unless the operator has done something since. */
async function stop({ keeping }: Errand, { id, edits }: KeptDeal, matters: KeptDeal['matters']): Promise<Outcome> {
  const deal = await keeping.change(id, (kept) => (kept.edits !== edits || isOver(kept) ? kept : { ...kept, stage: 'attention', matters }));
  return deal && deal.edits !== edits ? 'again' : 'done';
}
