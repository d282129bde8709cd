import { writeFileSync } from 'node:fs';
import { measureInteractions } from './bench/interactions.ts';
import { serveStatic } from './support/static-server.ts';

const server = await serveStatic(process.argv[2] ?? '');
const r = await measureInteractions(server.url, 'packages/synthetic-nation', 'township');
const ms = r.answers.map((a) => a.ms ?? 1e9).sort((a, b) => a - b);
const apart = r.longTasks.filter((t) => t.ms - t.drawing > 50).sort((a, b) => b.ms - a.ms);
console.log(
  'p50',
  ms[100],
  'p95',
  ms[189],
  'long',
  r.longTasks.length,
  'apart',
  apart.length,
  JSON.stringify(r.memory),
);
for (const t of apart) console.log(Math.round(t.ms), Math.round(t.drawing), Math.round(t.later), t.after);
writeFileSync(process.argv[3] ?? '/tmp/inter.json', JSON.stringify(r));
await server.close();
