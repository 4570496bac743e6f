import pack from '../src/domains/checks/rule-pack.2026-1.json';
import { rulesByPictures } from './rules-by-pictures';
import * as models from '../src/adapters/ocr/embedded/models';
import { readPicture, engine } from '../src/adapters/ocr/embedded/read-picture';
async function main() {
const m = await models.openModels();
const t = Date.now(); const c = process.cpuUsage();
const { tally, fields, pictures } = await rulesByPictures(Number(process.argv[2] ?? 2), pack as never, { engine, read: (b, e) => readPicture(m, b, e), close: async () => {} });
for (const [rule, c] of tally.counts) console.log(rule, JSON.stringify(c));
for (const [k, c] of fields.kinds) console.log(k, JSON.stringify(c));
console.log(tally.misses.join('\n')); console.log(fields.mistakes.join('\n')); const u = process.cpuUsage(c); console.log(pictures, 'pictures', Date.now() - t, 'ms', (u.user + u.system) / 1e6, 's cpu');
}
main();
