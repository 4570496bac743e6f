#!/usr/bin/env node
// @ts-check
'use strict';
const { readFileSync } = require('node:fs');
const { parseArgs } = require('node:util');
const { checkPackage } = require('./checks.cjs');
const { openPackage } = require('./package-files.cjs');

const usage = `用法：npx yongche-verify 证据包.zip [选项]

  --key KEY           协会公示的验证公钥（从协会通知或公示页取得）
  --checkpoint FILE   您自己保存的检查点
  --tsa-root FILE     时间戳机构的根证书（PEM），可以给出多个
  --json              输出 JSON

结束码：0 全部得到证明；1 有一项是假的；2 没有发现问题，但有必要的核对没有做。`;

const marks = { passed: '✓', failed: '✗', not_made: '－' };
const conclusions = {
  0: '结论：证据完整、未被改动，并已在协会的存证日志里。',
  1: '结论：证据有假。标有 ✗ 的各项不符，请勿采信。',
  2: '结论：没有发现问题，但还没有全部证明。标有 － 的各项没有核对，原因见其后。',
};

/** @param {string} message @returns {never} */
function stop(message) {
  console.error(message);
  process.exit(2);
}

function readArguments() {
  try {
    const options = /** @type {const} */ ({ key: { type: 'string' }, checkpoint: { type: 'string' }, 'tsa-root': { type: 'string', multiple: true }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } });
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

async function main() {
  const { values, positionals } = readArguments();
  if (values.help) return void console.log(usage);
  const [path, ...more] = positionals;
  if (!path || more.length > 0) stop(usage);
  const trusted = { key: values.key, checkpoint: values.checkpoint && textOf(values.checkpoint), tsaRoots: (values['tsa-root'] ?? []).map(textOf) };
  const files = await openPackage(path).catch(() => stop(`打不开 ${path}：不是证据包（ZIP 或解压后的文件夹），或文件已损坏。`));
  const { serial, checks } = await checkPackage(files, trusted).finally(() => files.close());
  const code = checks.some(({ result }) => result === 'failed') ? 1 : checks.some(({ result, needed }) => needed && result === 'not_made') ? 2 : 0;
  if (values.json) console.log(JSON.stringify({ serial, code, checks }, null, 2));
  else console.log([`交易流水号 ${serial ?? '—'}`, ...checks.map(({ name, result, sentence }) => ` ${marks[result]} ${name}：${sentence}`), '', conclusions[code]].join('\n'));
  process.exitCode = code;
}

main().catch((error) => stop(`验证没有完成：${error instanceof Error ? error.message : error}`));
