import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { offlineCopy } from './src/app/offline/build-plugin.ts';
import { dataPackages } from './src/cli/data-packages-plugin.ts';
import { firstViewChunk } from './vite/first-view-chunk.ts';
export default defineConfig({
  // Relative addresses: the site works in any folder of any static host.
  base: './',
  plugins: [react(), dataPackages(), offlineCopy()],
  build: {
    target: ['chrome111', 'edge111', 'firefox114', 'safari16.4'],
    sourcemap: false,
    // One small style sheet: the first page is painted before any code says which parts it needs.
    cssCodeSplit: false,
    // The engine's own chunk is large by nature; what counts is budgeted elsewhere.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
            // Of the chart library and of the engine's: neither must bring the other.
            { name: 'tslib', test: /node_modules[\\/]tslib[\\/]/, priority: 3 },
            { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 2 },
            { name: 'duckdb', test: /node_modules[\\/](@duckdb|apache-arrow|flatbuffers)[\\/]/, priority: 2 },
            // Each request costs a server, a browser and a reader; what always comes together is one file.
            { name: 'app', tags: ['$initial'], priority: 2 },
            { name: firstViewChunk, priority: 1 },
          ],
        },
      },
    },
  },
});
