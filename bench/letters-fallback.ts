import pg from 'pg';
import type { Figures } from './measure.ts';
import { startSystem } from './system.ts';

/** Open at once, and due at once: the worst morning after a long weekend. 5 000 decisions a second are asked for. */
const open = 100_000;

/** One in three was read by a carer whose reading counts, so that the decision has to look. */
const fill = `
  with letters as (
    insert into mail.letter (id, patient_id, organisation_id, team_id, external_id, edition, document_id, title, label, sources,
      published_at, entered, entered_order, origin)
    select gen_random_uuid(), gen_random_uuid(), '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000011',
      'bench-' || n, 1, 'document', 'Clinic letter', 'GENERAL_HEALTH', '{00000000-0000-4000-8000-000000000001}', now(), now(), n::text, gen_random_uuid()
    from generate_series(1, ${open}) n returning id, organisation_id, external_id, origin),
  read as (
    insert into mail.carer_receipt (letter_id, edition, read_at, read_by)
    select id, 1, now(), gen_random_uuid() from letters where hashtext(external_id) % 3 = 0)
  insert into mail.dispatch (id, organisation_id, partner, letter_id, edition, message, external_id, title, state, received_at, due_at)
  select gen_random_uuid(), organisation_id, 'postbridge', id, 1, origin, external_id, 'Clinic letter', 'NOTIFIED', now(), 'infinity' from letters`;

const carersCount = `insert into mail.option (organisation_id, hours, carers_count, own_letters, set_at, set_by)
  values ('00000000-0000-4000-8000-000000000001', 72, true, false, now(), gen_random_uuid()) on conflict do nothing`;

/** How many letters a second the running system decides, from the moment that all of them are due. */
export const lettersFallback = async (nodeOptions: readonly string[]): Promise<Figures> => {
  const system = await startSystem(nodeOptions);
  const client = new pg.Client({ connectionString: await system.databaseUrl() });
  await client.connect();
  try {
    await client.query(carersCount);
    await client.query(fill);
    await client.query('analyze mail.letter; analyze mail.dispatch; analyze mail.carer_receipt');
    await client.query(`update mail.dispatch set due_at = now() where state = 'NOTIFIED'`);
    const cpu = system.cpu();
    const started = performance.now();
    const waiting = async (): Promise<number> => {
      const { rows } = await client.query<{ waiting: number }>(
        `select count(*)::int as waiting from mail.dispatch where state = 'NOTIFIED'`,
      );
      return rows[0]?.waiting ?? 0;
    };
    while ((await waiting()) > 0) await new Promise((resolve) => setTimeout(resolve, 100));
    const seconds = (performance.now() - started) / 1_000;
    const used = system.cpu();
    const each = (seconds * 1_000) / open;
    return {
      name: 'letters-fallback',
      ops_per_s: Math.round(open / seconds),
      ...{ p50_ms: each, p95_ms: each, p99_ms: each, errors: 0, letters: open },
      cpu_ms_per_op: ((used.node - cpu.node + used.database - cpu.database) * 1_000) / open,
    };
  } finally {
    await client.end();
    await system.stop();
  }
};
