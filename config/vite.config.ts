import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, type Plugin, transformWithOxc } from 'vite';

const root = resolve(__dirname, '../admin');
const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { version: string };
const builtAt = new Date().toISOString();
/** Version of the page: that of the package, and the minute of the build. */
const pageVersion = `${version}+${builtAt.replace(/\D/g, '').slice(0, 12)}`;

/** 断网: index.html names a list of the files that the counter needs, and the service worker keeps them, see admin/src/service-worker.ts. */
function offlinePage(): Plugin {
  const list = `assets/offline-${pageVersion.replace('+', '-')}.json`;
  return {
    name: 'offline-page',
    apply: 'build',
    enforce: 'post',
    transformIndexHtml: () => [{ tag: 'meta', attrs: { name: 'offline-files', content: `/admin/${list}` }, injectTo: 'head' }],
    async generateBundle(_options, bundle) {
      const isOfCounter = ({ moduleIds }: { moduleIds: string[] }) => moduleIds.some((id) => id.includes('/domains/capture/'));
      const others = Object.values(bundle).flatMap((file) => (file.type === 'asset' ? [file.fileName] : []));
      const wanted = Object.values(bundle).flatMap((file) => (file.type === 'chunk' && (file.isEntry || isOfCounter(file)) ? [file.fileName] : []));
      const files = new Set<string>();
      for (let name = wanted.pop(); name; name = wanted.pop()) {
        const file = bundle[name];
        if (!file || files.has(name)) continue;
        files.add(name);
        if (file.type !== 'chunk') continue;
        const { code, imports, dynamicImports, viteMetadata } = file;
        wanted.push(...imports, ...(viteMetadata?.importedCss ?? []), ...(viteMetadata?.importedAssets ?? []));
        // Workers are files that the code names.
        if (isOfCounter(file)) wanted.push(...dynamicImports, ...others.filter((other) => other.endsWith('.js') && code.includes(other)));
      }
      this.emitFile({ type: 'asset', fileName: list, source: JSON.stringify({ version: pageVersion, files: [...files].sort().map((name) => `/admin/${name}`) }) });
      const worker = resolve(root, 'src/service-worker.ts');
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: (await transformWithOxc(readFileSync(worker, 'utf8'), worker)).code });
    },
  };
}

/** The staff web: built into admin/dist, served by the cloud below /admin/. */
export default defineConfig({
  root,
  base: '/admin/',
  define: { __PAGE_VERSION__: process.argv.includes('build') ? JSON.stringify(pageVersion) : 'undefined' },
  // The server reads which versions it has, see cloud/src/domains/operations/page-builds.ts.
  plugins: [offlinePage(), { name: 'release', generateBundle() { this.emitFile({ type: 'asset', fileName: 'release.json', source: JSON.stringify({ version: pageVersion, builtAt }) }); } }],
  build: {
    outDir: resolve(root, 'dist'),
    emptyOutDir: true,
    target: ['chrome109', 'firefox115', 'safari16'],
    // The page's policy allows no inline scripts, and fonts and pictures from the server only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler|@tanstack)[\\/]/ }],
        },
      },
      // antd marks each of its files with 'use client', which means nothing in a browser.
      onLog: (level, log, report) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && report(level, log),
    },
  },
  // `vite --config config/vite.config.ts` serves the sources; the API is a cloud that was started beside it.
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': 'http://127.0.0.1:7800', '/check/': 'http://127.0.0.1:7800' } },
});
