import { createHash } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import { ProviderError } from '../../adapters/provider-error';
import { lawfullyDisposed } from '../operations/disposals/disposed-deals';
import { Image } from '../transactions/image.entity';
import type { Finding, Progress } from './evidence-verification.entity';
import type { DealRecord } from './record';
import { finding, type Step, type WalkDeps } from './walk';

const batch = 20;
/** Pictures that are read at the same time. */
const atOnce = 4;
const mostBytes = 11 * 1024 * 1024;

type Picture = DealRecord['pictures'][number];

/** Every picture of the deals in the log: read from the storage again, and compared with the record. */
export async function checkPictures(deps: WalkDeps, at: Progress): Promise<Step> {
  const rows: { leaf_index: string; record: string | null }[] = await deps.tx.query(
    `SELECT l.leaf_index, r.record FROM evidence_leaves l LEFT JOIN evidence_records r ON r.transaction_id = l.transaction_id
     WHERE l.leaf_index >= ? AND l.leaf_index < ? ORDER BY l.leaf_index LIMIT ?`,
    [at.pictureLeaf, deps.size, batch],
  );
  const records = rows.flatMap(({ record }) => recordIn(record));
  const wanted = records.flatMap(({ serial, pictures }) => pictures.map((picture) => ({ serial, picture })));
  const images = new Map((await deps.tx.findBy(Image, { id: In(wanted.map(({ picture }) => picture.imageId)) })).map((image) => [image.id, image]));
  const destroyed = await destroyedDeals(deps.tx, [...images.values()]);
  const findings: Finding[] = [];
  let next = 0;
  const line = async () => {
    for (let taken = wanted[next++]; taken; taken = wanted[next++]) {
      const { serial, picture } = taken;
      const wrong = await problemOf(deps, { picture, image: images.get(picture.imageId), isDestroyed: (id) => destroyed.has(id) });
      if (wrong) findings.push(finding(wrong.kind, `交易 ${serial} 的照片 ${picture.slot}：${wrong.what}`, { serial, slot: picture.slot }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, line));
  const done = rows.length < batch;
  return { findings, pictures: wanted.length, next: done ? undefined : { ...at, pictureLeaf: Number(rows.at(-1)!.leaf_index) + 1 } };
}

/** A record that was changed so that it cannot be read has been told of with its leaf. */
function recordIn(text: string | null): DealRecord[] {
  try {
    return text === null ? [] : [JSON.parse(text) as DealRecord];
  } catch {
    return [];
  }
}

interface Problem {
  kind: Finding['kind'];
  what: string;
}

/** The deals among those of these pictures that an approved disposal destroyed when their keeping period was over. */
async function destroyedDeals(tx: EntityManager, images: Image[]): Promise<Set<string>> {
  const ids = [...new Set(images.filter(({ disposedAt }) => disposedAt).map(({ transactionId }) => transactionId))];
  return ids.length > 0 ? lawfullyDisposed(tx, ids) : new Set();
}

interface Looked {
  picture: Picture;
  image: Image | undefined;
  isDestroyed(transactionId: string): boolean;
}

async function problemOf(deps: WalkDeps, { picture, image, isDestroyed }: Looked): Promise<Problem | undefined> {
  // Of what was lawfully destroyed the hashes are left, and must still be those of the record.
  if (image?.disposedAt && isDestroyed(image.transactionId)) return rewritten(picture, image);
  if (!image?.objectKey) return { kind: 'picture_missing', what: '数据库中的登记被删除。' };
  if (!image.objectKey.includes(`/${picture.slot}-${picture.imageId}-`)) return { kind: 'picture_swapped', what: '登记的存储位置被改为另一张照片。' };
  const sealed = await readSealed(deps, image.objectKey);
  if ('kind' in sealed) return sealed.kind === 'picture_missing' && (await wasJustDestroyed(deps, image)) ? undefined : sealed;
  const actual = createHash('sha256').update(sealed.bytes).digest('hex');
  if (picture.sealedSha256 !== null && actual !== picture.sealedSha256) {
    const owner = await ownerOf(deps, image.id, actual);
    if (owner) return { kind: 'picture_swapped', what: `存储中的文件被换成交易 ${owner.serial} 的照片 ${owner.slot}。` };
    return { kind: 'picture_changed', what: '存储中的文件与核对完成时的哈希不符，已被改动或损坏。' };
  }
  return rewritten(picture, image);
}

function rewritten(picture: Picture, image: Image): Problem | undefined {
  if (image.sha256 !== picture.sha256 || image.sealedSha256 !== picture.sealedSha256 || image.slot !== picture.slot) return { kind: 'picture_changed', what: '数据库中登记的哈希或类型被改写，与存证记录不符。' };
  return undefined;
}

/** Between the reading of the row and of the storage. */
async function wasJustDestroyed({ tx }: WalkDeps, { id }: Image): Promise<boolean> {
  const image = await tx.findOneBy(Image, { id });
  return image !== null && (await destroyedDeals(tx, [image])).has(image.transactionId);
}

/** @throws ProviderError where the storage does not answer: the round is tried again later */
async function readSealed({ storage }: WalkDeps, key: string): Promise<{ bytes: Buffer } | Problem> {
  try {
    return { bytes: await storage.read(key, mostBytes) };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.providerCode === 'NoSuchKey') return { kind: 'picture_missing', what: '存储中的文件被删除。' };
    if (error.providerCode === 'too-large' || error.kind === 'untrusted_answer') return { kind: 'picture_changed', what: '存储中的文件与登记时不同，已被改动或损坏。' };
    throw error;
  }
}

/** Whose picture lies there instead. Reads the whole table, which only a found change is worth. */
async function ownerOf({ tx }: WalkDeps, imageId: string, sealedSha256: string): Promise<{ serial: string; slot: string } | undefined> {
  const [owner]: { serial: string; slot: string }[] = await tx.query('SELECT t.serial, i.slot FROM images i JOIN transactions t ON t.id = i.transaction_id WHERE i.sealed_sha256 = ? AND i.id <> ? LIMIT 1', [sealedSha256, imageId]);
  return owner;
}
