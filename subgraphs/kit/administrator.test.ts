import { describe, expect, it } from 'vitest';
import { organisations } from '../../prisma/demo.ts';
import { feedOf, person } from '../../test/calls.ts';
import { administratorOf } from './administrator.ts';

const { riverside, hillside } = organisations;
const oscar = person('oscar');

describe('An administrator of an organisation', () => {
  it('is a person who runs it, however its id is written', () => {
    const administrator = { user: oscar.user, organisation: riverside.id };
    expect(administratorOf(oscar, riverside.id)).toEqual(administrator);
    expect(administratorOf(oscar, riverside.id.toUpperCase())).toEqual(administrator);
  });

  it.each([
    ['who runs another', oscar, hillside.id],
    ['who runs none', person('coco'), riverside.id],
    ['in whose name an app asks', { ...oscar, integration: 'app' as const }, riverside.id],
    ['that is a feed', feedOf('riverside'), riverside.id],
  ])('is nobody %s', (_who, principal, asked) => {
    expect(administratorOf(principal, asked)).toMatchObject({ kind: 'forbidden', field: 'organisationId' });
    expect(administratorOf(principal, asked, 'organisation')).toMatchObject({ field: 'organisation' });
  });
});
