import pg from 'pg';
import { log } from '@/lib/platform/log';

/**
 * The verifier's own connections, without an ORM between. Every wait has an end, since a gateway waits for us: what takes
 * longer is answered 503.
 */
export function openVerifierPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'keydesk-verifier',
    // Instants leave SQL as numbers; the zone still decides how text would be read.
    options: '-c TimeZone=UTC',
    max: 8,
    keepAlive: true,
    connectionTimeoutMillis: 1_000,
    query_timeout: 2_000,
    statement_timeout: 2_000,
    idle_in_transaction_session_timeout: 2_000,
  });
  // The server closed an idle connection. Without a listener that would end the process.
  pool.on('error', (error) => log.warn({ reason: error.message }, 'a database connection was lost'));
  // The pool listens no longer to a connection that it is closing.
  pool.on('connect', (connection) => connection.on('error', () => {}));
  return pool;
}
