import { authenticator } from '../gateway/auth/authenticate.ts';
import { askedOnce } from '../kernel/asked-once.ts';
import { systemClock } from '../kernel/clock.ts';
import type { OrganisationId } from '../kernel/id.ts';
import { rememberingIntrospection } from '../identity/introspection.ts';
import type { Figures } from './measure.ts';

// What it costs to know a caller whose token and grant are remembered: no network, no database.

const organisation = '00000000-0000-4000-8000-000000000001' as OrganisationId;
const never = () => Promise.reject(new Error('The benchmark does not ask this.'));

const authenticate = authenticator({
  introspect: rememberingIntrospection(
    () =>
      Promise.resolve({
        client: 'postbridge',
        kind: 'SYSTEM' as const,
        partner: 'postbridge',
        scopes: ['none'],
        expires: new Date(Date.now() + 3_600_000),
      }),
    systemClock,
  ).introspect,
  session: never,
  credential: never,
  leave: () => undefined,
  personStanding: never,
  registeredPartner: never,
  tethered: never,
  partnerStanding: askedOnce(() => Promise.resolve({ organisationId: organisation, granted: true, teamIds: null }), {
    clock: systemClock,
    keyOf: (asked: { readonly partner: string; readonly organisation: string }) =>
      `${asked.organisation} ${asked.partner}`,
    found: 10_000,
    missing: 2_000,
  }),
  log: { error: () => undefined, warn: () => undefined },
});

const caller = {
  authorization: `Bearer ${'k'.repeat(43)}`,
  address: '192.0.2.7',
  organisation,
  through: 'graphql',
} as const;

export const tokenCheck = async (): Promise<Figures> => {
  const times = 100_000;
  const rounds: { ms: number; cpu: number }[] = [];
  for (let round = 0; round < 5; round++) {
    const before = process.cpuUsage();
    const started = performance.now();
    for (let n = 0; n < times; n++) await authenticate(caller);
    const { user, system } = process.cpuUsage(before);
    rounds.push({ ms: (performance.now() - started) / times, cpu: (user + system) / 1_000 / times });
  }
  const { ms, cpu } = rounds.reduce((best, next) => (next.ms < best.ms ? next : best));
  const found = await authenticate(caller);
  const errors = typeof found === 'object' && 'integration' in found ? 0 : 1;
  const time = Number(ms.toFixed(5));
  return {
    name: 'token-check',
    ops_per_s: Math.round(1_000 / ms),
    p50_ms: time,
    p95_ms: time,
    p99_ms: time,
    cpu_ms_per_op: Number(cpu.toFixed(5)),
    errors,
  };
};
