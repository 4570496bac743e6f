import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { LocalRunError } from './local-run-error';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser for the end-to-end tests; CHROMIUM_PATH says another one. undefined where there is none. */
export function chromiumPath(): string | undefined {
  return [process.env.CHROMIUM_PATH, ...places].find((path) => path && existsSync(path));
}

/**
 * Installs Chromium and a Chinese typeface from Debian where they are missing and this process may.
 * @throws LocalRunError saying what to run where it may not.
 */
export function ensureChromium(): void {
  const missing = [...(chromiumPath() ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])];
  if (missing.length === 0) return;
  const commands = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    const advice = existsSync('/usr/bin/apt-get') ? `sudo sh -c '${commands}'` : '安装 Chrome 或 Chromium 和一种中文字体，并用 CHROMIUM_PATH 指明浏览器';
    throw new LocalRunError(`端到端测试需要 ${missing.join(' 和 ')}，这台电脑上没有。请先运行：\n  ${advice}`);
  }
  console.log(`正在从 Debian 安装 ${missing.join('、')}…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('sh', ['-c', commands], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new LocalRunError(`安装 ${missing.join('、')} 没有成功，请检查网络后重试：\n  ${commands}`);
}

function hasChineseFont(): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return execFileSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' }).trim() !== '';
  } catch {
    return existsSync('/usr/share/fonts/opentype/noto');
  }
}
