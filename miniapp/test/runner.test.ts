import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import { scratchFolder } from './builds';
import { createPhone, runMiniProgram, type MiniProgram, type Platform } from './runner';
import { parseTemplate } from './runner/template';
import { writeSampleApp } from './runner/sample-app';
import { typingsOf } from './runner/typings';

const scratch = scratchFolder();
const running: MiniProgram[] = [];
afterEach(() => running.splice(0).forEach((app) => app.kill()));

describe.each<Platform>(['weapp', 'alipay'])('a mini-program on %s, run without the vendor’s IDE', (platform) => {
  const dist = path.join(scratch, platform);
  beforeAll(() => writeSampleApp(dist, platform));

  async function launched(phone = createPhone()): Promise<MiniProgram> {
    const app = runMiniProgram({ platform, dist, phone });
    running.push(app);
    await app.launch();
    return app;
  }

  it('draws conditions, loops, imported templates and script modules, and leaves out what is hidden', async () => {
    const app = await launched();
    for (const words of ['次数 0', '2.5元，', '还不多', '1. 甲', '2. 乙']) expect(app.page.text()).toContain(words);
    expect(app.page.text()).not.toContain('不止一次');
    expect(app.page.text()).not.toContain('看不见');
    expect(app.page.text()).not.toContain('undefined');
  });

  it('lets a tap go up to those around, until one catches it', async () => {
    const app = await launched();
    await app.tap('加一');
    await app.tap('加一');
    await app.tap('安静');
    await app.sees('次数 2，外面 2');
    await app.sees('不止一次');
    await app.sees('1. 丙');
  });

  it('opens a page of a subpackage with its parameters, takes input, and comes back', async () => {
    const app = await launched();
    await app.tap('加一');
    await app.tap('看交易');
    expect(app.page.route).toBe('deals/deal/index');
    await app.sees('交易 7 浙B12345');
    await app.input('姓名', '甄示范');
    await app.tap('已抵押');
    await app.choose('市场', '西门市场');
    await app.tap('提交');
    await app.sees('甄示范在西门市场抵押着');
    await app.back();
    await app.sees('次数 1');
  });

  it('waits for a button that may not be used yet', async () => {
    const app = await launched();
    const opening = app.tap('看交易');
    await app.tap('加一');
    await opening;
    expect(app.page.route).toBe('deals/deal/index');
  });

  it('switches tabs, and keeps what the phone keeps when the app is killed', async () => {
    const phone = createPhone();
    const app = await launched(phone);
    await app.tap('我的');
    await app.sees('什么也没有');
    await app.tap('首页');
    await app.tap('加一');
    await app.tap('看交易');
    await app.input('姓名', '甄示范');
    await app.tap('提交');
    app.kill();
    const again = await launched(phone);
    await again.sees('次数 0');
    await again.tap('我的');
    await again.sees('甄示范');
  });

  it('shows the host’s dialog over the page until it is answered', async () => {
    const app = await launched();
    await app.tap('问一问');
    await app.sees('真的吗');
    await app.tap('真的');
    await app.sees('2. 是');
  });

  it('refuses a page that the app does not have, as the host does', async () => {
    const app = await launched();
    await app.tap('没有的页面');
    await app.sees('2. 去不了');
  });

  it('fails on a member that the vendor’s typings do not have, as on the phone', async () => {
    const app = await launched();
    await app.tap('没有的接口');
    expect(String(app.errors[0])).toMatch(/noSuchThing is not a function/);
    await expect(app.sees('anything')).rejects.toThrow('the app threw');
  });
});

describe('what only one host does', () => {
  it('knows the members of each host from its own typings', () => {
    const [wx, my] = [typingsOf('weapp'), typingsOf('alipay')];
    expect([wx.global.has('chooseMedia'), my.global.has('chooseMedia')]).toEqual([true, false]);
    expect([wx.global.has('startAPVerify'), my.global.has('startAPVerify')]).toEqual([false, true]);
    expect(wx.shape('CameraContext').has('takePhoto')).toBe(true);
  });

  it.each<[Platform, string]>([
    ['weapp', 'success 404 object'],
    ['alipay', 'fail 404 string'],
  ])('%s hands an answer of 404 over in its own way', async (platform, told) => {
    const server = http.createServer((_, answer) => answer.writeHead(404).end('{"error":{}}')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const dist = fs.mkdtempSync(path.join(scratch, 'request-'));
    writeSampleApp(dist, platform);
    const global = platform === 'weapp' ? 'wx' : 'my';
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    fs.writeFileSync(
      path.join(dist, 'pages/home/index.js'),
      `Page({ data: {}, onLoad: function () {
        var page = this, tell = function (name) { return function (answer) {
          page.setData({ names: [name + ' ' + (answer.statusCode || answer.status) + ' ' + typeof answer.data] });
        }; };
        ${global}.request({ url: '${url}', success: tell('success'), fail: tell('fail') });
      } });`,
    );
    const app = runMiniProgram({ platform, dist });
    running.push(app);
    await app.launch();
    await app.sees(told);
    server.close();
  });

  it('finds the place of a template that is written wrongly', () => {
    expect(() => parseTemplate('<view>\n<text></view>', 'a.wxml')).toThrow('a.wxml:2: </view> closes <text>');
    expect(() => parseTemplate('<view>', 'a.wxml')).toThrow('<view> is not closed');
  });
});
