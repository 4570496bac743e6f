import { setTimeout as pause } from 'node:timers/promises';
import { type EntityManager, In, IsNull, MoreThan, Not } from 'typeorm';
import { partyNotices } from '@yongche/contract/standards/party-notice';
import { uuidv7 } from 'uuidv7';
import type { By } from '../src/audit/audit';
import { dayInShanghai } from '../src/clock';
import type { Deps } from '../src/deps';
import { disputeResult, overrideResult } from '../src/domains/checks/decisions';
import { PictureReading } from '../src/domains/checks/reading/picture-reading.entity';
import { Account } from '../src/domains/identity/account.entity';
import { Staff } from '../src/domains/identity/staff.entity';
import { openApp } from '../src/domains/registry/apps';
import { Certificate } from '../src/domains/registry/certificate.entity';
import { Market } from '../src/domains/registry/market.entity';
import { captureNonceOf } from '../src/domains/transactions/capture';
import { beginCounterDeal } from '../src/domains/transactions/counter-deals';
import { completeDeal, createDeal, lockDeal, noteNotice, returnImages, submitDeal } from '../src/domains/transactions/deals';
import { imagesInForce } from '../src/domains/transactions/images-in-force';
import { Image } from '../src/domains/transactions/image.entity';
import { permitUploads, receiveImage } from '../src/domains/transactions/images';
import { type Dossier, readDossier } from '../src/domains/transactions/present';
import { Transaction } from '../src/domains/transactions/transaction.entity';
import type { Actor, AgentActor, StaffActor } from '../src/http/actor';
import { Refusal } from '../src/http/errors';
import { type DemoStory, demoStories } from './demo-stories';
import { type DealPaper, pictureOf } from './documents/deal';

/** What the phone sends: smaller than a real one's, for drawing takes time too, and taken with care. */
const shot = { longSide: 1600, quality: 76, skew: 0.2 };
/** A document camera's picture lies straight. */
const scan = { ...shot, skew: 0 };
/** So many of the required photos has the deal that is still being captured. */
const fewPhotos = 5;
const patienceMs = 10 * 60_000;

interface Roles {
  agent: AgentActor;
  operator: StaffActor;
  marketId: string;
}

/**
 * Gives the demo city a few deals in different states, of the agent 范样本 in the first market, by the product's own steps. The
 * pictures are drawn and read while the product already runs; stopped in between, it goes on with the next start.
 */
export async function loadDemoDeals(deps: Deps, stopping: AbortSignal): Promise<void> {
  const roles = await rolesOf(deps);
  const stories = demoStories(dayInShanghai(deps.clock.now()));
  const deals: { story: DemoStory; id: string }[] = [];
  for (const story of stories) deals.push({ story, id: await begin(deps, story, roles) });
  for (const { story, id } of deals) await takePictures(deps, { story, id, roles, stopping });
  const deadline = deps.clock.now().getTime() + patienceMs;
  let open = deals;
  while (open.length > 0 && !stopping.aborted && deps.clock.now().getTime() < deadline) {
    const left: typeof open = [];
    for (const deal of open) if (!(await goOn(deps, { ...deal, roles }))) left.push(deal);
    open = left;
    if (open.length > 0) await pause(1000, undefined, { signal: stopping }).catch(() => undefined);
  }
}

async function rolesOf(deps: Deps): Promise<Roles> {
  const { manager } = deps.db;
  const market = await manager.findOneByOrFail(Market, { code: '0001' });
  const { id: staffId, name } = await manager.findOneByOrFail(Staff, { username: 'operator1' });
  const operator: StaffActor = { kind: 'staff', sessionId: '', staffId, name, role: 'operator', marketId: market.id, isSetUp: true, secondFactorAt: null };
  return { agent: await agentOfNumber(deps, 3), operator, marketId: market.id };
}

/** The agent with the n-th certificate, as if on a phone of the demo's own. */
async function agentOfNumber({ db, clock }: Deps, n: number): Promise<AgentActor> {
  // Those of the demo year have run out, and stand before them.
  const certificates = await db.manager.find(Certificate, { where: { number: MoreThan('甬代2021') }, order: { number: 'ASC' } });
  const certificate = certificates[n - 1]!;
  const { personId } = certificate;
  const known = await db.manager.findOneBy(Account, { host: 'wechat', openId: 'demo' });
  const account: Account = known ?? { id: uuidv7(), host: 'wechat', openId: 'demo', claimedPersonId: personId, personId, createdAt: clock.now() };
  if (!known) {
    await db.transaction(async (tx) => {
      await tx.insert(Account, account);
      await openApp(tx, certificate, 'verified', { author: { kind: 'system' }, origin: undefined, at: clock.now() });
    });
  }
  return { kind: 'agent', role: 'agent', companyId: null, certificateId: certificate.id, sessionId: '', accountId: account.id, host: 'wechat', personId };
}

const by = ({ clock }: Deps, author: By['author']): By => ({ author, origin: undefined, at: clock.now() });

/** Who captures the story's deal. */
const capturerOf = ({ isFixed }: DemoStory, { agent, operator }: Roles) => (isFixed ? operator : agent);

/** The story's deal, begun with all notices read; what a visitor made of it since is left alone. */
async function begin(deps: Deps, story: DemoStory, roles: Roles): Promise<string> {
  const { input } = story;
  const { db, keys } = deps;
  const begun = await db.manager.findOne(Transaction, { where: { vin: input.vin }, order: { createdAt: 'ASC' } });
  if (begun) return begun.id;
  const { deal, parties } = await db.transaction((tx) => beginIn(tx, deps, story, roles));
  const author = by(deps, capturerOf(story, roles));
  for (const party of parties) await db.transaction((tx) => noteNotice(tx, { deal, partyId: party.id, version: partyNotices[deal.channel].version, keys }, author));
  return deal.id;
}

async function beginIn(tx: EntityManager, deps: Deps, { input, isFixed }: DemoStory, { agent, operator, marketId }: Roles): Promise<Dossier> {
  const { keys } = deps;
  if (!isFixed) return createDeal(tx, { input: { ...input, marketId }, agent, keys }, by(deps, agent));
  const { number: certificateNumber } = await tx.findOneByOrFail(Certificate, { id: agent.certificateId! });
  return beginCounterDeal(tx, { input: { ...input, id: uuidv7(), certificateNumber, batchId: null }, operator, keys }, by(deps, operator));
}

async function takePictures(deps: Deps, { story, id, roles, stopping }: { story: DemoStory; id: string; roles: Roles; stopping: AbortSignal }): Promise<void> {
  const { db, clock } = deps;
  const deal = await db.manager.findOneByOrFail(Transaction, { id });
  if (deal.state !== 'capturing') return;
  const { photos } = await readDossier(db.manager, deal, clock.now());
  const required = photos.filter((photo) => photo.required).map((photo) => photo.code);
  const wanted = story.until === 'capturing' ? required.slice(0, fewPhotos) : required;
  for (const paper of story.papers.filter(({ slot }) => wanted.includes(slot))) {
    if (stopping.aborted) return;
    if (await db.manager.existsBy(Image, { transactionId: id, slot: paper.slot })) continue;
    await takePicture(deps, deal, paper, capturerOf(story, roles));
  }
}

async function takePicture(deps: Deps, deal: Transaction, paper: DealPaper, actor: Actor): Promise<void> {
  const { db, clock, keys, storage } = deps;
  const isFixed = deal.channel === 'fixed';
  const { picture } = await pictureOf(paper, isFixed ? scan : shot);
  const now = clock.now();
  const capture = { nonce: captureNonceOf(keys, deal.id, now), ...(isFixed ? { method: 'document_camera' as const, device: '演示高拍仪' } : { method: 'in_app_camera' as const, device: '演示手机' }) };
  const requests = [{ slot: paper.slot, contentType: 'image/jpeg' as const, bytes: picture.length, capturedAt: now.toISOString(), capture }];
  const { permits } = await db.transaction((tx) => permitUploads(tx, { deps, deal, actor, requests }, by(deps, actor)));
  await storage.write(permits[0]!.fields.key!, picture, 'image/jpeg');
  await receiveImage(deps, permits[0]!.image.id, { author: { kind: 'system' }, origin: undefined });
}

/** The story's next steps, as far as they can be taken now. @returns whether it has come to its end, or to where only a person helps */
async function goOn(deps: Deps, { story, id, roles }: { story: DemoStory; id: string; roles: Roles }): Promise<boolean> {
  const { keys } = deps;
  const { operator } = roles;
  if (story.until === 'capturing' || story.until === 'captured') return true;
  const { state, submittedAt } = await deps.db.manager.findOneByOrFail(Transaction, { id });
  if (state === 'capturing' && (await isBeingRead(deps, id))) return false;
  if (state === 'capturing') return (await submitted(deps, { story, id, roles })) === 'refused';
  if (state !== 'awaiting_check' || !submittedAt || story.until === 'awaiting_check') return true;
  const images = await imagesInForce(deps.db.manager, id);
  const licence = images.find((image) => image.slot === 'P22');
  const wasReturned = await deps.db.manager.existsBy(Image, { transactionId: id, returnCode: Not(IsNull()) });
  if (story.until === 'returned' && licence && !wasReturned) {
    const returned = [{ imageId: licence.id, code: 'R02' as const, note: '右下角反光，发证日期看不清' }];
    await inDeal(deps, id, operator, (tx, deal) => returnImages(tx, { deal, actor: operator, images: returned }, by(deps, operator)));
  }
  if (story.until === 'completed') {
    const { override } = story;
    if (override) await inDeal(deps, id, operator, (tx, deal) => overrideResult(tx, { deal, ...override, operator }, by(deps, operator)));
    await inDeal(deps, id, operator, (tx, deal) => completeDeal(tx, { deal, actor: operator, checkedImageIds: images.map((image) => image.id), keys }, by(deps, operator)));
  }
  return true;
}

/** The gate waits for a minute only; the demo for as long as it takes. */
const isBeingRead = ({ db }: Deps, transactionId: string) => db.manager.existsBy(PictureReading, { transactionId, state: In(['waiting', 'running']) });

/** `reading` while pictures are read; `refused` where the gate says something that the story does not know. */
async function submitted(deps: Deps, { story, id, roles }: { story: DemoStory; id: string; roles: Roles }): Promise<'done' | 'reading' | 'refused'> {
  const { dispute } = story;
  const { agent } = roles;
  const actor = capturerOf(story, roles);
  const submit = () => inDeal(deps, id, actor, (tx, deal) => submitDeal(tx, { deal, actor, keys: deps.keys }, by(deps, actor)));
  try {
    await submit();
    return 'done';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const problems = (error.more.details ?? []) as { code: string }[];
    if (problems.some(({ code }) => code === 'checks_running')) return 'reading';
    if (!dispute || problems.some(({ code }) => code !== 'rule_blocks')) return 'refused';
    await inDeal(deps, id, agent, (tx, deal) => disputeResult(tx, { deal, ...dispute, agent }, by(deps, agent))).catch(() => undefined);
    return submit().then(() => 'done' as const, () => 'refused' as const);
  }
}

function inDeal<Result>(deps: Deps, id: string, actor: Actor, step: (tx: EntityManager, deal: Transaction) => Promise<Result>): Promise<Result> {
  return deps.db.transaction(async (tx) => step(tx, await lockDeal(tx, id, actor)));
}
