import { randomUUID } from 'node:crypto';
import { type Endpoint, type EndpointKey, type ErrorBody, endpoints, type Role, type staffRoles } from '@yongche/contract';
import { uuidv7 } from 'uuidv7';
import { openSession } from '../src/domains/identity/sessions';
import { StaffPasskey } from '../src/domains/identity/staff-passkey.entity';
import { Staff } from '../src/domains/identity/staff.entity';
import { openDuty } from '../src/domains/registry/duties';
import { openTerminal } from '../src/domains/registry/terminals';
import { sendMessage } from '../src/domains/notices/messages';
import { bulletinObjects } from './bulletins';
import { counterDeal, takeAtCounter } from './counter-deals';
import { type Caller, capture, caller, newDeal } from './people';
import type { Product } from './product';
import { enrolledAgent, type EnrolledAgent, handIn, newCompany } from './register';
import { moneyObjects } from './rights-money';
import { operationsObjects } from './rights-operations';
import { reviewObjects } from './rights-review';
import { statisticObjects } from './statistics';

export type Person = Role | 'stranger';
export type Whose = 'own' | 'other';
type Params = Record<string, string>;

/** People of every role, and for each what is theirs and what is somebody else's. */
export interface World {
  ask(person: Person, key: EndpointKey, whose: Whose): Promise<{ status: number; text: string; code: string | undefined }>;
  /** Whether the endpoint names an object of which this person has one of their own. */
  hasObject(person: Person, key: EndpointKey): boolean;
  /** Ids that must never stand in this person's own lists. */
  idsOfOthers(person: Person): string[];
}

/** A deal of a market's counter, with a picture. */
interface Counter {
  dealId: string;
  imageId: string;
}

/** What belongs to one agent in one market: everything that an id in a path can name. */
interface Estate {
  agent: EnrolledAgent;
  companyId: string;
  dealId: string;
  imageId: string;
  requestId: string;
  evidenceId: string;
  messageId: string;
  verificationId: string;
  sessionId: string;
}

const usernames: Record<keyof typeof staffRoles, string> = {
  operator: 'operator1', market_manager: 'manager1', inspector: 'inspector1', clerk: 'clerk', finance: 'finance', president: 'president',
  technician: 'technician', security_officer: 'security', auditor: 'auditor', policy_adviser: 'adviser',
}; // prettier-ignore
const market = new Set<Person>(['operator', 'market_manager']);
const members = new Set<Person>(['agent', 'company_manager']);
const ofAMonth = new Set<EndpointKey>(['GET /incidents', 'GET /monitoring-peaks']);
const ofAPeriod = new Set<EndpointKey>(['GET /register-figures', 'GET /check-figures', 'GET /inspection-figures', 'GET /discipline-figures', 'GET /sampling-plans/:version/trial']);
const isObject = /:(?!code|purpose|subjectType)\w+/;

export async function worldOf(product: Product): Promise<World> {
  const { db } = product.server.deps;
  const at = product.clock.now();
  const by = { author: { kind: 'system' as const }, origin: undefined, at };
  const marketIds: string[] = (await db.query('SELECT id FROM markets ORDER BY code')).map(({ id }: { id: string }) => id);
  const staffIds = new Map((await db.manager.find(Staff)).map(({ username, id }) => [username, id]));

  async function estateOf(marketId: string, manages: boolean): Promise<Estate> {
    const companyId = await newCompany(product);
    const agent = await enrolledAgent(product, companyId, { manages });
    const deal = await newDeal(agent, { marketId });
    const image = await capture(agent, deal.id, 'P22');
    const { id: requestId } = await agent.call('POST /register-requests', { body: { kind: 'certificate_reissue', reason: 'lost' } });
    const { evidence } = await handIn(agent, requestId, 'loss_statement');
    await db.transaction((tx) => sendMessage(tx, { to: { personId: agent.personId }, kind: 'account', title: '测试', body: '测试' }, at));
    const [{ id: messageId }] = await db.query('SELECT id FROM messages WHERE person_id = ?', [agent.personId]);
    const verificationId = uuidv7();
    const [{ id: accountId }] = await db.query('SELECT id FROM accounts WHERE person_id = ?', [agent.personId]);
    await db.query("INSERT INTO verifications (id, account_id, person_id, method, state, order_no, counter_code, created_at, expires_at) VALUES (?, ?, ?, 'counter', 'passed', ?, ?, ?, ?)", [verificationId, accountId, agent.personId, randomUUID().replaceAll('-', ''), String(10_000_000 + Math.floor(Math.random() * 80_000_000)), at, at]);
    const { sessionId } = await openSession(db.manager, { accountId }, { ip: '', userAgent: '' }, at);
    return { agent, companyId, dealId: deal.id, imageId: image.id, requestId, evidenceId: evidence[0]!.id, messageId, verificationId, sessionId };
  }

  const estates = { agent: await estateOf(marketIds[0]!, false), company_manager: await estateOf(marketIds[0]!, true), other: await estateOf(marketIds[1]!, true) };
  const counters = { own: await counterOf('operator1', estates.agent.agent), other: await counterOf('operator2', estates.other.agent) };
  const terminals = await Promise.all(marketIds.slice(0, 2).map((marketId) => db.transaction((tx) => openTerminal(tx, { marketId, name: '台', location: '厅' }, by))));
  const requestOfMarket = await terminalRequest(0);
  const requestOfOther = await terminalRequest(1);
  await db.transaction((tx) => openDuty(tx, { companyId: estates.other.companyId, kind: 'A02', cause: '试验' }, by));
  const clerk = await employee('clerk');
  const { id: batchId } = await clerk.call('POST /cleanup-batches', { body: { companyIds: [await newCompany(product)], note: '试验' } });
  const importId = uuidv7();
  await db.query("INSERT INTO licence_imports (id, name, sha256, state, report, matches, imported_by, imported_at) VALUES (?, 'x.csv', ?, 'checked', ?, '[]', ?, ?)", [importId, 'a'.repeat(64), JSON.stringify({ rows: 0, problems: [], problemCount: 0, matched: 0, unmatched: 0, changes: [], changeCount: 0, notNamed: 0, newDuties: 0 }), staffIds.get('clerk'), at]);
  const erasureId = uuidv7();
  await db.query("INSERT INTO erasures (id, person_id, asked_by, requested_by, reason, state, requested_at) VALUES (?, ?, 'clerk', ?, '试验', 'requested', ?)", [erasureId, estates.other.agent.personId, staffIds.get('clerk2'), at]);
  const [{ id: eventId }] = await db.query('SELECT id FROM audit_events LIMIT 1');
  const [{ counter_code: counterCode }] = await db.query('SELECT counter_code FROM verifications WHERE id = ?', [estates.other.verificationId]);
  const review = await reviewObjects(product, { estates, marketIds, staffIds });
  const money = await moneyObjects(product, { estates, marketIds, staffIds });
  const statistics = await statisticObjects(product);
  const bulletins = await bulletinObjects(product);
  const operations = await operationsObjects(product, { marketIds, staffIds });
  const victimSession = async (username: string) => (await openSession(db.manager, { staffId: staffIds.get(username)!, secondFactorAt: at }, { ip: '', userAgent: '' }, at)).sessionId;

  async function counterOf(username: string, agent: EnrolledAgent): Promise<Counter> {
    const operator = await employee(username);
    const { id: dealId } = await counterDeal(operator, agent.number);
    return { dealId, imageId: await takeAtCounter(operator, dealId, 'P22') };
  }
  async function terminalRequest(at: 0 | 1): Promise<{ requestId: string; evidenceId: string }> {
    const asker = await employee('clerk');
    const { id } = await asker.call('POST /register-requests', { body: { kind: 'terminal_reissue', terminalId: terminals[at]!, reason: 'damaged' } });
    const { evidence } = await handIn(asker, id, 'application_form');
    return { requestId: id, evidenceId: evidence[0]!.id };
  }
  /** An employee with a session of this moment, so that no test waits for a one-time code. */
  async function employee(username: string): Promise<Caller & { cookie: string }> {
    const now = product.clock.now();
    const { token } = await openSession(db.manager, { staffId: staffIds.get(username)!, secondFactorAt: now }, { ip: '127.0.0.1', userAgent: 'test' }, now);
    return { ...caller(product.url, { cookie: `session=${token}`, origin: product.url }), cookie: `session=${token}` };
  }
  /** An operator's own deals are those of the counter; whoever only reads reads the agents' too. */
  const estateFor = (person: Person, whose: Whose): Estate => {
    const estate = whose === 'other' ? estates.other : estates[person === 'company_manager' ? 'company_manager' : 'agent'];
    return person === 'operator' ? { ...estate, ...counters[whose] } : estate;
  };

  async function paramsFor(person: Person, key: EndpointKey, whose: Whose): Promise<Params> {
    const path = key.split(' ')[1]!;
    const estate = estateFor(person, whose);
    const paper = person === 'market_manager' ? (whose === 'own' ? requestOfMarket : requestOfOther) : estate;
    if (key.startsWith('DELETE /register-requests/:id')) return { id: paper.requestId, evidenceId: await spareEvidence(paper.requestId) };
    if (path.startsWith('/register-requests/:id')) return { id: paper.requestId, evidenceId: paper.evidenceId };
    if (path.startsWith('/transactions/:id')) return { id: estate.dealId, partyId: await partyOf(estate.dealId) };
    if (path.startsWith('/images/:id')) return { id: estate.imageId };
    if (path.startsWith('/sessions/:id')) return { id: estate.sessionId };
    if (path.startsWith('/messages/:id')) return { id: estate.messageId };
    if (path.startsWith('/verifications/:id')) return { id: estate.verificationId };
    if (path.startsWith('/terminals/:id')) return { id: terminals[whose === 'own' ? 0 : 1]! };
    if (path.startsWith('/staff-sessions/:id')) return { id: await victimSession(whose === 'own' && person in usernames ? usernames[person as keyof typeof usernames] : 'clerk2') };
    if (path.startsWith('/staff-account/passkeys/:id')) return { id: await passkeyOf(whose === 'own' && person in usernames ? usernames[person as keyof typeof usernames] : 'clerk2') };
    if (path.startsWith('/staff/:id')) return { id: staffIds.get(whose === 'own' ? 'operator1' : 'operator2')!, sessionId: path.includes(':sessionId') ? await victimSession(whose === 'own' ? 'operator1' : 'operator2') : '' };
    if (path.startsWith('/companies/:id')) return { id: estates.other.companyId };
    if (path.startsWith('/certificates/:id')) return { id: estates.other.agent.certificateId };
    if (path.startsWith('/register/:subjectType')) return { subjectType: 'certificate', id: estates.other.agent.certificateId };
    if (path.startsWith('/persons/:id')) return { id: estates.other.agent.personId };
    const others: [string, Params][] = [
      ['/licence-imports', { id: importId }],
      ['/cleanup-batches', { id: batchId }],
      ['/erasures', { id: erasureId }],
      ['/audit-events', { id: eventId }],
      ['/rule-packs', { version: '2026-1' }],
      ['/statistic-imports', { id: statistics.importId }],
      ['/statistic-periods', { period: statistics.period }],
      ['/comparisons', { month: statistics.period }],
      ['/bulletins', { id: bulletins.bulletinId }],
      ['/published-bulletins', { id: bulletins.bulletinId }],
      ['/bulletin-sendings', { id: bulletins.sendingId }],
      ['/bulletin-destinations', { id: bulletins.destinationId }],
      ['/annual-reports', { id: statistics.reportId, code: 'upgrades' }],
      ['/metrics', { code: 'completed' }],
      ['/deadlines', { code: 'annual_check' }],
      ['/counter-verifications', { code: counterCode }],
      ['/photo-samples', { code: 'P01' }],
      ['/markets', { id: marketIds[0]! }],
      ['/terminal-pairings', { id: uuidv7() }],
      ['/page-releases', { version: '0.1.0' }],
      ['/consents', { purpose: 'face' }],
    ];
    return others.find(([start]) => path.startsWith(start))?.[1] ?? (await review.paramsFor(person, path, whose)) ?? money.paramsFor(person, path, whose) ?? operations.paramsFor(path, whose) ?? {};
  }
  /** A change of the deal enters its parties anew. */
  async function partyOf(dealId: string): Promise<string> {
    return (await db.query('SELECT id FROM parties WHERE transaction_id = ? ORDER BY position', [dealId]))[0].id;
  }
  async function spareEvidence(requestId: string): Promise<string> {
    const id = uuidv7();
    await db.query("INSERT INTO evidence_files (id, request_id, kind, state, object_key, content_type, permitted_at) VALUES (?, ?, 'other', 'uploading', ?, 'image/jpeg', ?)", [id, requestId, `register/${id}`, at]);
    return id;
  }
  async function passkeyOf(username: string): Promise<string> {
    const id = uuidv7();
    await db.manager.insert(StaffPasskey, { id, staffId: staffIds.get(username)!, credentialId: id, publicKey: 'x', counter: '0', transports: [], name: '试验', createdAt: at });
    return id;
  }

  /** A body that passes the contract, where the ownership behind it is to be seen; elsewhere an empty one shows who is let in. */
  function bodyFor(key: EndpointKey, { imageId }: Estate, partyId: string): unknown {
    const bodies: Partial<Record<EndpointKey, unknown>> = {
      'PUT /transactions/:id': { business: 'city_transfer', marketId: marketIds[0], vin: 'LSGPC52U6AF102554', plate: '浙B12345', mortgaged: false, parties: [{ side: 'seller', kind: 'person', name: '卖方甲', idNumber: '330203199001010014', attendance: 'present' }, { side: 'buyer', kind: 'person', name: '买方乙', idNumber: '11010519491231002X', attendance: 'present' }] },
      'POST /transactions/:id/party-notices': { partyId, version: 'old' },
      'POST /transactions/:id/images': { images: [{ slot: 'P22', contentType: 'image/jpeg', bytes: 1000, capturedAt: at.toISOString() }] },
      'POST /transactions/:id/image-views': { imageIds: [imageId], variant: 'thumbnail' },
      'POST /transactions/:id/cancellation': { reason: '试验' },
      'POST /transactions/:id/completion': { checkedImageIds: [imageId] },
      'POST /transactions/:id/hold-takeovers': { from: marketIds[0], reason: '试验' },
      'POST /transactions/:id/returns': { images: [{ imageId, code: 'R01' }] },
      'POST /transactions/:id/parties/:partyId/reveals': { field: 'name', reason: '核对凭证内容' },
      'POST /register-requests/:id/evidence': { kind: 'other', contentType: 'image/jpeg', bytes: 1000 },
      'PUT /images/:id/fields': { fields: [{ field: 'plate', value: '浙B12345' }] },
      'POST /transactions/:id/check-disputes': { rule: 'T-04', note: '试验' },
      'POST /transactions/:id/check-overrides': { rule: 'T-04', reason: '试验' },
      'POST /transactions/:id/evidence-packages': { reason: '试验' },
      'POST /verifications/:id/check': {},
      'POST /problems/:id/images': { images: [{ slot: 'P22', contentType: 'image/jpeg', bytes: 1000, capturedAt: at.toISOString() }] },
      'POST /problems/:id/correction': { note: '试验' },
      'POST /violations/:id/statement': { text: '试验' },
      'POST /violations/:id/appeal': { text: '试验' },
      'POST /terminals/:id/pairing': { code: 'ABCDEFGH' },
      'PUT /markets/:id/terminal-requirement': { isRequired: false },
      'POST /bills/:id/voiding': { reason: '试验' },
    };
    return bodies[key];
  }
  async function ask(person: Person, key: EndpointKey, whose: Whose): Promise<{ status: number; text: string; code: string | undefined }> {
    const [method, path] = key.split(' ') as [string, string];
    const params = await paramsFor(person, key, whose);
    const body = (endpoints[key] as Endpoint).file ? undefined : bodyFor(key, estateFor(person, whose), params.partyId ?? '');
    const url = `${product.url}/api${path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))}${queryOf(key)}`;
    for (;;) {
      const known = sessions.get(person);
      const headers = await (known ?? begin(person));
      const response = await fetch(url, { method, headers: { ...headers, 'idempotency-key': randomUUID(), ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) });
      const text = await response.text();
      const code = response.status >= 400 ? (JSON.parse(text) as ErrorBody).error.code : undefined;
      if (method !== 'GET' && code !== 'request.forbidden') sessions.clear();
      if (known && person !== 'stranger' && code === 'request.unauthenticated') sessions.delete(person);
      else return { status: response.status, text, code };
    }
  }
  const queryOf = (key: EndpointKey) => (ofAMonth.has(key) ? '?month=2026-01' : ofAPeriod.has(key) ? '?from=2026-01-01&to=2026-12-31' : key === 'GET /bills/:id/events' ? '?line=1' : '');

  /** One session answers many questions, until one was let in that may have ended it, anybody's; a session that did end says nothing of a right. */
  const sessions = new Map<Person, Promise<Record<string, string>>>();
  function begin(person: Person): Promise<Record<string, string>> {
    const headers = headersOf(person);
    sessions.set(person, headers);
    return headers;
  }
  async function headersOf(person: Person): Promise<Record<string, string>> {
    if (person === 'stranger') return {};
    if (members.has(person)) return { authorization: `Bearer ${await tokenOf(estates[person as 'agent' | 'company_manager'])}` };
    const { cookie } = await employee(usernames[person as keyof typeof usernames]);
    return { cookie, origin: product.url };
  }
  async function tokenOf(estate: Estate): Promise<string> {
    const [{ id: accountId }] = await db.query('SELECT id FROM accounts WHERE person_id = ?', [estate.agent.personId]);
    return (await openSession(db.manager, { accountId }, { ip: '127.0.0.1', userAgent: 'test' }, product.clock.now())).token;
  }

  return {
    ask,
    hasObject: (person, key) => isObject.test(key) && person !== 'stranger',
    idsOfOthers(person) {
      const { dealId, companyId, requestId, messageId, sessionId, verificationId, agent } = estates.other;
      const ids = [counters.other.dealId, ...review.idsOfOthers, ...money.idsOfOthers, ...operations.idsOfOthers, dealId, requestId, requestOfOther.requestId, messageId, sessionId, verificationId, agent.certificateId, agent.personId];
      return market.has(person) ? [...ids, ...review.idsOfOtherMarkets, terminals[1]!, staffIds.get('operator2')!] : [...ids, companyId];
    },
  };
}
