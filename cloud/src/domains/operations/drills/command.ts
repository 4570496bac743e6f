import { drillChecks, drillStates, drillSteps, errors } from '@yongche/contract';
import { secondInShanghai } from '../../audit/wording';
import { problemOf } from './drills';
import { DrillNotMade } from './refusal';
import type { RestoreDrill } from './restore-drill.entity';
import { type DrillDeps, evidenceKeyOf, readIdentity, runDrill } from './run-drill';

/** What `npm run ops -- drill` takes. */
export interface DrillWords {
  /** A moment with its zone, such as 2019-06-30T12:00:00+08:00. */
  at?: string | undefined;
  /** The file of the technical unit's identity; DRILL_IDENTITY_FILE where it is not given. */
  identity?: string | undefined;
  /** Restores so many pictures beside the copies of the checkpoints, instead of all. */
  pictures?: string | undefined;
  /** Verifier key of the evidence log, where the keys at hand are not to be trusted. */
  key?: string | undefined;
}

/** `npm run ops -- drill [--at …] [--identity …] [--pictures n] [--key …]`: a restore drill, told in plain Chinese with its times. Exit code 1 where anything differs or was refused. */
export async function drillCommand(deps: DrillDeps, words: DrillWords, say: (line: string) => void = console.log): Promise<void> {
  const wish = await wishOf(deps, words);
  if (typeof wish === 'string') return fail(wish);
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Error('stopped'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    say(`恢复演练开始：恢复到${wish.restoreTo ? ` ${secondInShanghai(wish.restoreTo)}` : '最近的备份和增量'}，恢复出来的内容核对后即删除。`);
    const drill = await runDrill(deps, { ...wish, signal: stopping.signal });
    if (!drill) return fail('已有一次恢复演练在进行，请等它结束。');
    tell(drill, say);
    if (drill.state !== 'passed') process.exitCode = 1;
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    fail('演练被中断，恢复出来的内容已经删除。');
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
  }

  function fail(sentence: string): void {
    say(sentence);
    process.exitCode = 1;
  }
}

/** The wish, or what is wrong with the words. */
async function wishOf({ db, clock, safekeeping }: DrillDeps, { at, identity, pictures, key }: DrillWords) {
  const identityFile = identity ?? safekeeping.drillIdentityFile;
  if (!identityFile) return '请写明技术单位备份私钥的文件：npm run ops -- drill --identity 密钥文件.txt';
  if (at !== undefined && (!/(Z|[+-]\d\d:?\d\d)$/.test(at) || Number.isNaN(Date.parse(at)))) return '时刻应写明时区，例如：--at 2019-06-30T12:00:00+08:00';
  if (pictures !== undefined && !/^\d{1,9}$/.test(pictures)) return '照片数应是整数，例如：--pictures 1000';
  // A slip of the pen is no drill that failed.
  const slip = whatIsWrongWith(identityFile);
  if (slip) return slip;
  const restoreTo = at === undefined ? undefined : new Date(at);
  const problem = restoreTo && (await problemOf(db.manager, restoreTo, clock.now()));
  if (problem) return errors[problem][1];
  return { identityFile, restoreTo, pictures: pictures === undefined ? ('all' as const) : Number(pictures), ...(key ? { verifier: key } : {}) };
}

function whatIsWrongWith(identityFile: string): string | undefined {
  try {
    readIdentity(identityFile);
    return undefined;
  } catch (error) {
    if (error instanceof DrillNotMade) return error.sentence;
    throw error;
  }
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} 秒`;

function tell({ id, state, restoredTo, lossSeconds, tableRows, pictures, deals, checks, steps, failure }: RestoreDrill, say: (line: string) => void): void {
  for (const { check, passed, sentence, differences } of checks) {
    say(`${passed ? '✓' : '✗'} ${drillChecks[check]}　${sentence}`);
    // A refusal's sentence is its only difference.
    for (const difference of differences) if (difference !== sentence) say(`    · ${difference}`);
  }
  if (failure && !checks.some(({ sentence }) => sentence.endsWith(failure))) say(failure);
  if (restoredTo && state !== 'refused') say(`恢复到 ${secondInShanghai(restoredTo)}：${deals} 笔交易，${tableRows} 行，${pictures} 个照片和材料文件。`);
  if (lossSeconds !== null) say(`如果此刻机器全部损坏，会丢失最近 ${lossSeconds} 秒的变动。`);
  if (steps.length > 0) say(`用时 ${seconds(steps.reduce((sum, { milliseconds }) => sum + milliseconds, 0))}：${steps.map(({ step, milliseconds }) => `${drillSteps[step]} ${seconds(milliseconds)}`).join('，')}`);
  say(`结论：${drillStates[state]}。签名的报告在备份存储的 ${evidenceKeyOf(id)}。`);
}
