import { errors, type ErrorCode } from '@yongche/contract/errors';
import { ApiError } from '../../../api';
import type { Staff } from '../../../session';
import type { DealInput, ServerDeal, TakenPicture } from '../counter-deal';
import type { Line } from './line';
import { sha256Of } from './sealing';

/*
 * For the tests of the store: an operator's desk, and a server and a storage that know just what the sender asks of them, with a line
 * between that can be cut, lose answers and refuse.
 */

export const operator = { id: '0190aaaa-0000-7000-8000-000000000001', name: '尤一', role: 'operator', owes: null, terminal: null, market: { id: 'market-1', name: '一号市场' } } as unknown as Staff;
export const colleague = { ...operator, id: '0190aaaa-0000-7000-8000-000000000002', name: '尤二' } as Staff;
export const agent = { number: 'DL330201000001', holderName: '张**', companyName: '测试经纪', isInForce: true, sentence: null };
export const input: DealInput = {
  business: 'city_transfer', vin: 'LSGPC52U6AF102554', plate: '浙B12345', mortgaged: false,
  parties: [
    { side: 'seller', kind: 'person', name: '王卖方', idNumber: '330203199001011234', attendance: 'present' },
    { side: 'buyer', kind: 'person', name: '李买方', idNumber: '330204199002022345', attendance: 'present' },
  ],
};

/** A picture as the maker hands it over; another content for each name. */
export async function takenPicture(name: string): Promise<TakenPicture> {
  const bytes = new TextEncoder().encode(`jpeg of ${name}`);
  return {
    jpeg: new Blob([bytes], { type: 'image/jpeg' }), sha256: await sha256Of(bytes), width: 2000, height: 1400, thumbnail: new Blob([`small ${name}`]),
    capturedAt: new Date().toISOString(), source: 'document_camera', problems: [],
  };
}

export const refusal = (code: ErrorCode, details?: unknown, fields: { field: string; message: string }[] = []) => new ApiError(code, errors[code][1], fields, 'r-1', errors[code][0], details);
export const unreachable = () => new ApiError('network.unreachable', '连不上服务器，请检查网络后重试。');

type Image = ServerDeal['slots'][number]['images'][number];
interface Sent {
  params?: { id: string };
  body?: Record<string, unknown>;
  idempotencyKey?: string;
}

/** The server's and the storage's side. `calls` is what was asked, in order, without the readings. */
export function createCounter() {
  const deals = new Map<string, { deal: ServerDeal; images: (Image & { dealId: string })[] }>();
  const storage = new Map<string, string>();
  const calls: string[] = [];
  const counter = {
    deals, storage, calls,
    loggedIn: operator.id,
    isCut: false,
    /** Asked before each answer: throws to refuse. */
    before: (_key: string, _sent: Sent): void => undefined,
    /** Answers of these keys are lost once each, after the server has done what was asked. */
    lost: [] as string[],
    required: ['P20', 'P22'],
    problems: [] as Image['problems'],
    blocking: [] as { rule: string; sentence: string }[],
    gate: [] as ServerDeal['gate'],
    slotsOf: (id: string): ServerDeal['slots'] =>
      ['P01', 'P20', 'P22'].map((code) => ({
        code, title: code, hint: '', reason: '', required: counter.required.includes(code), subject: 'document', aspect: 1.4, min: counter.required.includes(code) ? 1 : 0, max: 1, budgetBytes: 400_000, longSide: 2000,
        images: deals.get(id)!.images.filter(({ slot, state }) => slot === code && !['replaced', 'lost'].includes(state)),
      })) as ServerDeal['slots'],
    gateOf(id: string): ServerDeal['gate'] {
      const { deal } = deals.get(id)!;
      if (deal.state !== 'capturing' && deal.state !== 'returned') return [];
      const missing = counter.slotsOf(id).filter(({ required, images }) => required && !images.some(({ state }) => state === 'accepted'));
      const notices = deal.parties.filter(({ notifiedAt }) => notifiedAt === null).map(({ id: partyId }) => ({ code: 'missing_notice' as const, slot: null, partyId, sentence: '请让当事人阅读告知并确认同意。' }));
      return [...notices, ...missing.map(({ code, images }) => ({ code: images.length > 0 ? ('photo_rejected' as const) : ('missing_photo' as const), slot: code, partyId: null, sentence: `缺“${code}”。` })), ...counter.gate];
    },
    tell: (id: string): ServerDeal => structuredClone({ ...deals.get(id)!.deal, slots: counter.slotsOf(id), gate: counter.gateOf(id) }),
    line: {} as Line,
  };

  const partiesOf = (id: string, entered: DealInput) => {
    const before = deals.get(id)?.deal.parties ?? [];
    return entered.parties.map((party, at) => ({ id: `${id}-${at}-${calls.length}`, side: party.side, kind: party.kind, name: '', number: '', delegateName: null, delegateIdNumber: null, attendance: party.attendance, notifiedAt: before[at]?.notifiedAt ?? null }));
  };

  function answer(key: string, { params, body = {} }: Sent): unknown {
    const id = params?.id ?? '';
    const found = deals.get(id);
    const must = (condition: unknown, code: ErrorCode, details?: unknown) => {
      if (!condition) throw refusal(code, details);
    };
    if (key === 'GET /staff-sessions/current') return { ...operator, id: counter.loggedIn };
    if (key === 'GET /capture-station') return { ...facts(), now: new Date().toISOString() };
    if (key === 'POST /counter-deals') {
      const entered = body as unknown as DealInput & { id: string };
      const known = deals.get(entered.id);
      must(!known || (known.deal.vin === entered.vin && known.deal.plate === entered.plate), 'transaction.id_taken');
      if (!known) {
        const deal = { id: entered.id, serial: `2026112300010100${deals.size + 10}`, state: 'capturing', vin: entered.vin, plate: entered.plate, marketId: 'market-1', submittedAt: null, completedAt: null, captureNonce: 'nonce' };
        deals.set(entered.id, { deal: { ...deal, parties: partiesOf(entered.id, entered) } as unknown as ServerDeal, images: [] });
      }
      return counter.tell(entered.id);
    }
    if (key === 'POST /images/:id/arrival') return { image: arrive(id) };
    must(found, 'transaction.not_found');
    const { deal, images } = found!;
    const isOpen = deal.state === 'capturing' || deal.state === 'returned';
    if (key === 'GET /transactions/:id') return counter.tell(id);
    if (key === 'PUT /transactions/:id') {
      must(isOpen, 'transaction.wrong_state');
      const entered = body as unknown as DealInput;
      Object.assign(deal, { vin: entered.vin, plate: entered.plate, parties: partiesOf(id, entered) });
    }
    if (key === 'POST /transactions/:id/party-notices') {
      must(body.version === '2026-1', 'identity.consent_outdated');
      deal.parties.find((party) => party.id === body.partyId)!.notifiedAt = new Date().toISOString();
    }
    if (key === 'POST /transactions/:id/images') {
      must(isOpen, 'transaction.images_locked');
      const [asked] = body.images as { id: string; slot: Image['slot']; sha256: string; capturedAt: string }[];
      const known = [...deals.values()].flatMap((each) => each.images).find((image) => image.id === asked!.id);
      must(!known || (known.dealId === id && known.sha256 === asked!.sha256), 'image.id_taken');
      const image = known ?? ({ ...asked!, dealId: id, state: 'uploading', problems: [], returned: null, bytes: null, width: null, height: null, receivedAt: null, terminal: null } as Image & { dealId: string });
      if (!known) images.push(image);
      return { permits: [{ image: structuredClone(image), url: 'https://storage.test', fields: { key: image.id }, expiresAt: '' }] };
    }
    if (key === 'POST /transactions/:id/submission') {
      must(isOpen, 'transaction.wrong_state');
      must(counter.gateOf(id).length === 0, 'transaction.incomplete', counter.gateOf(id));
      Object.assign(deal, { state: 'awaiting_check', submittedAt: '2026-11-23T02:00:00.000Z' });
    }
    if (key === 'POST /transactions/:id/completion') {
      must(deal.state === 'awaiting_check', 'transaction.wrong_state');
      const seen = body.checkedImageIds as string[];
      must(images.every((image) => image.state !== 'accepted' || seen.includes(image.id)), 'transaction.not_checked');
      must(counter.blocking.length === 0, 'check.blocking', counter.blocking);
      Object.assign(deal, { state: 'completed', completedAt: '2026-11-23T02:01:00.000Z' });
    }
    if (key === 'POST /transactions/:id/cancellation') {
      must(deal.state !== 'completed' && deal.state !== 'cancelled', 'transaction.wrong_state');
      Object.assign(deal, { state: 'cancelled' });
    }
    return counter.tell(id);
  }

  /** The server looks into the storage, judges, and puts the picture in the place of the former one. */
  function arrive(imageId: string): Image {
    const owner = [...deals.values()].find((each) => each.images.some(({ id }) => id === imageId))!;
    const image = owner.images.find(({ id }) => id === imageId)!;
    if (!storage.has(imageId)) throw refusal('image.not_arrived');
    if (image.state !== 'uploading') return structuredClone(image);
    const problems = storage.get(imageId) === image.sha256 ? counter.problems : [{ code: 'altered_in_transit' as const, sentence: '照片在传输中发生变化，请重新上传。' }];
    if (problems.length === 0) for (const other of owner.images) if (other.slot === image.slot && other.state !== 'uploading') other.state = 'replaced';
    Object.assign(image, { state: problems.length > 0 ? 'rejected' : 'accepted', problems });
    return structuredClone(image);
  }

  const isLost = (key: string) => {
    const at = counter.lost.indexOf(key);
    if (at >= 0) counter.lost.splice(at, 1);
    return at >= 0;
  };
  counter.line = {
    call: (async (key: string, sent: Sent = {}) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (counter.isCut) throw unreachable();
      counter.before(key, sent);
      const said = answer(key, sent);
      if (!key.startsWith('GET')) calls.push(key);
      if (isLost(key)) throw unreachable();
      return said;
    }) as Line['call'],
    async upload({ fields }, jpeg) {
      if (counter.isCut) return undefined;
      counter.before('upload', {});
      const isThere = storage.has(fields.key!);
      if (!isThere) storage.set(fields.key!, isLost('altered') ? 'other bytes' : await sha256Of(jpeg));
      calls.push('upload');
      if (isLost('upload')) return undefined;
      return isThere ? { status: 409, text: '' } : { status: 200, text: JSON.stringify({ image: arrive(fields.key!) }) };
    },
    isThere: async () => !counter.isCut,
  };
  return counter;
}

export const facts = () => ({
  marketId: 'market-1', marketName: '一号市场', platePrefix: '浙B', allowsAgentForBothSides: false, now: '2026-11-23T01:00:00.000Z',
  photoRules: { version: '2026-1', rules: { quality: {}, photos: [] } }, partyNotice: { version: '2026-1', title: '告知', paragraphs: [] },
}) as unknown as Parameters<import('./keeping').Keeping['noteFacts']>[0];
