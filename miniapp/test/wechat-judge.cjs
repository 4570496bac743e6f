/**
 * Judges a build by WeChat's own uploader, offline: `node wechat-judge.cjs <dist> <scratch>` prints
 * `{ pages, error, quality }` as JSON. A process of its own, because the uploader leaves workers running.
 */
const { generateKeyPairSync } = require('node:crypto');
const path = require('node:path');
const ci = require('miniprogram-ci');

const [dist, scratch] = process.argv.slice(2);
// The uploader asks WeChat for the project's limits; these are the ones that it falls back to.
ci.Project.prototype.attr = async () => ci.DefaultProjectAttr;
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

async function judge() {
  const project = new ci.Project({ appid: 'wx0123456789abcdef', type: 'miniProgram', projectPath: dist, privateKey });
  const { pages, subPackages = [] } = await ci.getAppJSON(project);
  await ci.getCompiledResult(
    { project, version: '0', setting: {}, onProgressUpdate: () => {} },
    path.join(scratch, 'package.zip'),
  );
  const quality = await ci.checkCodeQuality(project);
  return {
    pages: [...pages, ...subPackages.flatMap((each) => each.pages.map((page) => path.posix.join(each.root, page)))],
    quality,
  };
}

judge()
  .catch((reason) => ({ error: String(reason?.message ?? reason) }))
  .then((judgement) => process.stdout.write(`\n${JSON.stringify(judgement)}\n`, () => process.exit(0)));
