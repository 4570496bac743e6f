import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dayInShanghai } from '../src/clock';
import { openDatabase } from '../src/database';
import type { ReportContent } from '../src/domains/statistics/annual/annual-report.entity';
import { computeReport } from '../src/domains/statistics/annual/compute-report';
import { valueText } from '../src/domains/statistics/annual/numbers';
import { earlyWarning } from '../src/domains/statistics/annual/present-reports';
import type { PrintedReport } from '../src/domains/statistics/annual/printed';
import { reportDocx } from '../src/domains/statistics/annual/report-docx';
import { reportPdf } from '../src/domains/statistics/annual/report-pdf';
import { startDatabase } from './database';
import { databaseProblem, updateStructure } from './database-structure';
import { LocalRunError } from './local-run-error';
import { localFolder, toolFolder } from './places';

/** `npm run report -- --year 2019 [--out folder]`: computes the yearly report from the records of DATABASE_URL, or of this computer's own database (YONGCHE_DATA), writes it as Word and PDF, and says what it found. Nothing is stored. */
async function report(): Promise<void> {
  const { year, out } = wanted();
  const directory = resolve(process.env.YONGCHE_DATA || localFolder);
  const local = process.env.DATABASE_URL ? undefined : await startDatabase({ directory: join(directory, 'database'), toolFolder, durable: true, binaryLog: true });
  const url = process.env.DATABASE_URL || local!.url;
  try {
    if (local) await updateStructure(url);
    const db = await openDatabase(url, 4);
    try {
      const computedAt = new Date();
      if (year > Number(dayInShanghai(computedAt).slice(0, 4))) throw new LocalRunError(`${year}年还没有开始，请核对年份。`);
      const { content: computed, milliseconds } = await computeReport(db, year);
      const content = { ...computed, warnings: [...earlyWarning(year, computedAt), ...computed.warnings] };
      say(content, milliseconds);
      await write({ ...content, year, edition: null, state: 'draft', computedAt }, out);
    } finally {
      await db.destroy();
    }
  } finally {
    await local?.stop();
  }
}

/** @throws LocalRunError that shows how it is called */
function wanted(): { year: number; out: string } {
  const { values } = parseArgs({ options: { year: { type: 'string' }, out: { type: 'string', default: '.' } } });
  if (!/^20\d\d$/.test(values.year ?? '')) throw new LocalRunError('请写明年份，例如：npm run report -- --year 2019 --out reports');
  return { year: Number(values.year), out: resolve(values.out) };
}

function say({ title, metrics, warnings, sections }: ReportContent, milliseconds: number): void {
  console.log(`${title}\n由记录计算，用时 ${(milliseconds / 1000).toFixed(2)} 秒\n`);
  for (const metric of metrics) console.log(`${metric.name}　${valueText(metric)}${metric.interval ? `（95%置信区间 ${metric.interval.low / 100}%–${metric.interval.high / 100}%）` : ''}${metric.gap ? `　${metric.gap}` : ''}`);
  console.log(warnings.length === 0 ? '\n各项数据之间没有发现矛盾。' : `\n核对提示 ${warnings.length} 条：`);
  for (const { sentence } of warnings) console.log(`· ${sentence}`);
  const gaps = sections.flatMap(({ number, title: heading, paragraphs }) => paragraphs.flatMap(({ runs, wanted: what }) => (runs.length === 0 ? [`${number}${heading}：${what}`] : [])));
  console.log(`\n缺项 ${gaps.length} 处，须由人填写：`);
  for (const gap of gaps) console.log(`· ${gap}`);
}

async function write(printed: PrintedReport, out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  const files = { docx: await reportDocx(printed), pdf: await reportPdf(printed) };
  for (const [ending, bytes] of Object.entries(files)) {
    const path = join(out, `宁波市二手车流通协会${printed.year}年度工作报告（送审稿）.${ending}`);
    await writeFile(path, bytes);
    console.log(`\n已写入 ${relative(process.cwd(), path)}`);
  }
}

report().catch((error: unknown) => {
  console.error(databaseProblem(error) ?? (error instanceof LocalRunError ? error.message : error));
  process.exit(1);
});
