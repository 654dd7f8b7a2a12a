import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'playwright/test';
import type { DemoFile } from '@/prisma/seed/demo-file';

export function dataDir(): string {
  const dir = process.env['E2E_DATA_DIR'];
  if (dir === undefined) throw new Error('the demo was not started');
  return dir;
}

/** The running demo, as `demo.json` tells it. */
export function demo(): DemoFile {
  return JSON.parse(readFileSync(path.join(dataDir(), 'demo.json'), 'utf8')) as DemoFile; // written by our own program
}

type Verdict = {
  valid: boolean;
  code: string;
  name?: string;
  owner?: { type: string; id: string; userId: string };
  tenants?: string[];
  virtualServers?: string[];
};

/** What the verifier says of a key, as a gateway would ask. */
export async function verify(key: string, asked: Record<string, string> = {}): Promise<Verdict> {
  const response = await fetch(`${demo().verifierUrl}/v1/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, ip: '198.51.100.7', ...asked }),
  });
  if (response.status !== 200) throw new Error(`the verifier answered ${response.status}`);
  return (await response.json()) as Verdict; // CONTRACT §3
}

/** Waits until the verifier says so: a verdict follows a change, and does not go back. */
export async function expectVerdict(key: string, code: string, asked: Record<string, string> = {}): Promise<void> {
  await expect
    .poll(async () => (await verify(key, asked)).code, { message: 'the verdict', intervals: [50, 100, 250] })
    .toBe(code);
}
