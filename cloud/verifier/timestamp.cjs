// @ts-check
'use strict';
/*
 * RFC 3161: reads a time stamp token and proves it. The structure is read here, all cryptography and the certificates are
 * Node's own (pkijs is ESM only, which neither Node 20.0 nor jest can require, and leaves nonce, purpose and ESSCertID to its user).
 */
const { createHash, timingSafeEqual, verify, X509Certificate } = require('node:crypto');
const { element, elements, inside, oid, time } = require('./der.cjs');

/** @typedef {import('./der.cjs').Element} Element */
/** @typedef {{ at: Date, authority: string, nonce: string | null, imprint: Buffer, trusted: boolean }} Timestamp */

const signedData = '1.2.840.113549.1.7.2';
const tstInfo = '1.2.840.113549.1.9.16.1.4';
const timeStamping = '1.3.6.1.5.5.7.3.8';
const messageDigest = '1.2.840.113549.1.9.4';
const contentType = '1.2.840.113549.1.9.3';
const signingCertificates = { '1.2.840.113549.1.9.16.2.12': 'sha1', '1.2.840.113549.1.9.16.2.47': 'sha256' };
/** @type {Record<string, string>} */
const hashes = { '1.3.14.3.2.26': 'sha1', '2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512' };
/** RSA with PKCS#1 v1.5 and ECDSA, with or without the hash in their name. */
const signatures = /^1\.2\.840\.113549\.1\.1\.(1|11|12|13)$|^1\.2\.840\.10045\.4\.3\.[234]$/;

/**
 * Proves that a token stamps these bytes, that its signer may stamp, and, where roots are given, that it descends from one of them.
 * @param {Buffer} token A TimeStampToken (CMS SignedData) in DER.
 * @param {{ stamped: Buffer, roots?: string[] }} wanted `roots` in PEM.
 * @returns {Timestamp} `trusted` is false where no roots were given.
 * @throws Error that says in Chinese what is wrong.
 */
function verifyTimestamp(token, { stamped, roots = [] }) {
  const { info, signer, certificates } = readable(() => readToken(token), '时间戳的格式不正确');
  if (!info.hash || !createHash(info.hash).update(stamped).digest().equals(info.imprint)) throw new Error('时间戳盖的不是这份内容');
  const attribute = (/** @type {string} */ type) => signer.attributes.get(type)?.[0];
  const digest = readable(() => createHash(signer.hash).update(info.raw).digest(), '时间戳的哈希算法不受支持');
  if (attribute(messageDigest)?.content.equals(digest) !== true || readable(() => oid(attribute(contentType)), '时间戳缺少内容类型') !== tstInfo) throw new Error('时间戳的内容与签名不符');
  const certificate = readable(() => certificates.find((one) => isNamed(one, signer.attributes)), '时间戳没有正确指明签名证书');
  if (!certificate) throw new Error('时间戳里没有签名者的证书');
  if (!signatures.test(signer.algorithm) || !verify(signer.hash, signer.signed, certificate.publicKey, signer.signature)) throw new Error('时间戳的签名不正确');
  if (!certificate.keyUsage?.includes(timeStamping)) throw new Error('签名证书不是用于时间戳的证书');
  ensureValid(certificate, info.at);
  if (roots.length > 0) ensureDescent(certificate, { certificates, roots: roots.map((pem) => new X509Certificate(pem)), at: info.at });
  return { at: info.at, authority: authorityOf(certificate), nonce: info.nonce, imprint: info.imprint, trusted: roots.length > 0 };
}

/** @template T @param {() => T} read @param {string} otherwise @returns {T} */
function readable(read, otherwise) {
  try {
    return read();
  } catch {
    throw new Error(otherwise);
  }
}

/** @param {Buffer} token */
function readToken(token) {
  const [type, holder] = inside(element(token));
  if (oid(type) !== signedData) throw new Error('no signed data');
  const [, , encapsulated, ...rest] = inside(inside(holder, 0xa0)[0]);
  const [eType, eContent] = inside(encapsulated);
  if (oid(eType) !== tstInfo) throw new Error('no time stamp');
  const raw = inside(eContent, 0xa0)[0]?.content ?? Buffer.alloc(0);
  const certificates = rest.filter(({ tag }) => tag === 0xa0).flatMap(({ content }) => elements(content)).map(({ raw: der }) => new X509Certificate(der));
  const [signer, ...others] = inside(rest.at(-1), 0x31);
  if (others.length > 0) throw new Error('more than one signer');
  return { info: { ...readInfo(raw), raw }, signer: readSigner(inside(signer)), certificates };
}

/** @param {Buffer} raw */
function readInfo(raw) {
  const [, , imprint, , at, ...optional] = inside(element(raw));
  const [algorithm, hashed] = inside(imprint);
  // An INTEGER of its own among the optional parts can only be the nonce.
  const nonce = optional.find(({ tag }) => tag === 2);
  return { hash: hashes[oid(inside(algorithm)[0])], imprint: hashed?.content ?? Buffer.alloc(0), at: time(at), nonce: nonce ? nonce.content.toString('hex').replace(/^(00)+(?=..)/, '') : null };
}

/** @param {Element[]} fields */
function readSigner(fields) {
  const [, , digest, attributes, algorithm, signature] = fields;
  const listed = inside(attributes, 0xa0).map((one) => inside(one));
  return {
    hash: hashes[oid(inside(digest)[0])] ?? '',
    attributes: new Map(listed.map(([type, values]) => [oid(type), inside(values, 0x31)])),
    // What is signed is the attributes as a SET, not under the tag with which they stand in the token.
    signed: Buffer.concat([Buffer.of(0x31), (attributes?.raw ?? Buffer.alloc(0)).subarray(1)]),
    algorithm: oid(inside(algorithm)[0]),
    signature: signature?.content ?? Buffer.alloc(0),
  };
}

/**
 * Whether the signed attributes name this certificate as the signer's (ESSCertID, RFC 2634 and 5035), so that no other
 * certificate of the same key passes for it.
 * @param {X509Certificate} certificate @param {Map<string, Element[]>} attributes
 */
function isNamed(certificate, attributes) {
  return Object.entries(signingCertificates).some(([type, usual]) => {
    const value = attributes.get(type)?.[0];
    if (!value) return false;
    const [first, second] = inside(inside(inside(value)[0])[0]);
    const named = first?.tag === 0x30 ? { hash: hashes[oid(inside(first)[0])] ?? '', value: second } : { hash: usual, value: first };
    const own = createHash(named.hash).update(certificate.raw).digest();
    return named.value?.content.length === own.length && timingSafeEqual(own, named.value.content);
  });
}

/** @param {X509Certificate} certificate @param {Date} at */
function ensureValid({ validFrom, validTo }, at) {
  if (at.getTime() < Date.parse(validFrom) || at.getTime() > Date.parse(validTo)) throw new Error('盖时间戳时，时间戳机构的证书不在有效期内');
}

/**
 * From the signer to one of the roots, each valid at the time and signed by the next.
 * @param {X509Certificate} signer @param {{ certificates: X509Certificate[], roots: X509Certificate[], at: Date }} among
 */
function ensureDescent(signer, { certificates, roots, at }) {
  let current = signer;
  for (let step = 0; step < 8; step++) {
    const issued = (/** @type {X509Certificate} */ issuer) => current.checkIssued(issuer) && current.verify(issuer.publicKey);
    const same = roots.some(({ raw }) => raw.equals(current.raw));
    const root = roots.find(issued);
    if (root) ensureValid(root, at);
    if (root || same) return;
    const issuer = certificates.find((one) => one.ca && !one.raw.equals(current.raw) && issued(one));
    if (!issuer) break;
    ensureValid(issuer, at);
    current = issuer;
  }
  throw new Error('时间戳机构的证书不是由所信任的根证书签发的');
}

/** The name under which the authority signs. @param {X509Certificate} certificate */
function authorityOf({ subject }) {
  const field = (/** @type {string} */ name) => new RegExp(`^${name}=(.+)$`, 'm').exec(subject)?.[1];
  return (field('CN') ?? field('O') ?? subject).slice(0, 200);
}

module.exports = { verifyTimestamp };
