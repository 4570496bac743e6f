import { uuidv7 } from 'uuidv7';
import type { By } from '../src/audit/audit';
import type { Deps } from '../src/deps';
import { Account } from '../src/domains/identity/account.entity';
import { Staff } from '../src/domains/identity/staff.entity';
import { partyNoticeVersion } from '../src/domains/privacy/notices';
import { openApp } from '../src/domains/registry/apps';
import { Certificate } from '../src/domains/registry/certificate.entity';
import { Market } from '../src/domains/registry/market.entity';
import { completeDeal, createDeal, type DealInput, imagesInForce, noteNotice, returnImages, submitDeal } from '../src/domains/transactions/deals';
import { permitUploads, receiveImage } from '../src/domains/transactions/images';
import { Transaction } from '../src/domains/transactions/transaction.entity';
import type { AgentActor, StaffActor } from '../src/http/actor';
import { buyer, pictureFor, seller, sellingUnit } from './demo-parties';

/** What each demo deal is, and how far it has come. */
const deals: { input: Omit<DealInput, 'marketId'>; until: 'capturing' | 'awaiting_check' | 'returned' | 'completed' }[] = [
  { input: { business: 'city_transfer', vin: 'LSGPC52U6AF102554', plate: '浙B12345', mortgaged: false, parties: [sellingUnit, buyer] }, until: 'completed' },
  { input: { business: 'moved_out', vin: '1M8GDM9AXKP042788', plate: '浙BD12345', mortgaged: false, parties: [seller, buyer] }, until: 'returned' },
  { input: { business: 'city_transfer', vin: 'LGWHHT3R76E778077', plate: '浙B8K231', mortgaged: false, parties: [seller, buyer] }, until: 'awaiting_check' },
  { input: { business: 'cross_region', vin: 'LHGEZTLX48J724873', plate: '沪A7F520', mortgaged: true, parties: [seller, buyer] }, until: 'capturing' },
];

/** Gives the demo city a few deals in different states, of the agent 范样本 in the first market, by the product's own steps. */
export async function loadDemoDeals(deps: Deps): Promise<void> {
  const { manager } = deps.db;
  if (await manager.existsBy(Transaction, {})) return;
  const market = await manager.findOneByOrFail(Market, { code: '0001' });
  const agent = await agentOfNumber(deps, 3);
  const { id: staffId, name } = await manager.findOneByOrFail(Staff, { username: 'operator1' });
  const operator: StaffActor = { kind: 'staff', sessionId: '', staffId, name, role: 'operator', marketId: market.id, isSetUp: true, secondFactorAt: null };
  for (const { input, until } of deals) await loadDeal(deps, { input: { ...input, marketId: market.id }, until, agent, operator });
}

/** The agent with the n-th certificate, as if on a phone of the demo's own. */
async function agentOfNumber({ db, clock }: Deps, n: number): Promise<AgentActor> {
  const certificates = await db.manager.find(Certificate, { order: { number: 'ASC' } });
  const certificate = certificates[n - 1]!;
  const { personId } = certificate;
  const account: Account = { id: uuidv7(), host: 'wechat', openId: 'demo', claimedPersonId: personId, personId, createdAt: clock.now() };
  await db.transaction(async (tx) => {
    await tx.insert(Account, account);
    await openApp(tx, certificate, 'verified', { author: { kind: 'system' }, origin: undefined, at: clock.now() });
  });
  return { kind: 'agent', role: 'agent', companyId: null, certificateId: certificate.id, sessionId: '', accountId: account.id, host: 'wechat', personId };
}

interface DemoDeal {
  input: DealInput;
  until: (typeof deals)[number]['until'];
  agent: AgentActor;
  operator: StaffActor;
}

async function loadDeal(deps: Deps, { input, until, agent, operator }: DemoDeal): Promise<void> {
  const { db, clock, keys } = deps;
  const by = (author: By['author']): By => ({ author, origin: undefined, at: clock.now() });
  const { deal, parties, photos } = await db.transaction((tx) => createDeal(tx, { input, agent, keys }, by(agent)));
  for (const party of parties) await db.transaction((tx) => noteNotice(tx, { deal, partyId: party.id, version: partyNoticeVersion, keys }, by(agent)));
  const required = photos.filter((photo) => photo.required).map((photo) => photo.code);
  await takePictures(deps, deal, until === 'capturing' ? required.slice(0, 5) : required, agent);
  if (until === 'capturing') return;
  await db.transaction((tx) => submitDeal(tx, { deal, actor: agent, keys }, by(agent)));
  const images = await imagesInForce(db.manager, deal.id);
  const licence = images.find((image) => image.slot === 'P22')!;
  if (until === 'returned') {
    const returned = [{ imageId: licence.id, code: 'R02', note: '右下角反光，发证日期看不清' }] as const;
    await db.transaction((tx) => returnImages(tx, { deal, actor: operator, images: [...returned] }, by(operator)));
  }
  if (until === 'completed') {
    await db.transaction((tx) => completeDeal(tx, { deal, actor: operator, checkedImageIds: images.map((image) => image.id), keys }, by(operator)));
  }
}

async function takePictures(deps: Deps, deal: Transaction, slots: string[], agent: AgentActor): Promise<void> {
  const { db, clock, storage } = deps;
  for (const slot of slots) {
    const bytes = pictureFor(slot);
    const requests = [{ slot, contentType: 'image/jpeg' as const, bytes: bytes.length, capturedAt: clock.now().toISOString() }];
    const { permits } = await db.transaction((tx) => permitUploads(tx, { deps, deal, actor: agent, requests }, { author: agent, origin: undefined, at: clock.now() }));
    await storage.write(permits[0]!.fields.key!, bytes, 'image/jpeg');
    await receiveImage(deps, permits[0]!.image.id, { author: { kind: 'system' }, origin: undefined });
  }
}
