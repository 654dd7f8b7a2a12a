import { performance } from 'node:perf_hooks';

/** A browser that is signed in, as far as server time is concerned: it asks for a page and waits for all of it. */
export class Visitor {
  readonly failures: string[] = [];
  readonly #origin: string;
  readonly #cookie: string;

  constructor(origin: string, token: string) {
    this.#origin = origin;
    this.#cookie = `keydesk-session=${token}`;
  }

  async open(address: string): Promise<{ ms: number; html: string }> {
    const startedAt = performance.now();
    const answer = await fetch(this.#origin + address, { headers: { cookie: this.#cookie }, redirect: 'manual' });
    const html = await answer.text();
    const ms = performance.now() - startedAt;
    if (answer.status !== 200) this.failures.push(`${address}: ${answer.status}`);
    return { ms, html };
  }

  /** Follows "Next" as often as there is one. */
  async walk(path: string, most: number): Promise<{ pages: number; times: number[] }> {
    const times: number[] = [];
    let address: string | undefined = path;
    while (address !== undefined && times.length < most) {
      const page: { ms: number; html: string } = await this.open(address);
      times.push(page.ms);
      address = nextOf(page.html);
    }
    return { pages: times.length, times };
  }
}

function nextOf(html: string): string | undefined {
  const link = /<a\b[^>]*\brel="next"[^>]*>/.exec(html)?.[0];
  return link === undefined ? undefined : /\bhref="([^"]+)"/.exec(link)?.[1]?.replaceAll('&amp;', '&');
}
