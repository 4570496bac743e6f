// @ts-check
'use strict';
/*
 * 协会的每月归档: a folder with a signed index and volumes, each an encrypted ZIP. The index names every volume with its size and hash, and
 * holds the root (RFC 6962) over all deals of the month in the order of their completion.
 */
const { createHash } = require('node:crypto');
const { createReadStream, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { basename, dirname, join, resolve } = require('node:path');
const { checkBackup, checkState, failed, notMade, passed, readManifest, reasons } = require('./backup.cjs');
const { decryptFile, NotOpened } = require('./decrypt.cjs');
const { rootOf } = require('./merkle.cjs');
const { isSignedBy, readKey } = require('./note.cjs');
const { openPackage } = require('./package-files.cjs');

/** @typedef {import('./checks.cjs').Check} Check */
/** @typedef {import('./checks.cjs').Trusted} Trusted */
/** @typedef {import('./backup.cjs').CheckedDeal} CheckedDeal */
/** @typedef {{ file: string, bytes: number, sha256: string, deals: number, pictures: number, firstSerial: string, lastSerial: string, root: string }} Volume */
/**
 * @typedef {{ format: string, month: string, madeAt: string, totals: { deals: number, pictures: number, leftOut: Record<string, number> }, database: { deals: number }, root: string,
 *   volumes: Volume[], log: import('./backup.cjs').Manifest['log'], audit: { rows: number, head: string }, evidence: { size: number }, ledger: { debit: number, credit: number }[], previous: { month: string, sha256: string } | null }} Index
 */
/** @typedef {Trusted & { identities?: string[] | undefined, previous?: string | undefined }} Given What the one who checks has: the association's identities, and the folder of the month before. */
/** @typedef {{ leaves: Buffer[], order: string[], open: CheckedDeal[], proven: number }} Read What was read of the deals so far. */

const indexName = 'index.json';
const format = 'yongche monthly archive 1';

/** Whether this is the folder of an archive, also where its index is gone. @param {string} path */
const isArchive = (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true && readdirSync(path).some((name) => name === indexName || /^volume-\d+-.*\.age$/.test(name));

/** @param {number} number */
const grouped = (number) => number.toLocaleString('en-US');

/**
 * Everything that can be checked of an archive without a network. Of the deals only those are told that are not wholly proven.
 * @param {string} folder @param {Given} given
 * @returns {Promise<{ month: string | null, madeAt: string | null, checks: Check[], deals: CheckedDeal[], proven: number }>}
 */
async function checkArchive(folder, given) {
  const bytes = existsSync(join(folder, indexName)) ? readFileSync(join(folder, indexName)) : undefined;
  const { body, signature } = partsOf(bytes);
  const index = indexOf(body);
  if (!index || body === undefined) {
    const sentence = bytes ? `不能读取：被改动，或在第 ${bytes.length} 字节处被截断。各卷都没有核对。` : '文件夹里没有索引：被删去了。各卷都没有核对。';
    return { month: null, madeAt: null, checks: [failed(`索引 ${indexName}`, sentence)], deals: [], proven: 0 };
  }
  /** @type {Read} */
  const read = { leaves: [], order: [], open: [], proven: 0 };
  const checks = [checkSignature(body, signature, index, given), ...checkMonth(folder, index)];
  for (const [at, volume] of index.volumes.entries()) checks.push(...(await checkVolume(folder, index, volume, at, given, read)));
  checks.push(...checkStrangers(folder, index), ...checkWhole(index, read), ...checkPrevious(folder, index, given), ...checkState(index, given, '封存时的检查点', '索引'));
  return { month: index.month, madeAt: index.madeAt, checks, deals: read.open, proven: read.proven };
}

/** @param {Buffer | undefined} bytes @returns {{ body?: string, signature?: string }} */
function partsOf(bytes) {
  try {
    const { body, signature } = JSON.parse(String(bytes));
    return { body: String(body), signature: String(signature) };
  } catch {
    return {};
  }
}

/** @param {string | undefined} body @returns {Index | undefined} */
function indexOf(body) {
  try {
    const index = JSON.parse(String(body));
    return index?.format === format && Array.isArray(index.volumes) ? index : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} body @param {string | undefined} signature @param {Index} index @param {Given} given @returns {Check} */
function checkSignature(body, signature, { log }, { key }) {
  const name = '索引签名';
  const trusted = readKey(key ?? log?.key ?? '');
  if (!trusted) return key ? notMade(name, '您给出的公钥格式不正确，应为“名称+编号+公钥”。') : notMade(name, '没有给出公钥。请用 --key 给出协会公示的公钥。');
  if (!isSignedBy(`${body}\n\n${signature}\n`, trusted)) return failed(name, key ? '不是由您给出的公钥签名的：索引被改动，或公钥不对。' : '签名不正确：索引被改动。');
  return key ? passed(name, `索引由 ${trusted.name} 签名，封存后没有改动。`) : notMade(name, '签名正确，但公钥取自归档本身，不能证明它是协会的公钥。请用 --key 给出协会公示的公钥。');
}

/** An index of another month in this folder. @param {string} folder @param {Index} index @returns {Check[]} */
function checkMonth(folder, { month }) {
  const name = /^\d{4}-\d{2}$/.exec(basename(resolve(folder)))?.[0];
  return name && name !== month ? [failed('月份', `文件夹是 ${name}，索引是 ${month} 的：索引被换成了另一个月的。`)] : [];
}

/** @param {string} folder @param {Index} index @param {Volume} volume @param {number} at @param {Given} given @param {Read} read @returns {Promise<Check[]>} */
async function checkVolume(folder, index, volume, at, { identities, ...trusted }, read) {
  const [name, path] = [`第 ${at + 1} 卷 ${volume.file}`, join(folder, volume.file)];
  const holds = `${grouped(volume.deals)} 笔交易（首笔 ${volume.firstSerial}，末笔 ${volume.lastSerial}）`;
  if (basename(volume.file) !== volume.file) return [failed(name, '索引里的文件名不正确。')];
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return [failed(name, `索引里有，文件夹里没有：被删去了，其中有 ${holds}。`)];
  const [bytes, sha256] = [statSync(path).size, await digestOf(path)];
  if (bytes === volume.bytes && sha256 === volume.sha256) {
    if (!identities) return [notMade(name, `大小和 SHA-256 与索引一致，${holds}；内容没有打开核对，请用 --identity 给出协会的密钥文件。`)];
    return checkContent(path, index, volume, at, { identities, trusted, name, holds }, read);
  }
  const other = index.volumes.findIndex((one) => one.sha256 === sha256);
  if (other >= 0) return [failed(name, `内容是第 ${other + 1} 卷的：两卷被调换。`)];
  const length = bytes === volume.bytes ? '' : `封存时有 ${grouped(volume.bytes)} 字节，现在有 ${grouped(bytes)} 字节。`;
  return [failed(name, `不是封存时的那个文件：SHA-256 与索引不符。${length}${await placeOf(path, identities)}其中有 ${holds}。`)];
}

/** Where a volume was changed; only its identity can tell. @param {string} path @param {string[] | undefined} identities */
async function placeOf(path, identities) {
  if (!identities) return '给出 --identity 可以知道改动在哪里。';
  const opened = await inFolder(async (folder) => decryptFile(path, identities, join(folder, 'volume.zip')).then(() => undefined, (error) => error));
  if (!opened) return '它能用协会的密钥打开：整个文件被另一个替换。';
  return opened instanceof NotOpened ? opened.message : '';
}

/**
 * Decrypts one volume into a folder of its own that goes again, and checks what is in it.
 * @param {string} path @param {Index} index @param {Volume} volume @param {number} at
 * @param {{ identities: string[], trusted: Trusted, name: string, holds: string }} told @param {Read} read @returns {Promise<Check[]>}
 */
async function checkContent(path, index, volume, at, { identities, trusted, name, holds }, read) {
  return inFolder(async (folder) => {
    const plain = join(folder, 'volume.zip');
    try {
      await decryptFile(path, identities, plain);
    } catch (error) {
      if (!(error instanceof NotOpened)) throw error;
      return [error.reason === 'wrong_key' ? notMade(name, error.message) : failed(name, error.message)];
    }
    const files = await openPackage(plain).catch(() => undefined);
    if (!files) return [failed(name, '解密后不是 ZIP 文件。')];
    try {
      const manifest = await readManifest(files);
      if (!manifest || manifest.month !== index.month || manifest.volume !== at + 1) return [failed(name, `里面不是 ${index.month} 的第 ${at + 1} 卷。`)];
      const { checks, deals } = await checkBackup(files, manifest, trusted);
      const leaves = deals.map(({ leaf }) => leaf);
      const isWhole = rootOf(leaves).toString('hex') === volume.root && deals.length === volume.deals;
      take(read, deals);
      const wrong = checks.filter(({ result, needed }) => result === 'failed' || (needed && result === 'not_made')).map((check) => ({ ...check, name: `${name} ${check.name}` }));
      return [...wrong, isWhole ? passed(name, `大小和 SHA-256 与索引一致，${holds}，默克尔根与索引相同。`) : failed(name, `里面的交易与索引的默克尔根不符：应有 ${holds}，实际 ${grouped(deals.length)} 笔。`)];
    } finally {
      files.close();
    }
  });
}

/** @param {Read} read @param {CheckedDeal[]} deals */
function take(read, deals) {
  for (const deal of deals) {
    read.leaves.push(deal.leaf);
    read.order.push(deal.completed);
    const open = deal.checks.filter(({ result, needed }) => result === 'failed' || (needed && result === 'not_made'));
    if (open.length > 0) read.open.push({ ...deal, checks: open });
    else read.proven += 1;
  }
}

/** @template T @param {(folder: string) => Promise<T>} work @returns {Promise<T>} */
async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'yongche-verify-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const end = () => (remove(), process.exit(2));
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, end);
  try {
    return await work(folder);
  } finally {
    remove();
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.off(signal, end);
  }
}

/** Volumes that the index does not know. @param {string} folder @param {Index} index @returns {Check[]} */
function checkStrangers(folder, { volumes }) {
  const known = new Set(volumes.map(({ file }) => file));
  return readdirSync(folder).filter((name) => name.endsWith('.age') && !known.has(name)).map((name) => failed(`文件 ${name}`, '索引里没有：不属于这个月的归档，或索引不是最后封存的那一份。'));
}

/** Nothing is missing and everything is in its place. @param {Index} index @param {Read} read @returns {Check[]} */
function checkWhole({ totals, database, volumes, root, ledger, audit, evidence }, { leaves, order }) {
  const listed = volumes.reduce((sum, { deals }) => sum + deals, 0);
  const left = Object.entries(totals.leftOut).filter(([, pictures]) => pictures > 0).map(([reason, pictures]) => `${reasons[reason] ?? reason} ${grouped(pictures)} 张`);
  const counts = `${grouped(totals.deals)} 笔交易，${grouped(totals.pictures)} 张照片${left.length > 0 ? `；没有包含：${left.join('，')}` : ''}`;
  const complete = totals.deals === database.deals && listed === totals.deals ? passed('齐全', `${counts}；与封存时数据库里这个月的笔数相同。`) : failed('齐全', `封存时数据库里有 ${grouped(database.deals)} 笔，索引共 ${grouped(totals.deals)} 笔，各卷共 ${grouped(listed)} 笔：笔数不符。`);
  const sealed = `审计日志 ${grouped(audit.rows)} 条，末尾哈希 ${audit.head.slice(0, 16)}…；存证日志 ${grouped(evidence.size)} 条；总账借方、贷方合计`;
  const [debit, credit] = [ledger.reduce((sum, one) => sum + one.debit, 0), ledger.reduce((sum, one) => sum + one.credit, 0)];
  const state = debit === credit ? passed('封存时的状态', `${sealed}相等。`) : failed('封存时的状态', `${sealed}不等。`);
  // Where a volume was not opened, it has been told already.
  if (leaves.length !== totals.deals) return [complete, notMade('默克尔根', `读到 ${grouped(leaves.length)} 笔，应有 ${grouped(totals.deals)} 笔，不能计算整个月的根。`), state];
  const place = order.findIndex((one, at) => at > 0 && one <= /** @type {string} */ (order[at - 1]));
  const inOrder = place < 0 ? passed('次序', '按核对完成的先后，没有重复。') : failed('次序', `第 ${place + 1} 笔不在它的位置上：早于前一笔，或重复。`);
  const isRoot = rootOf(leaves).toString('hex') === root;
  return [complete, inOrder, isRoot ? passed('默克尔根', `全部 ${grouped(leaves.length)} 笔的根与封存时相同（${root.slice(0, 16)}…）。`) : failed('默克尔根', '由各卷算出的根与索引不同：有交易被改动、增删或调换。'), state];
}

/** The chain of months. @param {string} folder @param {Index} index @param {Given} given @returns {Check[]} */
function checkPrevious(folder, { month, previous }, { previous: given }) {
  const name = '与上月相接';
  if (!previous) return given ? [failed(name, '索引说这是第一个归档的月份，前面没有别的月份。')] : [passed(name, '这是第一个归档的月份。')];
  const before = monthBefore(month);
  if (previous.month !== before) return [failed(name, `上一个归档是 ${previous.month} 的，${before} 缺失。`)];
  const beside = join(dirname(resolve(folder)), previous.month);
  const from = given ?? (existsSync(join(beside, indexName)) ? beside : undefined);
  if (!from) return [notMade(name, `没有给出 ${previous.month} 的文件夹（--previous），没有核对两个月是否相接。`, false)];
  const file = join(from, indexName);
  if (!existsSync(file)) return [failed(name, `${from} 里没有 ${indexName}。`)];
  const bytes = readFileSync(file);
  if (createHash('sha256').update(bytes).digest('hex') === previous.sha256) return [passed(name, `${previous.month} 的索引就是封存本月时的那一份。`)];
  const found = indexOf(partsOf(bytes).body)?.month;
  return [failed(name, found && found !== previous.month ? `给出的是 ${found} 的归档，应为 ${previous.month}。` : `${previous.month} 的索引不是封存本月时的那一份：被改动，或换成了另一份。`)];
}

/** @param {string} month */
function monthBefore(month) {
  const [year, number] = month.split('-').map(Number);
  return number === 1 ? `${Number(year) - 1}-12` : `${year}-${String(Number(number) - 1).padStart(2, '0')}`;
}

/** @param {string} path */
async function digestOf(path) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk);
  return hash.digest('hex');
}

module.exports = { checkArchive, isArchive };
