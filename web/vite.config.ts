// Builds the pages into dist/ui, from where the server serves them under /ui/. `vite web` proxies to a running server.

import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = 'http://127.0.0.1:8080'

export default defineConfig({
  base: '/ui/',
  plugins: [react()],
  build: {
    outDir: '../dist/ui',
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: {
      output: {
        // Changes with its own versions only, so that browsers keep it over our releases.
        codeSplitting: {
          groups: [
            {
              name: 'vendor',
              test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|i18next|react-i18next)[\\/]/,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': server, '/forge': server, '/repo': server, '/security': server } },
})
