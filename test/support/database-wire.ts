import { once } from 'node:events';
import net from 'node:net';

/** How it is between a program and its database: whole, or one takes connections and says nothing, or refuses them. */
export type WireState = 'whole' | 'silent' | 'cut';

/** Stands between a program and its database, and can be taken away. */
export class DatabaseWire {
  /** By which the program reaches the database. */
  readonly url: string;
  readonly #server: net.Server;
  readonly #sockets: Set<net.Socket>;
  #state: WireState = 'whole';

  private constructor(url: string, server: net.Server, sockets: Set<net.Socket>) {
    this.url = url;
    this.#server = server;
    this.#sockets = sockets;
  }

  /** @param databaseUrl of a database that listens on TCP */
  static async to(databaseUrl: string): Promise<DatabaseWire> {
    const target = new URL(databaseUrl);
    const sockets = new Set<net.Socket>();
    const server = net.createServer((near) => wire.#connect(near, target));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const url = new URL(databaseUrl);
    url.hostname = '127.0.0.1';
    url.port = String(address.port);
    const wire = new DatabaseWire(url.href, server, sockets);
    return wire;
  }

  /** Ends what goes over it, unless it is to be whole. */
  set(state: WireState): void {
    this.#state = state;
    if (state !== 'whole') for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #connect(near: net.Socket, target: URL): void {
    near.on('error', () => {});
    if (this.#state === 'cut') {
      near.destroy();
      return;
    }
    this.#sockets.add(near);
    near.on('close', () => this.#sockets.delete(near));
    if (this.#state === 'silent') return;
    const far = net.connect(Number(target.port), target.hostname).on('error', () => {});
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
  }
}
