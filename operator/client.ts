import { isFailure, notFound, type Failure } from '../kernel/failure.ts';
import type { Slices } from './asking.ts';

/** What stands after `client register ID`. */
export type ClientOptions = {
  readonly kind: string;
  readonly name: string;
  readonly organisation: string | undefined;
  readonly partner: string | undefined;
  readonly redirects: readonly string[];
  readonly scopes: readonly string[];
  /** The text of the key file. */
  readonly jwks: string | undefined;
  readonly isPublic: boolean;
};

type Client = { readonly id: string; readonly kind: string; readonly name: string; readonly disabledAt: string | null };
type Issued = { readonly client: Client; readonly secret: string | null };

/** In the operator's words. Domain reference §6 */
const kinds: ReadonlyMap<string, string> = new Map([
  ['user', 'USER'],
  ['system', 'SYSTEM'],
  ['customer', 'CUSTOMER_SYSTEM'],
  ['tethered', 'TETHERED'],
]);

export const registerClient = async (slices: Slices, id: string, options: ClientOptions): Promise<string | Failure> => {
  const { kind, organisation, partner, redirects: redirectUris, ...rest } = options;
  const stranger = await strangerIn(slices, options);
  if (stranger !== undefined) return stranger;
  const issued = await slices.identity<Issued>(
    'mutation ($input: RegisterClientInput!) { registerClient(input: $input) { client { id kind name } secret } }',
    { input: { ...rest, id, kind: kinds.get(kind) ?? kind, organisation, partner, redirectUris } },
  );
  if (isFailure(issued)) return issued;
  return told(issued, `The client ${issued.client.id} (${issued.client.kind}, ${issued.client.name}) is registered.`);
};

export const rotateClient = async ({ identity }: Slices, [id = '']: readonly string[]): Promise<string | Failure> => {
  const issued = await identity<Issued>(
    'mutation ($id: ID!) { rotateClientSecret(id: $id) { client { id } secret } }',
    { id },
  );
  return isFailure(issued) ? issued : told(issued, `The client ${issued.client.id} has another secret from now on.`);
};

export const endClient = async ({ identity }: Slices, [id = '']: readonly string[]): Promise<string | Failure> => {
  const ended = await identity<Client>('mutation ($id: ID!) { endClient(id: $id) { id } }', { id });
  return isFailure(ended) ? ended : `The client ${ended.id} has ended, with all of its tokens.`;
};

/** All of them, ended ones too. */
export const listClients = async ({ identity }: Slices): Promise<string | Failure> => {
  const size = 200;
  const lines: string[] = [];
  for (let after: string | null = null; ;) {
    const page: readonly Client[] | Failure = await identity<readonly Client[]>(
      'query ($first: Int!, $after: String) { registeredClients(first: $first, after: $after) { id kind name disabledAt } }',
      { first: size, after },
    );
    if (isFailure(page)) return page;
    lines.push(...page.map(({ id, kind, name, disabledAt }) => [id, kind, name, ...ended(disabledAt)].join('\t')));
    if (page.length < size) return lines.join('\n');
    after = page.at(-1)?.id ?? null;
  }
};

const ended = (at: string | null): readonly string[] => (at === null ? [] : [`ended ${at}`]);

/** A client acts for somebody whom the patients slice knows, or for nobody. */
const strangerIn = async (
  { patients }: Slices,
  { organisation, partner }: ClientOptions,
): Promise<Failure | undefined> => {
  if (organisation !== undefined) {
    const name = await patients<string | null>('query ($id: ID!) { organisationName(id: $id) }', { id: organisation });
    if (isFailure(name)) return name;
    if (name === null) return notFound('There is no such organisation.', 'organisation');
  }
  if (partner !== undefined) {
    const id = await patients<string | null>('query ($id: String!) { registeredPartner(partner: $id) }', {
      id: partner,
    });
    if (isFailure(id)) return id;
    if (id === null) return notFound('There is no such partner, or it has ended. Register it first.', 'partner');
  }
  return undefined;
};

/** The secret stands on a line of its own, and nowhere else ever. */
const told = ({ secret }: Issued, what: string): string =>
  secret === null ? what : `${what} Its secret, shown this once:\n${secret}`;
