import { expect, it } from 'vitest';
import { sealLeave, unsealLeave } from './leave.ts';
import { seal, type KeyRing } from './seal.ts';
import type { OrganisationId } from './id.ts';
import type { Principal } from './principal.ts';

const keys: KeyRing = [{ id: 'a', secret: Buffer.alloc(32, 1) }];
const sender: Principal = {
  kind: 'organisation',
  integration: 'customer.hl7',
  client: 'riverside-hl7',
  organisation: '01900000-0000-7000-8000-000000000001' as OrganisationId,
};
const now = new Date('2026-05-01T09:00:00Z');
const after = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

it('lets its bearer act as somebody, for five minutes', () => {
  const leave = sealLeave(keys, sender, now);
  expect(unsealLeave(keys, leave, after(5))).toEqual(sender);
  expect(unsealLeave(keys, leave, after(5.01))).toBeUndefined();
});

it('is made by us alone, and nothing else that we seal is one', () => {
  const others: KeyRing = [{ id: 'a', secret: Buffer.alloc(32, 2) }];
  expect(unsealLeave(keys, sealLeave(others, sender, now), now)).toBeUndefined();
  const whatever = { principal: sender, expires: after(5).getTime() };
  expect(unsealLeave(keys, seal(keys, 'principal', whatever), now)).toBeUndefined();
  expect(unsealLeave(keys, seal(keys, 'caller', whatever), now)).toBeUndefined();
  expect(unsealLeave(keys, 'nonsense', now)).toBeUndefined();
});
