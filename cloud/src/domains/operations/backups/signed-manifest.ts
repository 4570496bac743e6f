import { isSignedBy, keyId, readKey } from 'yongche-verify/note.cjs';
import type { Deps } from '../../../deps';
import { originOf, signedNote } from '../../evidence/checkpoints';

/**
 * A manifest as it lies in the store: `{ body, signature }`, the body as the text that was signed. With a line break after the body it is
 * the text of a signed note (C2SP) by the evidence log's key, and `signature` that note's last line.
 */
export async function signManifest({ db, keys, publicUrl }: Pick<Deps, 'db' | 'keys' | 'publicUrl'>, body: object): Promise<Buffer> {
  const text = JSON.stringify(body);
  const note = signedNote(keys, await originOf(db.manager, publicUrl), `${text}\n`);
  return Buffer.from(JSON.stringify({ body: text, signature: note.slice(`${text}\n\n`.length).trimEnd() }));
}

/**
 * What a manifest says, where this key (a C2SP verifier key, as `verifierKey` gives it) has signed it; undefined otherwise. The key counts, by
 * whatever name: before its first checkpoint a log has none of its own, and goes by the address of whoever signs.
 */
export function openManifest<Body>(verifier: string, manifest: Buffer): Body | undefined {
  const { body, signature } = partsOf(manifest) ?? {};
  const key = readKey(verifier);
  if (typeof body !== 'string' || typeof signature !== 'string' || !key) return undefined;
  const name = /^\u2014 (\S+) /.exec(signature)?.[1] ?? key.name;
  if (!isSignedBy(`${body}\n\n${signature}\n`, { name, id: keyId(name, key.publicKey), publicKey: key.publicKey })) return undefined;
  return JSON.parse(body) as Body;
}

function partsOf(manifest: Buffer): { body?: unknown; signature?: unknown } | undefined {
  try {
    return JSON.parse(manifest.toString()) as { body?: unknown; signature?: unknown };
  } catch {
    return undefined;
  }
}
