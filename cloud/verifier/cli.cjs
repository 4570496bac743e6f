#!/usr/bin/env node
// @ts-check
'use strict';
const { existsSync, mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { parseArgs } = require('node:util');
const { checkArchive, isArchive } = require('./archive.cjs');
const { checkBackup, readManifest } = require('./backup.cjs');
const { checkPackage } = require('./checks.cjs');
const { decryptFile, isEncrypted, NotOpened, readIdentities } = require('./decrypt.cjs');
const { openPackage } = require('./package-files.cjs');

const usage = `用法：npx yongche-verify 证据包.zip [选项]
      npx yongche-verify 备份.zip.age --identity 密钥文件.txt [选项]
      npx yongche-verify 归档文件夹 --identity 协会密钥文件.txt [选项]

  --key KEY           协会公示的验证公钥（从协会通知或公示页取得）
  --checkpoint FILE   您自己保存的检查点
  --tsa-root FILE     时间戳机构的根证书（PEM），可以给出多个
  --identity FILE     做备份时保存的密钥文件；归档用协会的密钥文件
  --previous FOLDER   上一个月的归档文件夹，核对两个月相接（放在旁边的会自动找到）
  --output FILE       把解密后的备份另存为这个 ZIP 文件
  --json              输出 JSON

结束码：0 全部得到证明；1 有一项是假的；2 没有发现问题，但有必要的核对没有做。`;

const marks = { passed: '✓', failed: '✗', not_made: '－' };
const conclusions = {
  0: '结论：证据完整、未被改动，并已在协会的存证日志里。',
  1: '结论：证据有假。标有 ✗ 的各项不符，请勿采信。',
  2: '结论：没有发现问题，但还没有全部证明。标有 － 的各项没有核对，原因见其后。',
};
/** A market's backup is told as one. */
const conclusionsOfBackup = {
  0: '结论：备份完整，每笔交易的证据都未被改动，并已在协会的存证日志里。',
  1: '结论：备份不完整或有假。标有 ✗ 的各项不符，请勿采信。',
  2: conclusions[2],
};

/** So is the archive of a month. */
const conclusionsOfArchive = {
  0: '结论：这个月的归档完整，每笔交易的证据都未被改动，并已在协会的存证日志里。',
  1: '结论：归档不完整或有假。标有 ✗ 的各项不符，请勿采信。',
  2: conclusions[2],
};

/** @param {string} message @returns {never} */
function stop(message) {
  console.error(message);
  process.exit(2);
}

function readArguments() {
  try {
    const options = /** @type {const} */ ({ key: { type: 'string' }, checkpoint: { type: 'string' }, 'tsa-root': { type: 'string', multiple: true }, identity: { type: 'string' }, previous: { type: 'string' }, output: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } });
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    return stop(`${/** @type {Error} */ (error).message}\n\n${usage}`);
  }
}

/** @param {string} file */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return stop(`读不到文件 ${file}，请检查路径。`);
  }
}

/** @typedef {import('./checks.cjs').Check} Check */
/** @param {Check[]} checks @returns {0 | 1 | 2} */
const codeOf = (checks) => (checks.some(({ result }) => result === 'failed') ? 1 : checks.some(({ result, needed }) => needed && result === 'not_made') ? 2 : 0);
/** @param {Check[]} checks @param {string} [before] */
const linesOf = (checks, before = '') => checks.map(({ name, result, sentence }) => ` ${marks[result]} ${before}${name}：${sentence}`);

/** @param {import('./package-files.cjs').PackageFiles} files @param {import('./checks.cjs').Trusted} trusted @param {boolean} inJson */
async function verify(files, trusted, inJson) {
  const manifest = await readManifest(files);
  if (manifest) return verifyBackup(await checkBackup(files, manifest, trusted), manifest, inJson);
  const { serial, checks } = await checkPackage(files, trusted);
  const code = codeOf(checks);
  if (inJson) console.log(JSON.stringify({ serial, code, checks }, null, 2));
  else console.log([`交易流水号 ${serial ?? '—'}`, ...linesOf(checks), '', conclusions[code]].join('\n'));
  return code;
}

/** @param {Awaited<ReturnType<typeof checkBackup>>} checked @param {import('./backup.cjs').Manifest} manifest @param {boolean} inJson */
function verifyBackup({ checks, deals: checked }, { market, month, volume, from, to, madeAt }, inJson) {
  const deals = checked.map(({ serial, checks: own }) => ({ serial, checks: own }));
  const code = codeOf([...checks, ...deals.flatMap((deal) => deal.checks)]);
  if (inJson) {
    console.log(JSON.stringify({ market, month, volume, from, to, madeAt, code, checks, deals }, null, 2));
    return code;
  }
  const open = deals.map(({ serial, checks: own }) => ({ serial, own: own.filter(({ result, needed }) => result === 'failed' || (needed && result === 'not_made')) })).filter(({ own }) => own.length > 0);
  console.log(
    [
      `${market ? `自愿备份　${market.name}` : `每月归档　${month} 第 ${volume} 卷`}　${from} 至 ${to}　制作于 ${madeAt}`,
      ...linesOf(checks),
      ` ${deals.length - open.length} 笔交易全部得到证明${open.length > 0 ? `，${open.length} 笔见下：` : '。'}`,
      ...open.flatMap(({ serial, own }) => linesOf(own, `${serial} `)),
      '',
      conclusionsOfBackup[code],
    ].join('\n'),
  );
  return code;
}

/** @param {string} folder @param {import('./archive.cjs').Given} given @param {boolean} inJson */
async function verifyArchive(folder, given, inJson) {
  const { month, madeAt, checks, deals, proven } = await checkArchive(folder, given);
  const code = codeOf([...checks, ...deals.flatMap((deal) => deal.checks)]);
  if (inJson) {
    console.log(JSON.stringify({ month, madeAt, code, checks, proven, deals: deals.map(({ serial, checks: own }) => ({ serial, checks: own })) }, null, 2));
    return code;
  }
  const told = deals.flatMap(({ serial, checks: own }) => linesOf(own, `${serial} `));
  console.log([`每月归档　${month ?? '—'}　封存于 ${madeAt ?? '—'}`, ...linesOf(checks), ` ${proven} 笔交易全部得到证明${deals.length > 0 ? `，${deals.length} 笔见下：` : '。'}`, ...told, '', conclusionsOfArchive[code]].join('\n'));
  return code;
}

async function main() {
  const { values, positionals } = readArguments();
  if (values.help) return void console.log(usage);
  const [path, ...more] = positionals;
  if (!path || more.length > 0) stop(usage);
  const trusted = { key: values.key, checkpoint: values.checkpoint && textOf(values.checkpoint), tsaRoots: (values['tsa-root'] ?? []).map(textOf) };
  if (isArchive(path)) {
    const identities = values.identity === undefined ? undefined : identitiesIn(values.identity, values.json === true);
    process.exitCode = await verifyArchive(path, { ...trusted, identities, previous: values.previous }, values.json === true);
    return;
  }
  const opened = await openFile(path, values).catch((error) => (error instanceof NotOpened ? refuse(error, values.json === true) : stop(`打不开 ${path}：不是证据包或备份（ZIP 或解压后的文件夹），或文件已损坏。`)));
  process.exitCode = await verify(opened.files, trusted, values.json === true).finally(() => opened.close());
}

/** @param {string} file @param {boolean} inJson */
function identitiesIn(file, inJson) {
  textOf(file);
  try {
    return readIdentities(file);
  } catch (error) {
    return refuse(/** @type {NotOpened} */ (error), inJson);
  }
}

/** What is encrypted is decrypted first, into a folder of its own that goes again. @param {string} path @param {{ identity?: string | undefined, output?: string | undefined }} values */
async function openFile(path, { identity, output }) {
  if (!isEncrypted(path)) {
    const files = await openPackage(path);
    return { files, close: () => files.close() };
  }
  if (!identity) throw new NotOpened('no_identity', '这是加密的备份，请用 --identity 给出做备份时保存的密钥文件。');
  if (output && existsSync(output)) throw new NotOpened('no_identity', `${output} 已经存在，没有覆盖。请换一个文件名。`);
  textOf(identity);
  const identities = readIdentities(identity);
  const folder = mkdtempSync(join(tmpdir(), 'yongche-verify-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => (remove(), process.exit(2)));
  try {
    const plain = output ?? join(folder, 'backup.zip');
    await decryptFile(path, identities, plain);
    const files = await openPackage(plain);
    return { files, close: () => (files.close(), remove()) };
  } catch (error) {
    remove();
    // Half of it would look like the whole.
    if (output) rmSync(output, { force: true });
    throw error;
  }
}

/** What does not open: changed or cut is false, without the right key nothing is known. @param {NotOpened} error @param {boolean} inJson @returns {never} */
function refuse({ reason, message }, inJson) {
  const code = reason === 'changed' || reason === 'cut' ? 1 : 2;
  if (inJson) console.log(JSON.stringify({ code, checks: [{ name: '打开备份', result: code === 1 ? 'failed' : 'not_made', needed: true, sentence: message }], deals: [] }, null, 2));
  else console.error(message);
  process.exit(code);
}

main().catch((error) => stop(`验证没有完成：${error instanceof Error ? error.message : error}`));
