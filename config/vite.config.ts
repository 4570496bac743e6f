import react from '@vitejs/plugin-react';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, '../admin');

/** The staff web: built into admin/dist, served by the cloud below /admin/. */
export default defineConfig({
  root,
  base: '/admin/',
  plugins: [react()],
  build: {
    outDir: resolve(root, 'dist'),
    emptyOutDir: true,
    target: ['chrome109', 'firefox115', 'safari16'],
    // The policy of the page allows pictures from 'self' and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
  // `vite --config config/vite.config.ts` serves the sources; the API is a cloud that was started beside it.
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': 'http://127.0.0.1:7800' } },
});
