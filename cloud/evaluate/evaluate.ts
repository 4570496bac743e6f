import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { detectors, documentKinds, ruleCodes } from '@yongche/contract';
import type { RulePackContent } from '@yongche/contract/checks';
import { localFolder } from '../local/places';
import { createEmbeddedReader } from '../src/adapters/ocr/embedded/embedded-reader';
import type { DocumentReader } from '../src/adapters/ocr/ocr';
import defaultPack from '../src/domains/checks/rule-pack.2026-1.json';
import type { Share } from '../src/domains/inspections/statistics';
import { type DetectorScores, detectorsByPictures } from './detectors-by-pictures';
import { type DuplicateFigures, duplicatesByPictures } from './duplicates-by-pictures';
import { inTurns } from './in-turns';
import { RightFields } from './right-fields';
import { rulesByFacts } from './rules-by-facts';
import { rulesByPictures } from './rules-by-pictures';
import { type RealPicture, realPictures } from './samples';
import { areaUnderRoc, rocPoints, thresholdFor } from './statistics';
import { shareText, tableOf } from './table';
import type { Tally } from './tally';
import { WorstCases } from './worst-cases';

/** `npm run evaluate`: the whole pre-check on a labelled set, without server or database; `-- --quick` takes a tenth. */
const quick = process.argv.includes('--quick');
const sizes = quick ? { facts: 20, deals: 2, perKind: 2, cars: 7, papers: 10, copied: 1 } : { facts: 200, deals: 16, perKind: 8, cars: 65, papers: 100, copied: 6 };
const pack = defaultPack as unknown as RulePackContent;
const mistakes: string[] = [];

async function main(): Promise<void> {
  const begun = performance.now();
  const cpu = process.cpuUsage();
  const worst = new WorstCases();
  const real = realPictures(sizes.cars);
  const reader = createEmbeddedReader({ workers: 2, seconds: 300 });
  try {
    byFacts();
    // The reader works in processes of its own: the search for duplicates fills the time.
    const [duplicates] = await Promise.all([duplicatesByPictures({ perKind: sizes.papers, copied: sizes.copied, from: pack.detectors.duplicate.flag ?? 1, worst }), byPictures(reader, real)]);
    printDuplicates(duplicates);
    printDetectors(await detectorsByPictures(sizes.perKind, real, worst));
  } finally {
    await reader.close();
  }
  const folder = join(localFolder, 'evaluate');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'mistakes.txt'), mistakes.join('\n'));
  const sheet = await worst.sheet();
  if (sheet) writeFileSync(join(folder, 'worst.jpg'), sheet);
  const { user, system } = process.cpuUsage(cpu);
  console.log(`\n逐条差错在 .yongche/evaluate/mistakes.txt（${mistakes.length} 条），最差的照片在 .yongche/evaluate/worst.jpg。`);
  console.log(`用时 ${Math.round((performance.now() - begun) / 1000)} 秒，本进程 CPU ${Math.round((user + system) / 1_000_000)} 秒（读取在另外的进程中）。`);
}

const heading = (text: string) => console.log(`\n== ${text} ==`);

function byFacts(): void {
  heading(`规则本身：${sizes.facts} 笔交易，逐一注入每种不一致（按证件所写，不经读取）`);
  const tally = rulesByFacts(sizes.facts, pack);
  printTally(tally, ruleCodes);
  mistakes.push(...tally.misses.map((miss) => `规则 ${miss}`));
}

async function byPictures(reader: DocumentReader, real: RealPicture[]): Promise<void> {
  heading(`规则与读取：${sizes.deals} 笔交易的全套照片，以及每种不一致`);
  const { tally, fields, pictures } = await rulesByPictures(sizes.deals, pack, reader);
  console.log(`读取照片 ${pictures} 张。没有抓到而答“不能确定”的，交柜台核对原件。`);
  printTally(tally, ruleCodes);
  heading('读对的栏位，按证件种类（制作的证件，手机拍摄角度）');
  printFields(fields);
  const cars = real.filter(({ plate }) => plate);
  if (cars.length > 0) {
    heading(`真实车辆照片上的号牌：${cars.length} 张`);
    const plates = new RightFields(pack.minConfidence);
    await inTurns(cars, 2, async ({ picture, plate, name }) => plates.add('plate', { plate: plate! }, (await reader.read(picture, 'plate')).fields, name));
    printFields(plates);
    mistakes.push(...plates.mistakes.map((mistake) => `真实照片 ${mistake}`));
  }
  mistakes.push(...tally.misses.map((miss) => `照片 ${miss}`), ...fields.mistakes.map((mistake) => `栏位 ${mistake}`));
}

function printTally<Name extends string>({ counts }: Tally<Name>, titles: Record<Name, string>): void {
  const rows = [...counts].map(([name, { caught, uncertainBad, falseAlarms, uncertainGood }]) => {
    const missed = { hits: caught.of - caught.hits - uncertainBad, of: caught.of };
    return [`${name} ${titles[name]}`, shareText(caught), caught.of ? String(uncertainBad) : '—', caught.of ? String(missed.hits) : '—', shareText(falseAlarms), falseAlarms.of ? String(uncertainGood) : '—'];
  });
  console.log(tableOf([['规则', '抓到 [95% 区间]', '不能确定', '漏过', '误报 [95% 区间]', '好的不能确定'], ...rows, totalOf([...counts.values()])]));
}

function totalOf(counts: (Tally<string>['counts'] extends Map<string, infer Counts> ? Counts : never)[]): string[] {
  const sum = (of: (one: (typeof counts)[number]) => number) => counts.reduce((total, one) => total + of(one), 0);
  const caught = { hits: sum((one) => one.caught.hits), of: sum((one) => one.caught.of) };
  const falseAlarms = { hits: sum((one) => one.falseAlarms.hits), of: sum((one) => one.falseAlarms.of) };
  const uncertain = sum((one) => one.uncertainBad);
  return ['合计', shareText(caught), String(uncertain), String(caught.of - caught.hits - uncertain), shareText(falseAlarms), String(sum((one) => one.uncertainGood))];
}

function printFields({ kinds }: RightFields): void {
  const rows = [...kinds].map(([kind, { pictures, right, wrong, surelyWrong, missing }]) => [documentKinds[kind], String(pictures), shareText({ hits: right, of: right + wrong + missing }), String(wrong), String(surelyWrong), String(missing)]);
  console.log(tableOf([['证件', '照片', '读对的栏位 [95% 区间]', '读错', '其中自信', '没读出'], ...rows]));
}

function printDetectors({ made, real, pictures }: DetectorScores): void {
  heading(`影像检测：${pictures} 张照片；阈值在一半证件上选，在另一半上报告`);
  const rows = [...made.reported].map(([detector, { good, bad }]) => {
    const { flag, block } = pack.detectors[detector];
    const from = (scores: number[]) => (flag === null ? '—' : shareText({ hits: scores.filter((score) => score >= flag).length, of: scores.length }));
    const chosen = thresholdFor(made.choosing.get(detector)!.good, 0.02);
    const area = areaUnderRoc(good, bad);
    return [`${detector} ${detectors[detector]}`, `${flag ?? '—'} / ${block ?? '—'}`, chosen.toFixed(2), from(bad), from(good), from(real.get(detector)!.good), Number.isNaN(area) ? '—' : area.toFixed(3)];
  });
  console.log(tableOf([['检测', '现行阈值', '选出的阈值', '抓到 [95% 区间]', '误报 [95% 区间]', '真实照片误报', 'AUC'], ...rows]));
  printRoc('翻拍（模拟的屏幕）', made.reported.get('recapture')!);
  printRoc('翻拍（真实照片，很少，只作参考）', real.get('recapture')!);
}

function printDuplicates({ found, falsePairs, anew, misses }: DuplicateFigures): void {
  heading('影像重复：复制、改动后再次使用的照片');
  const copies = [...found].map(([name, { pixels, read }]) => [name, shareText(pixels), shareText(read)]);
  const all = [...found.values()];
  console.log(tableOf([['改动', '找到，只看像素 [95% 区间]', '找到，号码已读出 [95% 区间]'], ...copies, ['合计', shareText(sumOf(all.map(({ pixels }) => pixels))), shareText(sumOf(all.map(({ read }) => read)))]]));
  const pairs = [...falsePairs].map(([kind, { pixels, read }]) => [documentKinds[kind as keyof typeof documentKinds], shareText(pixels), shareText(read)]);
  const shares = [...falsePairs.values()];
  const total = ['合计', shareText(sumOf(shares.map(({ pixels }) => pixels))), shareText(sumOf(shares.map(({ read }) => read)))];
  console.log(`\n${tableOf([['不同的证件误认为相同，按对', '只看像素 [95% 区间]', '号码已读出 [95% 区间]'], ...pairs, total])}`);
  console.log(`同一证件重新拍摄，误认为是同一张照片：${shareText(anew)}`);
  mistakes.push(...misses.map((miss) => `重复 ${miss}`));
}

const sumOf = (shares: Share[]): Share => ({ hits: shares.reduce((sum, { hits }) => sum + hits, 0), of: shares.reduce((sum, { of }) => sum + of, 0) });

function printRoc(title: string, { good, bad }: { good: number[]; bad: number[] }): void {
  if (good.length === 0 || bad.length === 0) return;
  const points = rocPoints(good, bad, [0.1, 0.3, 0.5, 0.7, 0.8, 0.9]).map(({ threshold, caught, falseAlarms }) => `≥${threshold} 抓到 ${(100 * caught).toFixed(0)}% 误报 ${(100 * falseAlarms).toFixed(1)}%`);
  console.log(`${title}：AUC ${areaUnderRoc(good, bad).toFixed(3)}（好 ${good.length} 张，坏 ${bad.length} 张）；${points.join('；')}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
