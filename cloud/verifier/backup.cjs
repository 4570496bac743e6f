// @ts-check
'use strict';
const { createHash } = require('node:crypto');
const { checkPackage } = require('./checks.cjs');
const { leafHash } = require('./merkle.cjs');
const { isSignedBy, readCheckpoint, readKey } = require('./note.cjs');

/** @typedef {import('./package-files.cjs').PackageFiles} PackageFiles */
/** @typedef {import('./checks.cjs').Check} Check */
/** @typedef {import('./checks.cjs').Trusted} Trusted */
/** @typedef {{ name: string, bytes: number, sha256: string }} Listed */
/**
 * What the program reads of `manifest.json`: of a market's backup, or of a volume of the archive of a month.
 * @typedef {{ market?: { code: string, name: string }, month?: string, volume?: number, from: string, to: string, madeAt: string, totals: { deals: number },
 *   log: { key: string, checkpoint: { note: string, at: string } } | null, withoutProof: string[],
 *   picturesLeftOut: { file: string, reason: string }[], files: Listed[] }} Manifest
 */
/** @typedef {{ serial: string, checks: Check[], leaf: Buffer, completed: string }} CheckedDeal `leaf`: hash of what an archive's tree says of it; `completed`: its place in the order of completion. */

const manifestName = 'manifest.json';
const formats = ['yongche market backup 1', 'yongche archive volume 1'];
const reasons = /** @type {Record<string, string>} */ ({ disposed: '保存期满，已依法销毁', erased: '当事人信息已依法删除', damaged: '制作备份时存储中的文件已损坏' });

/** @param {string} name @param {string} sentence @returns {Check} */
const failed = (name, sentence) => ({ name, result: 'failed', needed: true, sentence });
/** @param {string} name @param {string} sentence @returns {Check} */
const passed = (name, sentence) => ({ name, result: 'passed', needed: true, sentence });
/** @param {string} name @param {string} sentence @param {boolean} [needed] @returns {Check} */
const notMade = (name, sentence, needed = true) => ({ name, result: 'not_made', needed, sentence });

/** The manifest where these are the files of a market's backup or of a volume; undefined for anything else. @param {PackageFiles} files @returns {Promise<Manifest | undefined>} */
async function readManifest(files) {
  try {
    const manifest = JSON.parse(String(await files.read(manifestName)));
    return formats.includes(manifest?.format) && Array.isArray(manifest.files) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Everything that can be checked of a market's backup, or of a volume of an archive, without a network: each file against the manifest, each deal against its own
 * record and proof.
 * @param {PackageFiles} files @param {Manifest} manifest @param {Trusted} trusted
 * @returns {Promise<{ checks: Check[], deals: CheckedDeal[] }>}
 */
async function checkBackup(files, manifest, trusted) {
  const inventory = takeInventory(files, manifest);
  /** @type {CheckedDeal[]} */
  const deals = [];
  for (const serial of serialsOf(manifest)) deals.push(await checkDeal(inventory, manifest, serial, trusted));
  await inventory.readRest();
  const counted = manifest.totals?.deals;
  return {
    checks: [
      ...inventory.verdicts(),
      counted === deals.length ? passed('交易笔数', `共 ${deals.length} 笔。`) : failed('交易笔数', `清单说有 ${counted} 笔，备份里有 ${deals.length} 笔。`),
      ...checkState(manifest, trusted, '制作时的检查点', '备份'),
    ],
    deals,
  };
}

/** @param {Manifest} manifest */
const serialsOf = ({ files }) => [...new Set(files.map(({ name }) => /^deals\/(\d{18})\//.exec(name)?.[1]).filter((serial) => serial !== undefined))];

/**
 * Reads each file once and holds it against the manifest on the way.
 * @param {PackageFiles} files @param {Manifest} manifest
 */
function takeInventory(files, manifest) {
  const listed = new Map(manifest.files.map((file) => [file.name, file]));
  const present = new Set(files.names());
  /** @type {Set<string>} */
  const read = new Set();
  /** @type {Check[]} */
  const wrong = [];
  for (const name of listed.keys()) if (!present.has(name)) wrong.push(failed(`文件 ${name}`, '清单里有，备份里没有：被删去了。'));
  for (const name of present) if (name !== manifestName && !listed.has(name)) wrong.push(failed(`文件 ${name}`, '清单里没有：不属于这份备份，是后来加进去的。'));

  /** @param {string} name @returns {Promise<Buffer | undefined>} */
  async function readListed(name) {
    const expected = listed.get(name);
    if (!expected || !present.has(name)) return undefined;
    const bytes = await files.read(name).catch(() => Buffer.alloc(0));
    if (!read.has(name) && (bytes?.length !== expected.bytes || createHash('sha256').update(bytes).digest('hex') !== expected.sha256)) wrong.push(failed(`文件 ${name}`, '内容与清单不符：被改动或调换。'));
    read.add(name);
    return bytes;
  }
  return {
    /** The files of one folder, as those of an evidence package. @param {string} folder @returns {PackageFiles} */
    folder: (folder) => ({
      read: (name) => readListed(folder + name),
      names: () => [...present].filter((name) => name.startsWith(folder)).map((name) => name.slice(folder.length)),
      pictures: () => [...present].filter((name) => name.startsWith(`${folder}pictures/`)).map((name) => name.slice(folder.length)),
      close: () => {},
    }),
    async readRest() {
      for (const name of listed.keys()) if (!read.has(name)) await readListed(name);
    },
    /** @returns {Check[]} */
    verdicts: () => (wrong.length > 0 ? wrong : [passed('文件清单', `${listed.size} 个文件都在，大小和 SHA-256 都与清单一致，没有多余的文件。`)]),
  };
}

/** @param {ReturnType<typeof takeInventory>} inventory @param {Manifest} manifest @param {string} serial @param {Trusted} trusted @returns {Promise<CheckedDeal>} */
async function checkDeal(inventory, manifest, serial, trusted) {
  const folder = `deals/${serial}/`;
  const files = inventory.folder(folder);
  const { serial: recorded, checks } = await checkPackage(files, trusted);
  const bytes = await files.read('record.json');
  const record = jsonOf(bytes);
  const leftOut = new Map(manifest.picturesLeftOut.map(({ file, reason }) => [file, reason]));
  const own = checks.map((check) => {
    if (check.name === '日志证明' && manifest.withoutProof.includes(serial)) return notMade('日志证明', '制作备份时还没有检查点包含这笔交易，请次日再做一份备份。');
    if (check.file === undefined) return check;
    const reason = leftOut.get(folder + check.file);
    return reason ? notMade(check.name, `没有包含在备份里：${reasons[reason] ?? reason}。只能看到它的哈希。`) : failed(check.name, '不在备份里，清单也没有说明原因。');
  });
  const digest = createHash('sha256').update(bytes ?? '').digest('hex');
  return { serial, checks: [...own, ...belongs(record, recorded, serial, manifest)], leaf: leafHash(Buffer.from(`${serial} ${digest}`)), completed: `${record?.completedAt} ${record?.transactionId}` };
}

/** Whether the deal is one of this market and of this period. @param {any} record @param {string | null} recorded @param {string} serial @param {Manifest} manifest @returns {Check[]} */
function belongs(record, recorded, serial, { market, from, to }) {
  if (!record) return [];
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(new Date(record.completedAt));
  return [
    ...(recorded === serial ? [] : [failed('文件夹', `文件夹是 ${serial}，里面的存证记录是 ${recorded}：被调换。`)]),
    ...(!market || record.market?.code === market.code ? [] : [failed('市场', `存证记录属于${record.market?.name ?? '别的市场'}，不属于${market.name}。`)]),
    ...(day >= from && day <= to ? [] : [failed('完成日期', `${day} 核对完成，不在这份备份的 ${from} 至 ${to} 之内。`)]),
  ];
}

/** @param {Buffer | undefined} bytes @returns {any} */
function jsonOf(bytes) {
  try {
    return JSON.parse(String(bytes));
  } catch {
    return undefined;
  }
}

/** Where the log stood when it was made. @param {Pick<Manifest, 'log'>} manifest @param {Trusted} trusted @param {string} name @param {string} what What was made. @returns {Check[]} */
function checkState({ log }, { key }, name, what) {
  if (!log) return [notMade(name, `制作${what}时存证日志还没有检查点。`, false)];
  const { note } = log.checkpoint;
  const given = readKey(key ?? log.key);
  if (!given || !readCheckpoint(note)) return [failed(name, '不能读取。')];
  if (!isSignedBy(note, given)) return [failed(name, key ? '不是由您给出的公钥签名的。' : '签名不正确。')];
  if (!key) return [notMade(name, `签名正确，但公钥取自${what}本身。请用 --key 给出协会公示的公钥。`)];
  return [passed(name, `存证日志当时有 ${readCheckpoint(note)?.size} 条，由 ${given.name} 签名；可以保存，以后用来证明日志没有被改写。`)];
}

module.exports = { checkBackup, checkState, failed, notMade, passed, readManifest, reasons };
