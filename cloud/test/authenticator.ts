import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What an authenticator is asked, as far as it matters here. */
interface Asked {
  challenge: string;
}

/** A passkey in software (ES256): what a phone or a security key answers, and what a thief's would. */
export function softwareAuthenticator(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const credentialId = randomBytes(32);
  let counter = 0;

  const clientData = (type: string, { challenge }: Asked, from: string) => Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));
  function authenticatorData({ userVerified }: { userVerified: boolean }, attested = Buffer.alloc(0)): Buffer {
    const rpIdHash = createHash('sha256').update(new URL(origin).hostname).digest();
    const flags = 0x01 | (userVerified ? 0x04 : 0) | (attested.length > 0 ? 0x40 : 0);
    const counted = Buffer.alloc(4);
    counted.writeUInt32BE(++counter);
    return Buffer.concat([rpIdHash, Buffer.from([flags]), counted, attested]);
  }
  const id = credentialId.toString('base64url');
  const credential = { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} };

  return {
    id,
    /** Answers `navigator.credentials.create`. */
    attest(options: Asked, { userVerified = true, from = origin } = {}) {
      const cose = cborMap([[cborInt(1), cborInt(2)], [cborInt(3), cborInt(-7)], [cborInt(-1), cborInt(1)], [cborInt(-2), cborBytes(Buffer.from(x!, 'base64url'))], [cborInt(-3), cborBytes(Buffer.from(y!, 'base64url'))]]);
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, credentialId.length]), credentialId, cose]);
      const attestationObject = cborMap([[cborText('fmt'), cborText('none')], [cborText('attStmt'), cborMap([])], [cborText('authData'), cborBytes(authenticatorData({ userVerified }, attested))]]);
      return { ...credential, response: { clientDataJSON: clientData('webauthn.create', options, from).toString('base64url'), attestationObject: attestationObject.toString('base64url'), transports: ['internal'] } };
    },
    /** Answers `navigator.credentials.get`. */
    assert(options: Asked, { userVerified = true, from = origin } = {}) {
      const clientDataJSON = clientData('webauthn.get', options, from);
      const data = authenticatorData({ userVerified });
      const signature = sign('sha256', Buffer.concat([data, createHash('sha256').update(clientDataJSON).digest()]), privateKey);
      return { ...credential, response: { clientDataJSON: clientDataJSON.toString('base64url'), authenticatorData: data.toString('base64url'), signature: signature.toString('base64url') } };
    },
    /** Sets the counter back, as a copied key would. */
    rewind: () => void (counter = 0),
  };
}

/** The few kinds of CBOR (RFC 8949) that an attestation needs. */
function cborHead(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  return value < 256 ? Buffer.from([(major << 5) | 24, value]) : Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
}
const cborInt = (value: number) => (value >= 0 ? cborHead(0, value) : cborHead(1, -1 - value));
const cborBytes = (bytes: Buffer) => Buffer.concat([cborHead(2, bytes.length), bytes]);
const cborText = (text: string) => Buffer.concat([cborHead(3, Buffer.byteLength(text)), Buffer.from(text)]);
const cborMap = (entries: [Buffer, Buffer][]) => Buffer.concat([cborHead(5, entries.length), ...entries.flat()]);
