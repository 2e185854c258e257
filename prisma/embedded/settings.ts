type Place = { readonly durable: boolean; readonly port: number; readonly socket: string | undefined };

/** How the embedded PostgreSQL is set, on its command line, so that a new version of ours takes its own settings along. */
export const settings = ({ durable, port, socket }: Place): readonly (readonly [name: string, value: string])[] => [
  ['port', String(port)],
  ['listen_addresses', socket === undefined ? '127.0.0.1' : ''],
  ['unix_socket_directories', socket ?? ''],
  ['unix_socket_permissions', '0700'],
  ['max_connections', '200'],
  ['timezone', 'UTC'],
  ['log_timezone', 'UTC'],

  // Full-page images after a checkpoint are most of the WAL: checkpoints are rare, and the WAL has room (ADR 0003).
  ['shared_buffers', '256MB'],
  ['max_wal_size', '4GB'],
  ['checkpoint_timeout', '15min'],
  // pglz halves the creates per second, and this build has no lz4.
  ['wal_compression', 'off'],
  ['jit', 'off'],

  // The log is for operators: rows and statements hold what patients told their doctors.
  ['log_min_error_statement', 'panic'],
  ['log_error_verbosity', 'terse'],
  ['log_checkpoints', 'off'],

  ...(durable ? [] : throwAway),
];

const throwAway: readonly (readonly [string, string])[] = [
  ['fsync', 'off'],
  ['synchronous_commit', 'off'],
  ['full_page_writes', 'off'],
  ['wal_level', 'minimal'],
  ['max_wal_senders', '0'],
];
