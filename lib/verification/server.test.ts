import { once } from 'node:events';
import http from 'node:http';
import type net from 'node:net';
import { expect, test, vi } from 'vitest';
import { createVerifierServer, type ServerWith } from './server';

test('an answer that cannot be written is cut off and told, and no other is lost with it', async () => {
  const isDraining = vi
    .fn(() => false)
    .mockImplementationOnce(() => {
      throw new Error('no answer for you');
    });
  const onUndecidable = vi.fn();
  const using = { isDraining, onUndecidable, onAnswered: () => {}, authenticate: () => null };
  // Only what `/livez` asks for.
  const server = createVerifierServer(using as unknown as ServerWith);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as net.AddressInfo;
  const asked = [1, 2, 3].map(() => ask(port));
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : 'cut off')).toSorted()).toEqual([
    200,
    200,
    'cut off',
  ]);
  expect(onUndecidable).toHaveBeenCalledOnce();
  server.close();
});

function ask(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.get({ port, host: '127.0.0.1', path: '/livez', agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', reject);
  });
}
