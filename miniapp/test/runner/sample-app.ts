import fs from 'node:fs';
import path from 'node:path';
import { dialects, type Platform } from './platform';

/** Writes a small mini-program by hand, in the host's own language, for the runner's own tests. */
export function writeSampleApp(folder: string, platform: Platform): void {
  const { global, template, prefix, script } = dialects[platform];
  const on = (event: string) => (platform === 'weapp' ? `bind${event.toLowerCase()}` : `on${event}`);
  const caught = (event: string) => (platform === 'weapp' ? `catch${event.toLowerCase()}` : `catch${event}`);
  const tabs = ['home', 'me'].map((name) => ({
    pagePath: `pages/${name}/index`,
    text: name === 'home' ? '首页' : '我的',
  }));
  const tabBar =
    platform === 'weapp' ? { list: tabs } : { items: tabs.map(({ pagePath, text }) => ({ pagePath, name: text })) };
  const scriptFile = platform === 'weapp' ? 'words.wxs' : 'words.sjs';
  const files: Record<string, string> = {
    'app.json': JSON.stringify({
      pages: ['pages/home/index', 'pages/me/index'],
      subPackages: [{ root: 'deals', pages: ['deal/index'] }],
      tabBar,
    }),
    'app.js': `var greeting = require('./greeting').greeting; App({ greeting: greeting, onLaunch: function () { this.launched = true; } });`,
    'greeting.js': `exports.greeting = '你好';`,
    [scriptFile]: `${platform === 'weapp' ? 'module.exports =' : 'export default'} { fen: function (n) { return (n / 100) + '元'; } };`,
    [`shared${template}`]: `<template name="row"><view class="row"><text>{{index + 1}}. {{name}}</text></view></template>`,
    [`pages/home/index${template}`]: `
      <import src="../../shared${template}" />
      <${script.tag} ${script.name}="words" ${script.file}="../../${scriptFile}" />
      <view ${on('Tap')}="outer"><button ${on('Tap')}="add">加一</button><view ${caught('Tap')}="quiet">安静</view></view>
      <text>次数 {{count}}，外面 {{outer}}，{{words.fen(250)}}，{{gone.member}}</text>
      <block ${prefix}if="{{count > 1}}"><text>不止一次</text></block><text ${prefix}else>还不多</text>
      <template is="row" ${prefix}for="{{names}}" data="{{index, name: item}}" />
      <view hidden="{{true}}">看不见</view>
      <button disabled="{{count < 1}}" ${on('Tap')}="open">看交易</button>
      <button ${on('Tap')}="missing">没有的接口</button>
      <button ${on('Tap')}="ask">问一问</button>
      <button ${on('Tap')}="far">没有的页面</button>`,
    'pages/home/index.js': `Page({
      data: { count: 0, outer: 0, names: ['甲', '乙'] },
      onLoad: function () { this.setData({ greeting: getApp().greeting }); },
      outer: function () { this.setData({ outer: this.data.outer + 1 }); },
      add: function () { this.setData({ count: this.data.count + 1, 'names[0]': '丙' }); },
      quiet: function () {},
      open: function () { ${global}.navigateTo({ url: '/deals/deal/index?id=7&plate=' + encodeURIComponent('浙B12345') }); },
      missing: function () { ${global}.noSuchThing(); },
      ask: function () {
        var page = this;
        ${platform === 'weapp' ? `wx.showModal({ title: '问', content: '真的吗', confirmText: '真的',` : `my.confirm({ title: '问', content: '真的吗', confirmButtonText: '真的',`}
          success: function (answer) { page.setData({ 'names[1]': answer.confirm ? '是' : '否' }); } });
      },
      far: function () { var page = this; ${global}.navigateTo({ url: '/far/index', fail: function () { page.setData({ 'names[1]': '去不了' }); } }); },
    });`,
    [`pages/me/index${template}`]: `<text>{{kept}}</text>`,
    'pages/me/index.js': `Page({ data: {}, onShow: function () { this.setData({ kept: ${
      platform === 'weapp' ? `wx.getStorageSync('kept')` : `my.getStorageSync({ key: 'kept' }).data`
    } || '什么也没有' }); } });`,
    [`deals/deal/index${template}`]: `
      <text>交易 {{id}} {{plate}}</text>
      <view><text>姓名</text><input value="{{name}}" ${on('Input')}="typed" /></view>
      <label>已抵押<switch checked="{{mortgaged}}" ${on('Change')}="switched" /></label>
      <picker range="{{markets}}" ${on('Change')}="chosen"><view>市场：{{market}}</view></picker>
      <form ${on('Submit')}="submit"><button form-type="submit">提交</button></form>
      <text>{{sentence}}</text>`,
    'deals/deal/index.js': `Page({
      data: { name: '', mortgaged: false, markets: ['东门市场', '西门市场'], market: '请选择', sentence: '' },
      onLoad: function (query) { this.setData({ id: query.id, plate: decodeURIComponent(query.plate) }); },
      typed: function (event) { this.setData({ name: event.detail.value }); },
      switched: function (event) { this.setData({ mortgaged: event.detail.value }); },
      chosen: function (event) { this.setData({ market: this.data.markets[event.detail.value] }); },
      submit: function () {
        var data = this.data;
        ${platform === 'weapp' ? `wx.setStorageSync('kept', data.name);` : `my.setStorageSync({ key: 'kept', data: data.name });`}
        this.setData({ sentence: data.name + '在' + data.market + (data.mortgaged ? '抵押着' : '没抵押') });
      },
    });`,
  };
  for (const page of ['pages/home/index', 'pages/me/index', 'deals/deal/index']) files[`${page}.json`] = '{}';
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
}
