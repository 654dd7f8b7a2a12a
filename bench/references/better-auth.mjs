// The npm package that people take for API keys otherwise, on the same PostgreSQL: how many verifications a second it makes in
// a process of its own, asked directly, or by the gateway's request over HTTP. Told by its parent process where and how long.
import http from 'node:http';
import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';

/** As many at once as the load generator keeps connections. */
const AT_ONCE = 32;

const pool = new pg.Pool({ connectionString: process.env.REFERENCE_DATABASE_URL, max: 8 });
const options = {
  database: pool,
  secret: 'a secret of the benchmark, and of nothing else',
  baseURL: 'http://localhost:3000',
  emailAndPassword: { enabled: true },
  logger: { disabled: true },
  telemetry: { enabled: false },
  plugins: [apiKey({ rateLimit: { enabled: false } })],
};
await (await getMigrations(options)).runMigrations();
const auth = betterAuth(options);
const { user } = await auth.api.signUpEmail({
  body: { name: 'Bench', email: 'bench@northwind.example', password: 'seven quiet herons' },
});
const { key } = await auth.api.createApiKey({ body: { userId: user.id, name: 'bench' } });
const first = await auth.api.verifyApiKey({ body: { key } });
if (!first.valid) throw new Error('its own key is not valid to it');

const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const { key: presented } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const { valid } = await auth.api.verifyApiKey({ body: { key: presented } });
    response.writeHead(valid ? 200 : 401, { 'Content-Type': 'application/json' }).end(JSON.stringify({ valid }));
  });
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port, key }));

process.on('message', async ({ seconds }) => {
  const endsAt = performance.now() + seconds * 1_000;
  const startedAt = performance.now();
  let count = 0;
  const ask = async () => {
    while (performance.now() < endsAt) {
      const { valid } = await auth.api.verifyApiKey({ body: { key } });
      if (!valid) throw new Error('its own key is not valid to it');
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  process.send({ perSecond: count / ((performance.now() - startedAt) / 1_000) });
});
process.once('disconnect', async () => {
  server.close();
  await pool.end();
  process.exit(0);
});
