import fs from 'node:fs';
import path from 'node:path';
import { buildOf, scratchFolder } from './builds';
import { runMiniProgram } from './runner';
import { textOf } from './runner/view';
import { compileStyles, compileTemplates, judgeByUploader, parseScripts, type WechatNode } from './wechat-tools';

const dist = buildOf('weapp');
const scratch = scratchFolder();

/** A copy of the build with one fault in it. */
function broken(plant: (copy: string) => void): string {
  const copy = fs.mkdtempSync(path.join(scratch, 'broken-'));
  fs.cpSync(dist, copy, { recursive: true });
  plant(copy);
  return copy;
}

const edit = (file: string, change: (text: string) => string) =>
  fs.writeFileSync(file, change(fs.readFileSync(file, 'utf8')));

describe('the WeChat build, judged by WeChat’s own tools', () => {
  it('passes the uploader: every page, component and picture is there, every package within its size', async () => {
    const { pages, quality } = await judgeByUploader(dist, scratch);
    expect(pages).toContain('domains/transactions/camera/index');
    // WeChat minifies on upload; the compression settings are its project's, not the build's.
    const complaints = quality.filter(({ name, success }) => !success && !name.endsWith('_COMPRESS_OPEN'));
    expect(complaints).toEqual([]);
  }, 120_000);

  it('compiles: templates by wcc, styles by wcsc, scripts by the engine', () => {
    compileTemplates(dist);
    compileStyles(dist);
    parseScripts(dist);
  });

  it('is drawn by our runner as by WeChat’s compiler', async () => {
    const draw = compileTemplates(dist);
    const app = runMiniProgram({ platform: 'weapp', dist });
    app.phone.online = false;
    await app.launch();
    await app.until(() => app.page.text().includes('网络'), 'the start page says that there is no network');
    expect(textIn(draw(app.page.route, app.page.data))).toBe(textOf(app.page.find('<page>')[0]!).replace(/\s/g, ''));
    app.kill();
  });
});

describe('each judge finds the fault that it is there for', () => {
  it('the uploader: a page without its script', async () => {
    const copy = broken((folder) => fs.rmSync(path.join(folder, 'domains/identity/claim/index.js')));
    await expect(judgeByUploader(copy, scratch)).rejects.toThrow('domains/identity/claim/index');
  }, 120_000);

  it('the uploader: a component that is not there', async () => {
    const copy = broken((folder) =>
      edit(path.join(folder, 'pages/start/index.json'), (text) =>
        text.replace(/\}\s*$/, ',"usingComponents":{"gone":"/gone/index"}}'),
      ),
    );
    await expect(judgeByUploader(copy, scratch)).rejects.toThrow('gone');
  }, 120_000);

  it('wcc: an element that is left open', () => {
    const copy = broken((folder) => edit(path.join(folder, 'base.wxml'), (text) => text.replace('</view>', '')));
    expect(() => compileTemplates(copy)).toThrow(/base\.wxml/);
  });

  it('wcsc: a rule that is left open', () => {
    const copy = broken((folder) => fs.appendFileSync(path.join(folder, 'app.wxss'), '\n.open {'));
    expect(() => compileStyles(copy)).toThrow(/app\.wxss/);
  });

  it('the engine: a script that does not parse', () => {
    const copy = broken((folder) => fs.appendFileSync(path.join(folder, 'app.js'), '\nfunction ('));
    expect(() => parseScripts(copy)).toThrow();
  });
});

function textIn(node: WechatNode): string {
  return typeof node === 'string' ? node.replace(/\s/g, '') : node.children.map(textIn).join('');
}
