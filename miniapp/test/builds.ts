import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Platform } from './runner';

/** The folder of a build. @throws where it was not built yet */
export function buildOf(platform: Platform): string {
  const dist = path.join(__dirname, '..', 'dist', platform);
  if (!fs.existsSync(path.join(dist, 'app.json'))) {
    throw new Error(`${dist} is not built: run “npx taro build --type ${platform}” in the repository's root`);
  }
  return dist;
}

/** A folder that is deleted when the tests of a file are over. */
export function scratchFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'yongche-miniapp-'));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}
