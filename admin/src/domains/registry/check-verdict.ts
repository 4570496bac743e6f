import { minuteOf, waitOf } from '../../components/moments';
import type { RegisterAnswer } from './check-register';
import type { Reading } from './check-token';

export type Tone = 'good' | 'warn' | 'bad';

/** What the counter reads after a scan. */
export interface Verdict {
  tone: Tone;
  /** In letters that can be read from two metres. */
  title: string;
  sentence: string;
  facts: [label: string, value: string][];
  /** Which of the two ways said what. */
  sources: { tone: Tone; text: string }[];
}

/** The register's answer, why there is none, or nothing yet. */
export type Asked = { answer: RegisterAnswer } | { failure: string } | undefined;

const askAgain = '请代理人打开小程序“代理证”页面，重新出示二维码。截图不能使用。';

/** What the signature alone says. */
function headOf(reading: Reading): Pick<Verdict, 'tone' | 'title' | 'sentence'> {
  switch (reading.kind) {
    case 'valid':
      return { tone: 'good', title: '签名有效', sentence: '二维码是协会在30秒内签发的，签发时代理证有效。请看清持证人与本人一致。' };
    case 'expired':
      return { tone: 'warn', title: '二维码已过期', sentence: `已过期${durationOf(reading.secondsAgo)}。${askAgain}如果二维码是刚打开的，请校准本机时钟。` };
    case 'early':
      return {
        tone: 'warn',
        title: '本机时钟不准',
        sentence: `二维码的时间比本机时钟晚${durationOf(reading.secondsAhead)}，说明这台电脑的时钟慢了。请校准时钟后再扫。`,
      };
    case 'forged':
      return { tone: 'bad', title: '伪造或被改动', sentence: '签名与协会的公钥不符。请勿采信，留下出示人信息并向协会反映。' };
    case 'key_missing':
      return {
        tone: 'warn',
        title: '需要联网查验',
        sentence: `本机没有${monthOf(reading.period)}的公钥，断网时不能核验这个二维码。请恢复网络后再扫。`,
      };
    case 'voucher':
      return {
        tone: 'warn',
        title: '这是核对凭证',
        sentence: '这个二维码是交易核对凭证，不是代理证。查凭证请用手机扫码，或在“交易查询”中查找流水号。',
      };
    case 'foreign':
      return { tone: 'bad', title: '不是代理证二维码', sentence: `这个二维码不是本系统的代理证。${askAgain}` };
    case 'unsupported':
      return {
        tone: 'warn',
        title: '需要联网查验',
        sentence: '这个浏览器不能离线核验签名。请升级浏览器（Chrome、Edge 137 以上），并用 https 地址打开本系统。',
      };
  }
}

const sourceOf: Record<Reading['kind'], Verdict['sources'][number] | undefined> = {
  valid: { tone: 'good', text: '签名有效（离线核验）' },
  expired: { tone: 'warn', text: '签名有效，但已过期（离线核验）' },
  early: { tone: 'warn', text: '签名有效，但时间不符（离线核验）' },
  forged: { tone: 'bad', text: '签名无效（离线核验）' },
  key_missing: { tone: 'warn', text: '没有当月公钥，未做离线核验' },
  voucher: undefined,
  foreign: undefined,
  unsupported: { tone: 'warn', text: '浏览器不支持，未做离线核验' },
};

/** Whether the register can know more of it than this computer. */
export const isWorthAsking = ({ kind }: Reading): boolean => kind !== 'foreign' && kind !== 'voucher';

/** Signature and register in one result: where the register has answered, its word counts. */
export function verdictOf(reading: Reading, asked: Asked): Verdict {
  const sources = [sourceOf[reading.kind], isWorthAsking(reading) ? registerSource(asked) : undefined].filter((source) => source !== undefined);
  if (asked && 'answer' in asked) {
    const { tone, title, sentence, rows } = asked.answer;
    return { tone: tone === 'neutral' ? 'warn' : tone, title, sentence, facts: rows, sources };
  }
  const facts: Verdict['facts'] =
    reading.kind === 'valid' || reading.kind === 'expired' || reading.kind === 'early'
      ? [
          ['代理证号', reading.statement.n],
          ['持证人', reading.statement.h],
          ['所属企业', reading.statement.o],
        ]
      : [];
  return { ...headOf(reading), facts, sources };
}

function registerSource(asked: Asked): Verdict['sources'][number] {
  if (!asked) return { tone: 'warn', text: '正在联网核对在册状态…' };
  if ('failure' in asked) return { tone: 'warn', text: `没有核对在册状态：${asked.failure}` };
  const { tone, title, at } = asked.answer;
  return { tone: tone === 'neutral' ? 'warn' : tone, text: `在册状态：${title}（联网核验 ${minuteOf(new Date(at)).slice(11)}）` };
}

/** 42秒, 10分钟, 2小时5分. */
const durationOf = (seconds: number) => (seconds < 60 ? `${seconds}秒` : waitOf(new Date(0).toISOString(), seconds * 1000));
const monthOf = (period: string) => `${period.slice(0, 4)}年${Number(period.slice(5, 7))}月`;

/** Beyond this the clock of the computer is told to be wrong. */
const clockToleranceMs = 5_000;

/** A sentence where this computer's clock is wrong, by what the server said last. */
export function clockSentence(clockBehind: number): string | undefined {
  if (Math.abs(clockBehind) <= clockToleranceMs) return undefined;
  const difference = durationOf(Math.round(Math.abs(clockBehind) / 1000));
  return `本机时钟比服务器${clockBehind > 0 ? '慢' : '快'}了${difference}，核验时已按服务器时间计算。请校准本机时钟。`;
}
