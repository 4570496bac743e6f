// @ts-check
'use strict';
const { createHash } = require('node:crypto');
const { leafHash, verifyConsistency, verifyInclusion } = require('./merkle.cjs');
const { isSignedBy, readCheckpoint, readKey } = require('./note.cjs');
const { verifyTimestamp } = require('./timestamp.cjs');

/** @typedef {import('./package-files.cjs').PackageFiles} PackageFiles */
/** @typedef {import('./note.cjs').Checkpoint} Checkpoint */
/**
 * One check: `not_made` where something is missing for it; without a `needed` one nothing is proven. `file` is the picture that is missing.
 * @typedef {{ name: string, result: 'passed' | 'failed' | 'not_made', needed: boolean, sentence: string, file?: string }} Check
 */
/** @typedef {{ key?: string | undefined, checkpoint?: string | undefined, tsaRoots?: string[] | undefined }} Trusted What the one who checks has from elsewhere. */
/** @typedef {{ slot: string, imageId: string, sha256: string, contentType: string }} Picture */
/** @typedef {{ partyId: string, commitment: string | null, delegateCommitment: string | null }} Party */
/** @typedef {{ serial: string, completedAt: string, imagesDigest: string, pictures: Picture[], parties: Party[], checks: { digest: string } | null }} DealRecord */
/** @typedef {{ note: string, at: string, timestamp: string | null }} Given */
/** @typedef {{ key: string, leafIndex: number, leafHash: string, checkpoint: Given, inclusion: string[], newest: Given | null, consistency: string[] }} Proof */

/** @param {string} name @param {boolean} holds @param {string} well @param {string} badly @returns {Check} */
const verdict = (name, holds, well, badly) => ({ name, result: holds ? 'passed' : 'failed', needed: true, sentence: holds ? well : badly });
/** @param {string} name @param {string} sentence @param {boolean} [needed] @returns {Check} */
const notMade = (name, sentence, needed = true) => ({ name, result: 'not_made', needed, sentence });
/** @param {Buffer | string} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
/** @param {string} text */
const bytesOf = (text) => Buffer.from(text, 'base64');

/**
 * Everything that can be checked of a package without a network.
 * @param {PackageFiles} files @param {Trusted} trusted
 * @returns {Promise<{ serial: string | null, checks: Check[] }>}
 */
async function checkPackage(files, trusted) {
  const [text, proofText] = [await files.read('record.json'), await files.read('proof.json')];
  const record = /** @type {DealRecord | undefined} */ (jsonOf(text, 'yongche evidence record 1'));
  const proof = /** @type {Proof | undefined} */ (jsonOf(proofText, 'yongche evidence proof 1'));
  if (!text || !record) return { serial: null, checks: [notMade('证据包', '没有找到存证记录 record.json，或不是甬车的存证记录。')] };
  const checks = [...(await checkPictures(files, record)), ...(await checkParties(files, record)), ...(await checkRules(files, record))];
  if (!proof) return { serial: record.serial, checks: [...checks, notMade('日志证明', '没有找到证明文件 proof.json，不能证明这份记录在存证日志里。')] };
  return { serial: record.serial, checks: [...checks, ...checkLog(text, proof, trusted), ...checkTimestamp(proof, trusted)] };
}

/** @param {Buffer | undefined} text @param {string} format @returns {unknown} */
function jsonOf(text, format) {
  try {
    const value = JSON.parse(String(text));
    return value?.format === format ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The place of a picture in the package follows from the record, so that no list has to be believed. @param {Picture} picture */
const fileOf = ({ slot, imageId, contentType }) => `pictures/${slot}-${imageId}.${contentType === 'image/png' ? 'png' : contentType === 'image/webp' ? 'webp' : 'jpg'}`;

/** @param {PackageFiles} files @param {DealRecord} record @returns {Promise<Check[]>} */
async function checkPictures(files, { pictures, imagesDigest }) {
  /** @type {Check[]} */
  const checks = [];
  for (const picture of pictures) {
    const name = `照片 ${picture.slot}`;
    const bytes = await files.read(fileOf(picture)).catch(() => Buffer.alloc(0));
    checks.push(bytes ? verdict(name, sha256(bytes) === picture.sha256, '与核对完成时的哈希一致。', '内容与核对完成时的哈希不同：照片被改动或调换。') : { ...notMade(name, '不在证据包里（当事人信息依法删除后不再提供），只能看到它的哈希。'), file: fileOf(picture) });
  }
  const known = new Set(pictures.map(fileOf));
  checks.push(...files.pictures().filter((name) => !known.has(name)).map((name) => verdict(`照片 ${name}`, false, '', '不属于这笔交易：存证记录里没有它。')));
  const digest = sha256(pictures.map(({ slot, sha256: hash }) => `${slot} ${hash}\n`).join(''));
  return [...checks, verdict('影像指纹', digest === imagesDigest, `与核对凭证上的影像指纹相同（${imagesDigest.slice(0, 16)}…）。`, '记录中的影像指纹与各照片的哈希不符。')];
}

/** Who took part is in the record as salted hashes; the package opens them. @param {PackageFiles} files @param {DealRecord} record @returns {Promise<Check[]>} */
async function checkParties(files, record) {
  const opened = /** @type {{ parties: { partyId: string, own: object | null, delegate: object | null }[] } | undefined} */ (jsonOf(await files.read('parties.json'), 'yongche evidence parties 1'));
  return record.parties.map((party, at) => {
    const name = `当事人 ${at + 1}`;
    const opening = opened?.parties.find(({ partyId }) => partyId === party.partyId);
    if (!opening?.own || (party.delegateCommitment && !opening.delegate)) return notMade(name, '姓名和证件号没有随证据包提供（可能已依法删除），不能与记录核对。', false);
    const holds = commitmentOf(opening.own) === party.commitment && (!party.delegateCommitment || commitmentOf(opening.delegate ?? {}) === party.delegateCommitment);
    return verdict(name, holds, '姓名和证件号与核对完成时登记的相同。', '姓名或证件号与核对完成时登记的不同。');
  });
}

/** SHA-256 over name, number and salt, as JSON with sorted keys and without spaces. @param {object} opening */
function commitmentOf(opening) {
  const { name, number, salt } = /** @type {Record<string, unknown>} */ (opening);
  return sha256(JSON.stringify({ name, number, salt }));
}

/** @param {PackageFiles} files @param {DealRecord} record @returns {Promise<Check[]>} */
async function checkRules(files, { checks }) {
  if (!checks) return [];
  const bytes = await files.read('checks.json');
  if (!bytes) return [notMade('预检结论', '没有随证据包提供。', false)];
  return [verdict('预检结论', sha256(bytes) === checks.digest, '与核对完成时的结论相同。', '与核对完成时的结论不同。')];
}

/** @param {Buffer} text @param {Proof} proof @param {Trusted} trusted @returns {Check[]} */
function checkLog(text, proof, trusted) {
  const leaf = leafHash(text);
  const checkpoint = readCheckpoint(String(proof.checkpoint?.note));
  if (!checkpoint) return [verdict('检查点', false, '', '证据包里的检查点不能读取。')];
  const included = verifyInclusion({ leaf, index: proof.leafIndex, size: checkpoint.size, proof: hashesOf(proof.inclusion), root: checkpoint.root });
  const held = checkHeld(proof, checkpoint, trusted);
  return [
    verdict('存证记录', leaf.toString('hex') === proof.leafHash, '与存证日志中的叶子一致。', '存证记录被改动，或证明属于另一笔交易。'),
    verdict('包含证明', included, `记录是存证日志的第 ${proof.leafIndex + 1} 条，已在 ${checkpoint.size} 条的检查点之内。`, '记录不在这个检查点的日志里：记录被改动，或证明属于另一笔交易。'),
    // Who holds the same checkpoint from elsewhere needs nobody's key.
    ...checkSignature(proof, trusted, !held.some(({ result }) => result === 'passed')),
    ...checkNewest(proof, checkpoint),
    ...held,
  ];
}

/** @param {string[]} list */
const hashesOf = (list) => (Array.isArray(list) ? list.map((hash) => bytesOf(String(hash))) : []);

/** @param {Proof} proof @param {Trusted} trusted @param {boolean} needed @returns {Check[]} */
function checkSignature({ key, checkpoint, newest }, trusted, needed) {
  const notes = [checkpoint.note, ...(newest ? [newest.note] : [])];
  const given = readKey(trusted.key ?? String(key));
  if (!given) return [trusted.key ? notMade('检查点签名', '您给出的公钥格式不正确，应为“名称+编号+公钥”。') : verdict('检查点签名', false, '', '证据包里的公钥不能读取。')];
  const signed = notes.every((note) => isSignedBy(note, given) && readCheckpoint(note)?.origin === given.name);
  const well = `检查点由 ${given.name} 签名。`;
  if (!signed) return [verdict('检查点签名', false, '', trusted.key ? '检查点不是由您给出的公钥签名的。' : '检查点的签名不正确。')];
  if (!trusted.key) return [notMade('检查点签名', '签名正确，但公钥取自证据包本身，不能证明它是协会的公钥。请用 --key 给出协会公示的公钥。', needed)];
  return [verdict('检查点签名', true, well, '')];
}

/** @param {Proof} proof @param {Checkpoint} checkpoint @returns {Check[]} */
function checkNewest({ newest, consistency }, checkpoint) {
  if (!newest) return [];
  const latest = readCheckpoint(newest.note);
  const holds = latest !== undefined && verifyConsistency({ size1: checkpoint.size, root1: checkpoint.root, size2: latest.size, root2: latest.root, proof: hashesOf(consistency) });
  return [verdict('一致性证明', holds, `导出时的日志（${latest?.size ?? 0} 条）完整地包含那个检查点的日志，没有改写或截断。`, '导出时的日志与那个检查点不一致：日志被改写或截断。')];
}

/** A checkpoint that the one who checks has kept. @param {Proof} proof @param {Checkpoint} checkpoint @param {Trusted} trusted @returns {Check[]} */
function checkHeld({ newest }, checkpoint, { checkpoint: held, key }) {
  if (held === undefined) return [];
  const name = '自存检查点';
  // As it comes out of a clipboard or an editor.
  const plain = `${held.replaceAll('\r', '').trim()}\n`;
  const own = readCheckpoint(plain);
  if (!own) return [notMade(name, '您给出的检查点不能读取。')];
  const given = readKey(key ?? '');
  if (given && !isSignedBy(plain, given)) return [notMade(name, '您给出的检查点不是由这把公钥签名的，不能用来核对。')];
  const same = [checkpoint, newest && readCheckpoint(newest.note)].find((one) => one && one.size === own.size);
  if (!same) return [notMade(name, `您的检查点是 ${own.size} 条，证据包里的是 ${checkpoint.size}${newest ? ` 和 ${readCheckpoint(newest.note)?.size}` : ''} 条，离线不能比较。`)];
  return [verdict(name, same.root.equals(own.root), '与您保存的检查点完全相同。', '与您保存的检查点不同：同样条数的日志有两个版本，日志被改写过。')];
}

/** @param {Proof} proof @param {Trusted} trusted @returns {Check[]} */
function checkTimestamp({ checkpoint }, { tsaRoots = [] }) {
  const name = '可信时间戳';
  if (!checkpoint.timestamp) return [notMade(name, `没有第三方时间戳，时间（${checkpoint.at}）只由协会说明。`, false)];
  try {
    const { at, authority, trusted } = verifyTimestamp(bytesOf(checkpoint.timestamp), { stamped: Buffer.from(checkpoint.note), roots: tsaRoots });
    const said = `检查点不晚于 ${at.toISOString()} 存在，由 ${authority} 盖章`;
    return [trusted ? verdict(name, true, `${said}，证书来自您信任的根证书。`, '') : notMade(name, `${said}；没有给出根证书（--tsa-root），机构的身份没有核对。`, false)];
  } catch (error) {
    return [verdict(name, false, '', `${/** @type {Error} */ (error).message}。`)];
  }
}

module.exports = { checkPackage, commitmentOf };
