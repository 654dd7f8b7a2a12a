import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A request that is sent again and again, each time with the next key: as its body, or as the value of one header. */
export type LoadRequest = {
  method: 'GET' | 'POST';
  path: string;
  headers: Readonly<Record<string, string>>;
  /** Null: in the body. */
  varyingHeader: string | null;
  variants: readonly string[];
};

export type Measured = { perSecond: number; p99Ms: number; failed: number; requests: number };

const CONNECTIONS = 32;
/** autocannon makes an object of each. */
const MOST_VARIANTS_OF_AUTOCANNON = 10_000;

/** What sends the load here: wrk where it is installed, since it costs least. */
export const LOADER = spawnSync('wrk', ['-v']).error === undefined ? 'wrk' : 'autocannon';

/** Sends as many requests as are answered, from one thread, over kept-alive connections. */
export function loadOf(port: number, request: LoadRequest, seconds: number): Promise<Measured> {
  return LOADER === 'wrk' ? loadOfWrk(port, request, seconds) : loadOfAutocannon(port, request, seconds);
}

async function loadOfWrk(port: number, request: LoadRequest, seconds: number): Promise<Measured> {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'keydesk-wrk-'));
  try {
    const [script, variants] = [path.join(folder, 'requests.lua'), path.join(folder, 'variants')];
    fs.writeFileSync(variants, request.variants.join('\n'));
    fs.writeFileSync(script, luaOf(request, variants));
    const args = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '-s', script, `http://127.0.0.1:${port}`];
    return readReport(await outputOf('wrk', args));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Requests are made before the load begins, so that wrk only sends them. */
function luaOf({ method, path: at, headers, varyingHeader }: LoadRequest, variants: string): string {
  const pairs = Object.entries(headers).map(([name, value]) => `headers[${lua(name)}] = ${lua(value)}`);
  const vary = varyingHeader === null ? 'body = line' : `headers[${lua(varyingHeader)}] = line`;
  return `
local requests, position = {}, 0
function init(args)
  for line in io.lines(${lua(variants)}) do
    local headers, body = {}, nil
    ${pairs.join('; ')}
    ${vary}
    requests[#requests + 1] = wrk.format(${lua(method)}, ${lua(at)}, headers, body)
  end
end
function request()
  position = position % #requests + 1
  return requests[position]
end
function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format('MEASURED %d %d %d %d\\n', summary.requests, summary.duration, latency:percentile(99), failed))
end
`;
}

/** A string of Lua; what we send is ASCII without line breaks. */
function lua(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function readReport(output: string): Measured {
  const found = /MEASURED (\d+) (\d+) (\d+) (\d+)/.exec(output);
  if (found === null) throw new Error(`wrk reported nothing: ${output}`);
  const [requests = 0, micros = 1, p99 = 0, failed = 0] = found.slice(1).map(Number);
  return { requests, perSecond: requests / (micros / 1e6), p99Ms: p99 / 1_000, failed };
}

function outputOf(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`${command} ended: ${output}`))));
  });
}

type Autocannon = (options: object) => Promise<{
  requests: { total: number; average: number };
  latency: { p99: number };
  errors: number;
  non2xx: number;
}>;

async function loadOfAutocannon(port: number, request: LoadRequest, seconds: number): Promise<Measured> {
  const autocannon: Autocannon = createRequire(path.resolve('bench/references/package.json'))('autocannon');
  const { method, headers, varyingHeader } = request;
  const requests = request.variants.slice(0, MOST_VARIANTS_OF_AUTOCANNON).map((variant) => ({
    method,
    path: request.path,
    headers: varyingHeader === null ? headers : { ...headers, [varyingHeader]: variant },
    ...(varyingHeader === null ? { body: variant } : {}),
  }));
  const url = `http://127.0.0.1:${port}`;
  const found = await autocannon({ url, connections: CONNECTIONS, duration: seconds, requests });
  const failed = found.errors + found.non2xx;
  return { requests: found.requests.total, perSecond: found.requests.average, p99Ms: found.latency.p99, failed };
}
