import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { promisify } from 'node:util';
import { wxmlToJs } from 'miniprogram-compiler';
import compileWxss from 'miniprogram-compiler/src/wcsc';

/** What WeChat's uploader says of a build. */
export interface Judgement {
  pages: string[];
  quality: { name: string; success: boolean; text: string; detail?: unknown }[];
}

/** A tree as WeChat's template compiler makes it; a piece of text stands as itself. */
export type WechatNode = string | { tag: string; children: WechatNode[] };

/** Lets WeChat's uploader check app.json, the pages, components, pictures and sizes. @throws with its complaint */
export async function judgeByUploader(dist: string, scratch: string): Promise<Judgement> {
  const script = path.join(__dirname, 'wechat-judge.cjs');
  // It leaves an empty folder where it is started.
  const { stdout } = await promisify(execFile)(process.execPath, [script, dist, scratch], {
    cwd: scratch,
    timeout: 120_000,
  });
  const judgement = JSON.parse(stdout.trim().split('\n').at(-1)!) as Judgement & { error?: string };
  if (judgement.error) throw new Error(judgement.error);
  return judgement;
}

/**
 * Compiles every wxml file by WeChat's wcc. @throws with its complaint
 * @returns what draws a page's template from its data
 */
export function compileTemplates(dist: string): (page: string, data: unknown) => WechatNode {
  const source = wxmlToJs(dist, { maxBuffer: 64 * 1024 * 1024 });
  const context = vm.createContext({ console });
  vm.runInContext('var window = this, global = this;', context);
  const generate = vm.runInContext(`(function () {${source}})()`, context) as (
    file: string,
  ) => (data: unknown) => WechatNode;
  return (page, data) => generate(`${page}.wxml`)(data);
}

/** Compiles every wxss file by WeChat's wcsc. @throws with its complaint */
export function compileStyles(dist: string): void {
  const files = filesOf(dist, '.wxss').map((file) => file.slice(0, -'.wxss'.length));
  const result = compileWxss(dist, files);
  if (result instanceof Error || Object.prototype.toString.call(result) === '[object Error]') throw result as Error;
}

/** Parses every script. @throws with the file's name */
export function parseScripts(dist: string): void {
  for (const file of filesOf(dist, '.js'))
    new vm.Script(fs.readFileSync(path.join(dist, file), 'utf8'), { filename: file });
}

function filesOf(dist: string, ending: string): string[] {
  return (fs.readdirSync(dist, { recursive: true }) as string[]).filter((file) => file.endsWith(ending));
}
