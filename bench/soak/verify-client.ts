import http from 'node:http';

/** `POST /v1/verify` of one verifier, over connections that stay open. Not by `fetch`, which costs more than a verdict. */
export class VerifyClient {
  readonly #port: number;
  readonly #agent = new http.Agent({ keepAlive: true });

  constructor(port: number) {
    this.#port = port;
  }

  /** @returns the code, or the status where there is no verdict. @throws when there is no answer */
  ask(key: string, company?: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = { port: this.#port, host: '127.0.0.1', path: '/v1/verify', method: 'POST', agent: this.#agent };
      const headers = { 'content-type': 'application/json' };
      const request = http.request({ ...options, headers }, async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        resolve(response.statusCode === 200 ? (JSON.parse(text) as { code: string }).code : `${response.statusCode}`);
      });
      request.on('error', reject);
      request.end(JSON.stringify({ key, company }));
    });
  }

  /** One figure of its `/metrics`, by name and labels. */
  async readFigure(name: string): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/metrics`);
    const line = (await response.text()).split('\n').find((one) => one.startsWith(`${name} `));
    return Number(line?.slice(name.length + 1) ?? '0');
  }

  end(): void {
    this.#agent.destroy();
  }
}
