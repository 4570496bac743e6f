import { createHash, webcrypto } from 'node:crypto';
import { arrivalStatement, pairingStatement, proofHeader, proofStatement, sealHeader, writeProof } from '@yongche/contract';
import { uuidv7 } from 'uuidv7';
import { placeOfTotp, totpAt } from '../src/domains/identity/totp';
import { Staff } from '../src/domains/identity/staff.entity';
import { openTerminal } from '../src/domains/registry/terminals';
import { type Caller, caller, type Signing, withCookieOf } from './people';
import { employee, type Product } from './product';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
type KeyPair = Awaited<ReturnType<typeof webcrypto.subtle.generateKey>> & { publicKey: webcrypto.CryptoKey; privateKey: webcrypto.CryptoKey };

/** What a browser keeps of its pairing: whoever copies the profile has all of it. */
interface Kept {
  keys: KeyPair;
  device: string;
  seal: string;
}

/** A PC with a browser; once it is paired it signs whatever is sent from it. */
export interface Pc extends Signing {
  kept: Kept;
  /** Nobody logged in. */
  anybody: Caller;
  /** Asks for a code, with the key that it keeps from now on. */
  begin(): Promise<{ id: string; code: string }>;
  arrive(): Promise<{ state: string; terminal: { number: string; name: string; marketName: string } | null }>;
  /** The same browser profile on another machine. */
  copy(): Pc;
  /** Version of the page that is open. */
  page: string;
  /** Does not learn of new seals, as if the answers were lost. */
  isDeaf: boolean;
}

const base64url = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('base64url');

export function newPc(product: Product, given?: Kept): Pc {
  const kept = (given ?? { device: '', seal: '' }) as Kept;
  const sign = async (statement: string) => base64url(await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, kept.keys.privateKey, Buffer.from(statement)));
  const open = caller(product.url);
  const pc: Pc = {
    kept,
    page: '0.1.0+test',
    isDeaf: false,
    anybody: open,
    async begin() {
      kept.keys = (await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])) as KeyPair;
      const { challenge } = await open.call('POST /terminal-pairing-challenges');
      const publicKey = base64url(await webcrypto.subtle.exportKey('spki', kept.keys.publicKey));
      const pairing = await open.call('POST /terminal-pairings', { body: { publicKey, proof: { challenge, signature: await sign(pairingStatement(challenge)) } } });
      kept.device = pairing.id;
      return pairing;
    },
    async arrive() {
      const at = product.clock.now().getTime();
      const arrival = await open.call('POST /terminal-pairings/:id/arrival', { params: { id: kept.device }, body: { at, signature: await sign(arrivalStatement(kept.device, at)) } });
      if (arrival.seal) kept.seal = arrival.seal;
      return arrival;
    },
    async headersFor(method, address, body) {
      const fields = { device: kept.device, at: product.clock.now().getTime(), body: createHash('sha256').update(body).digest('base64url'), seal: kept.seal, page: pc.page };
      return { [proofHeader]: writeProof(fields, await sign(proofStatement(method, address, fields))) };
    },
    read(headers) {
      const offered = headers.get(sealHeader);
      const numberOf = (seal: string) => Number(seal.split('.')[0]);
      if (offered && !pc.isDeaf && numberOf(offered) > numberOf(kept.seal)) kept.seal = offered;
    },
    copy: () => newPc(product, { ...kept }),
  };
  pc.anybody = caller(product.url, { origin: product.url }, pc);
  return pc;
}

/** A terminal in the market with this place in the order of codes. @returns its id. */
export async function terminalIn(product: Product, market: number, name = '一号柜台'): Promise<string> {
  const { db } = product.server.deps;
  const { id: marketId } = (await db.query('SELECT id FROM markets ORDER BY code'))[market];
  return db.transaction((tx) => openTerminal(tx, { marketId, name, location: '大厅' }, { author: { kind: 'system' }, origin: undefined, at: product.clock.now() }));
}

/** A PC that a manager or clerk has paired with a terminal. */
export async function pairedPc(product: Product, manager: Caller, terminalId: string): Promise<Pc> {
  const pc = newPc(product);
  const { code } = await pc.begin();
  await manager.call('POST /terminals/:id/pairing', { params: { id: terminalId }, body: { code } });
  await pc.arrive();
  return pc;
}

/** An employee who logs in at a PC with password and one-time code. */
export async function logInAt(product: Product, pc: Pc, username: string, as = username): Promise<Caller & { cookie: string }> {
  product.clock.advance(31);
  const { password, totpSecret } = employee(as);
  const reply = await pc.anybody.send('POST /staff-sessions', { body: { username, password, totp: totpAt(totpSecret, Math.floor(product.clock.now().getTime() / 30_000)) } });
  if (reply.status !== 201) throw new Error(`${reply.status} ${JSON.stringify(reply.error)}`);
  return withCookieOf(product, reply, pc);
}

/** A second operator in the market of operator1, with the same password and authenticator. */
export async function colleagueOf(product: Product, username: string): Promise<string> {
  const { db, keys } = product.server.deps;
  const one = await db.manager.findOneByOrFail(Staff, { username: 'operator1' });
  const id = uuidv7();
  await db.manager.insert(Staff, { ...one, id, username, name: '柜台同事', lastTotpStep: 0, totpSecretSealed: keys.seal(employee('operator1').totpSecret, placeOfTotp(id)) });
  return id;
}
