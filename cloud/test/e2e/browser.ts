import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { chromiumPath } from '../../local/chromium';
import { projectRoot } from '../../local/places';

/** Screens of the last run; git ignores the folder. */
const shotsFolder = join(projectRoot, '.yongche/screens');

/** Chromium from Debian with a fake camera that shows what `point` was given last. */
export async function openBrowser(folder: string): Promise<{ browser: Browser; camera: Camera }> {
  mkdirSync(shotsFolder, { recursive: true });
  const file = join(folder, 'camera.mjpeg');
  const camera: Camera = {
    async point(picture) {
      // Motion JPEG is JPEG after JPEG; written beside and moved over, so that nobody reads half a picture.
      // Chromium takes even widths and heights only.
      const { width, height } = await sharp(picture).metadata();
      const even = sharp(picture).resize(width - (width % 2), height - (height % 2), { fit: 'cover' });
      const frame = await even.jpeg({ quality: 92, progressive: false }).toBuffer();
      writeFileSync(`${file}.new`, Buffer.concat([frame, frame]));
      renameSync(`${file}.new`, file);
    },
  };
  await camera.point(await sharp({ create: { width: 1280, height: 960, channels: 3, background: '#777' } }).png().toBuffer());
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('no Chromium: `npm test` installs it, or says how');
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${file}`,
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  return { browser, camera };
}

/** What the phone's camera looks at from its next start on. */
export interface Camera {
  point(picture: Buffer): Promise<void>;
}

/** A phone (390 × 844) or a desk (1440 × 900) whose page must not report an error. */
export async function openPage(browser: Browser, of: 'phone' | 'desk'): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
  const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, permissions: ['camera'] };
  const desk = { viewport: { width: 1440, height: 900 } };
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...(of === 'phone' ? phone : desk) });
  // For a machine that does much else beside.
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // The browser itself reports every refusal of the API (4xx) as an error; these are part of the story.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  return { page, context, complaints };
}

let shot = 0;
let areScreensKept = process.env.SCREENS === '1';
/** Keeps every screen of this story, also where nobody asked for it by `SCREENS=1`. */
export const keepScreens = (): void => void (areScreensKept = true);

/** Saves the screen for a person to look at, where screens are kept or the story broke off (`failed-…`). */
export async function saveScreen(page: Page, name: string): Promise<void> {
  if (!areScreensKept && !name.startsWith('failed-')) return;
  await page.screenshot({ path: join(shotsFolder, `${String(++shot).padStart(2, '0')}-${name}.png`), animations: 'disabled' });
}

/** The same screen in several sizes, `width × height`; the last one stays. */
export async function saveScreens(page: Page, name: string, sizes: readonly (readonly [number, number])[] = [[1093, 614], [1366, 768]]): Promise<void> {
  if (!areScreensKept) return;
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    await saveScreen(page, `${name}-${width}`);
  }
}
