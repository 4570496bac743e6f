import type { ObjectStore } from '../../../adapters/storage/storage';
import { dayInShanghai } from '../../../clock';
import type { Deps } from '../../../deps';
import { originOf, verifierKey } from '../../evidence/checkpoints';
import type { PackedPicture } from '../../evidence/package-content';
import { type Filled, writeArchive } from '../backup-archive';
import type { Heading, Words } from '../backup-manifest';
import type { Run } from '../backups/back-up';
import { BackupProblem } from '../backups/backup-problem';
import { copiesFolder } from '../backups/compare-listings';
import { openManifest, signManifest } from '../backups/signed-manifest';
import { readIfThere } from '../drills/find-dump';
import { growingRoot } from '../drills/picture-lists';
import { dealsOfMonth, type Placed } from './deals-of-month';
import { boundsOf, monthWords } from './months';

export type VolumeDeps = Pick<Deps, 'db' | 'clock' | 'keys' | 'publicUrl' | 'storage' | 'log'> & { backupStore: ObjectStore; recipient: string };

/** A volume is full with so many deals, or once its pictures take about so much. */
export interface VolumeLimits {
  deals: number;
  bytes: number;
}
export const usualLimits: VolumeLimits = { deals: 500, bytes: 2e9 };

/** Pictures that are not in it, by their reason. */
export type LeftOut = Record<NonNullable<PackedPicture['left']>, number>;

/** 一卷 of a month, as the index says it. */
export interface Volume {
  file: string;
  /** Of the encrypted file. */
  bytes: number;
  sha256: string;
  deals: number;
  pictures: number;
  leftOut: LeftOut;
  firstSerial: string;
  lastSerial: string;
  /** RFC 6962, over the leaves of its deals. */
  root: string;
}

/** What is noted beside a finished volume: whoever goes on with the month never writes it again. */
interface VolumeNote {
  format: 'yongche archive volume note 1';
  month: string;
  number: number;
  volume: Volume;
  /** Serial and SHA-256 of the record of each deal, in their order. */
  deals: [serial: string, recordDigest: string][];
}

/** All volumes of a month. */
export interface Volumes {
  volumes: Volume[];
  /** Over the deals of all volumes. */
  root: string;
}

const mostNoteBytes = 4 * 1024 * 1024;
/** In the store: what a run that was killed, or taken for dead, writes late has another name than what the next one writes. */
const fileOf = (number: number, runId: string) => `volume-${String(number).padStart(4, '0')}-${runId.slice(-8)}.zip.age`;
const noteOf = (number: number) => `volume-${String(number).padStart(4, '0')}.json`;

/** A month, and whether a person has decided to archive it without the pictures that are damaged in both stores. */
export interface MonthWish {
  month: string;
  withoutDamaged: boolean;
}

/**
 * Writes the first volume of a month that is not finished yet, in the order of completion, one picture in memory at a time. Those that an
 * earlier run finished stay as they are, unless their file is gone or is of another length. Undefined while more are to be written: other
 * long jobs have their turn in between. @throws PicturesDamaged
 */
export async function writeVolumes(deps: VolumeDeps, wish: MonthWish, { place, id, signal, keep }: Run, limits: VolumeLimits): Promise<Volumes | undefined> {
  const { db, backupStore: store } = deps;
  const { month } = wish;
  const verifier = verifierKey(deps.keys, await originOf(db.manager, deps.publicUrl));
  const tree = growingRoot();
  const volumes: Volume[] = [];
  let [after, goesOn, hasWritten]: [Placed | undefined, boolean, boolean] = [undefined, true, false];
  for (let number = 1; ; number++) {
    signal.throwIfAborted();
    const deals: Placed[] = await dealsOfMonth(db.manager, month, after, limits.deals);
    if (deals.length === 0) return { volumes, root: tree.root() };
    if (hasWritten) return undefined;
    const found: VolumeNote | undefined = goesOn ? await finished(store, { place, month, number, verifier, deals }) : undefined;
    goesOn = found !== undefined;
    const key = place + fileOf(number, id);
    const note = found ?? (await write(deps, { ...wish, number, deals: full(deals, limits.bytes), key, signal }));
    if (!found) {
      hasWritten = true;
      await keep().catch(async (error: unknown) => {
        await store.remove(key);
        throw error;
      });
      await store.write(place + noteOf(number), await signManifest(deps, note), 'application/json');
    }
    for (const leaf of leavesOf(note)) tree.add(leaf);
    volumes.push(note.volume);
    after = deals[note.deals.length - 1];
  }
}

/** The deals that go into one volume: as many as fit, and at least one. */
function full(deals: Placed[], most: number): Placed[] {
  let bytes = 0;
  return deals.filter((deal, index) => (bytes += deal.bytes) <= most || index === 0);
}

/** What an earlier run noted of this volume, where its file is there and holds the deals that belong there. */
async function finished(store: ObjectStore, { place, month, number, verifier, deals }: { place: string; month: string; number: number; verifier: string; deals: Placed[] }): Promise<VolumeNote | undefined> {
  const bytes = await readIfThere(store, place + noteOf(number), mostNoteBytes);
  const note = bytes && openManifest<VolumeNote>(verifier, bytes);
  if (note?.format !== 'yongche archive volume note 1' || note.month !== month || note.number !== number) return undefined;
  if (note.deals.length === 0 || note.deals.some(([serial], index) => deals[index]?.serial !== serial)) return undefined;
  return (await store.stat(place + note.volume.file))?.bytes === note.volume.bytes ? note : undefined;
}

/** Pictures that neither the bucket nor the copies can give. */
export class PicturesDamaged extends BackupProblem {}

async function write(deps: VolumeDeps, { month, withoutDamaged, number, deals, key, signal }: MonthWish & { number: number; deals: Placed[]; key: string; signal: AbortSignal }): Promise<VolumeNote> {
  const { from, until } = boundsOf(month);
  const heading: Heading = { format: 'yongche archive volume 1', month, volume: number, from: dayInShanghai(from), to: dayInShanghai(new Date(until.getTime() - 1)) };
  const words: Words = {
    title: `甬车每月归档　${monthWords(month)}　第 ${number} 卷`,
    deals: `全市 ${monthWords(month)}核对完成的交易（这一卷）`,
    files: '归档文件夹 --identity 协会密钥文件.txt',
    care: '归档由协会长期保存，只保存加密的文件，解密后的文件用完及时删除；密钥文件按备份方案另处保管。',
  };
  const made = await writeArchive(deps, {
    ...{ heading, words, recipient: deps.recipient, store: deps.backupStore, objectKey: key, dealIds: deals.map(({ id }) => id), signal },
    copies: { read: (original, most) => deps.backupStore.read(copiesFolder + original, most) },
    onProgress: async () => signal.throwIfAborted(),
  });
  if (!withoutDamaged) await refuseDamaged(deps.backupStore, made, { month, key });
  const lines = made.lines.map(({ deal, recordDigest }): [string, string] => [deal.serial, recordDigest]);
  const tree = growingRoot();
  for (const leaf of leavesOf({ deals: lines })) tree.add(leaf);
  const { bytes, sha256 } = made;
  const volume = { file: key.slice(key.lastIndexOf('/') + 1), bytes, sha256, deals: lines.length, ...picturesOf(made), firstSerial: lines[0]![0], lastSerial: lines.at(-1)![0], root: tree.root() };
  return { format: 'yongche archive volume note 1', month, number, volume, deals: lines };
}

const named = 5;

/** Why a volume must not count: nothing of it stays in the store. */
async function refuseDamaged(store: ObjectStore, { picturesLeftOut }: Filled, { month, key }: { month: string; key: string }): Promise<void> {
  const damaged = picturesLeftOut.filter(({ reason }) => reason === 'damaged').map(({ file }) => file.split('/'));
  if (damaged.length === 0) return;
  await store.remove(key);
  const which = damaged.slice(0, named).map(([, serial, , picture]) => `${serial} 的 ${picture!.slice(0, 3)}`).join('、');
  throw new PicturesDamaged(`${monthWords(month)}有 ${damaged.length} 张照片在影像存储和备份存储里都打不开，没有归档：${which}${damaged.length > named ? ' 等' : ''}。请技术单位找回；协会决定不含这些照片归档时，执行 npm run ops -- backup monthly --month ${month} --without-damaged`);
}

/** What a leaf of the month's tree says: the deal's serial, and the SHA-256 of its record. */
const leavesOf = ({ deals }: Pick<VolumeNote, 'deals'>) => deals.map(([serial, digest]) => Buffer.from(`${serial} ${digest}`));

function picturesOf({ lines, picturesLeftOut }: Filled): Pick<Volume, 'pictures' | 'leftOut'> {
  const leftOut: LeftOut = { disposed: 0, erased: 0, damaged: 0 };
  for (const { reason } of picturesLeftOut) leftOut[reason] += 1;
  return { pictures: lines.reduce((sum, line) => sum + line.pictures, 0), leftOut };
}
