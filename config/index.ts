import path from 'node:path';
import { defineConfig } from '@tarojs/cli';
import { version } from '../package.json';

const root = path.resolve(__dirname, '..');
const contract = path.join(root, 'cloud', 'contract');
const isH5 = process.env.TARO_ENV === 'h5';

/** What both kinds of webpack chain share: the babel settings, and the files that make the cache on disk stale. */
// The chain's type comes from an inner dependency of Taro's runner, which does not export it.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function settle(chain: any) {
  chain.module
    .rule('script')
    .use('babelLoader')
    .tap((options: object) => ({ ...options, configFile: path.join(__dirname, 'babel.config.cjs') }));
  // Taro looks for src/app.config in the root and then never writes its cache (NervJS/taro, BaseConfig.js).
  const cache = chain.get('cache');
  if (cache && typeof cache === 'object') {
    chain.set('cache', {
      ...cache,
      cacheDirectory: path.join(root, 'node_modules', '.cache', 'taro'),
      buildDependencies: { config: [__filename, path.join(__dirname, 'babel.config.cjs')] },
    });
  }
}

/** Taro's settings; run in the repository's root: `npx taro build --type weapp|alipay|h5`. */
export default defineConfig({
  projectName: 'yongche',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
  sourceRoot: 'miniapp/src',
  outputRoot: `miniapp/dist/${process.env.TARO_ENV}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: true },
  logger: { quiet: true, stats: false },
  alias: { '@': path.join(root, 'miniapp', 'src') },
  defineConstants: {
    /** Where the API is: the same origin in the browser, an absolute address inside WeChat and Alipay. */
    API_URL: JSON.stringify(isH5 ? '/api' : (process.env.TARO_APP_API_URL ?? 'http://127.0.0.1:7800/api')),
    APP_VERSION: JSON.stringify(version),
  },
  mini: {
    compile: { include: [contract] },
    miniCssExtractPluginOption: { ignoreOrder: true },
    postcss: { pxtransform: { enable: true, config: {} }, cssModules: { enable: false } },
    webpackChain: settle,
  },
  h5: {
    publicPath: '/m/app/',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    compile: { include: [contract] },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    // Pixels stay pixels in the browser: no script has to set a root size, so the page needs no inline script.
    postcss: {
      autoprefixer: { enable: true },
      pxtransform: { enable: false, config: {} },
      cssModules: { enable: false },
    },
    webpackChain: settle,
  },
});
