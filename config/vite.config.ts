import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = resolve(__dirname, '../admin');
const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { version: string };
/** Version of the page: that of the package, and the minute of the build. */
const pageVersion = `${version}+${new Date().toISOString().replace(/\D/g, '').slice(0, 12)}`;

/** The staff web: built into admin/dist, served by the cloud below /admin/. */
export default defineConfig({
  root,
  base: '/admin/',
  define: { __PAGE_VERSION__: JSON.stringify(pageVersion) },
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
