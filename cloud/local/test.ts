import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { AggregatedResult } from '@jest/test-result';
import { ensureChromium } from './chromium';
import { buildFronts } from './fronts';
import { localFolder, projectRoot } from './places';

/** `npm test`: brings what is missing, runs every test, and ends with the line `N passed, N failed`. */
async function test(words: string[]): Promise<{ passed: number; failed: number }> {
  ensureChromium();
  await buildFronts(['admin', 'h5', 'weapp', 'alipay']);
  const report = join(localFolder, 'test-report.json');
  mkdirSync(localFolder, { recursive: true });
  rmSync(report, { force: true });
  const code = await runJest(['--config', 'config/jest.config.cjs', '--json', `--outputFile=${report}`, ...words]);
  return counted(resultOf(report), code);
}

let jest: ChildProcess | undefined;

function runJest(words: string[]): Promise<number> {
  const file = join(projectRoot, 'node_modules', 'jest', 'bin', 'jest.js');
  // Standard output would carry the whole report as JSON once more.
  jest = spawn(process.execPath, [file, ...words], { cwd: projectRoot, stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve, reject) => {
    jest?.once('error', reject);
    jest?.once('exit', (code) => resolve(code ?? 1));
  });
}

type Report = Pick<AggregatedResult, 'numPassedTests' | 'numFailedTests'> & {
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
};

function resultOf(report: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}

/** A file that could not be run, and a test that was left out, count as failed: nothing is passed over in silence. */
function counted(report: Report | undefined, exitCode: number): { passed: number; failed: number } {
  if (!report) return { passed: 0, failed: 1 };
  let failed = report.numFailedTests;
  for (const { name, status, assertionResults } of report.testResults) {
    const file = relative(projectRoot, name);
    for (const { fullName } of assertionResults.filter((one) => !['passed', 'failed'].includes(one.status))) {
      console.error(`未运行的测试，计为失败：${file} › ${fullName}`);
      failed += 1;
    }
    if (assertionResults.length === 0 || (status === 'failed' && assertionResults.every((one) => one.status === 'passed'))) {
      console.error(`无法运行的测试文件，计为失败：${file}`);
      failed += 1;
    }
  }
  if (exitCode !== 0 && failed === 0) {
    console.error(`测试本身通过，但 jest 以 ${exitCode} 结束，计为失败。`);
    failed = 1;
  }
  return { passed: report.numPassedTests, failed };
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => jest?.kill(signal) ?? process.exit(130));
process.on('disconnect', () => jest?.kill('SIGTERM') ?? process.exit(130));
process.channel?.unref();

test(process.argv.slice(2)).then(
  ({ passed, failed }) => {
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    console.log('0 passed, 1 failed');
    process.exitCode = 1;
  },
);
