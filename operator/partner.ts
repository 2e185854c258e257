import { isFailure, notFound, type Failure } from '../kernel/failure.ts';
import type { Slices } from './asking.ts';

type Partner = { readonly id: string; readonly name: string };
type Page = { readonly items: readonly Partner[]; readonly next: string | null };

/** `register ID NAME`: organisations can grant it from then on. */
export const registerPartner = async (
  { patients }: Slices,
  [id = '', ...words]: readonly string[],
): Promise<string | Failure> => {
  const partner = await patients<Partner>(
    'mutation ($input: RegisterPartnerInput!) { registerPartner(input: $input) { id name } }',
    { input: { id, name: words.join(' ') } },
  );
  return isFailure(partner) ? partner : `The partner ${partner.id} (${partner.name}) can be granted now.`;
};

/** `end ID`: its clients first, so that nothing is left half-way where it could still come in. */
export const endPartner = async (
  { patients, identity }: Slices,
  [id = '']: readonly string[],
): Promise<string | Failure> => {
  const found = await patients<string | null>('query ($id: String!) { registeredPartner(partner: $id) }', { id });
  if (isFailure(found)) return found;
  if (found === null) return notFound('There is no such partner, or it has ended.', 'id');
  const clients = await identity<number>('mutation ($id: ID!) { endClientsOf(partner: $id) }', { id });
  if (isFailure(clients)) return clients;
  const ended = await patients<Partner>('mutation ($id: ID!) { endPartner(id: $id) { id name } }', { id });
  if (isFailure(ended)) return ended;
  return `The partner ${ended.id} (${ended.name}) has ended, with all its grants and ${clients} of its clients.`;
};

/** `list`: those that have not ended. */
export const listPartners = async ({ patients }: Slices): Promise<string | Failure> => {
  const lines: string[] = [];
  for (let after: string | null = null; ;) {
    const page: Page | Failure = await patients<Page>(
      'query ($after: String) { partners(first: 200, after: $after) { items { id name } next } }',
      { after },
    );
    if (isFailure(page)) return page;
    lines.push(...page.items.map(({ id, name }) => `${id}\t${name}`));
    if (page.next === null) return lines.join('\n');
    after = page.next;
  }
};
