import { parseArgs, type ParseArgsConfig } from 'node:util';
import { invalid, isFailure, type Failure } from '../kernel/failure.ts';
import type { Slices } from './asking.ts';
import { endClient, listClients, registerClient, rotateClient } from './client.ts';
import { inviteAdministrator, listOrganisations, registerOrganisation, renameOrganisation } from './organisation.ts';
import { endPartner, listPartners, registerPartner } from './partner.ts';

const usage = `organisation register ALIAS --name NAME --administrator EMAIL [--ods CODE] [--team NAME]
                              a customer with its default team; prints the link for its administrator
organisation invite UUID EMAIL
                              another link, for an administrator of an organisation that is there
organisation rename UUID NAME
organisation list
partner register ID NAME      a third party that organisations can grant
partner end ID                with its grants and clients, for good
partner list
client register ID --kind system|tethered --partner ID --name NAME
client register ID --kind customer --organisation UUID --name NAME
client register ID --kind user --name NAME --redirect URI... --scope PATIENT|CLINICIAN|TEAMCOORD... [--public]
    any but a public one:     --jwks FILE, to prove itself with its own key instead of a secret
client rotate ID              another secret; the old one is of no use from then on
client end ID                 with all of its tokens, for good
client list
`;

/** What a command has come to: its words, and 0, 1 for a refusal or 2 for words that are no command. */
export type Outcome = { readonly code: 0 | 1 | 2; readonly words: string };

type ReadFile = (path: string) => Promise<string>;

/** Does what the operator says on the command line. */
export const runCommand = async (words: readonly string[], slices: Slices, read: ReadFile): Promise<Outcome> => {
  const command = commandOf(words);
  if (command === undefined) return { code: 2, words: usage };
  const said = await command(slices, read);
  if (!isFailure(said)) return { code: 0, words: said };
  return { code: 1, words: said.field === undefined ? said.message : `${said.field}: ${said.message}` };
};

type Command = (slices: Slices, read: ReadFile) => Promise<string | Failure>;

const commandOf = ([noun, verb, ...rest]: readonly string[]): Command | undefined => {
  const name = `${noun ?? ''} ${verb ?? ''}`;
  if (name === 'client register') return registrationOf(rest);
  if (name === 'organisation register') return foundingOf(rest);
  const isOption = rest.some((word) => word.startsWith('-'));
  const plain = isOption ? undefined : plainCommands.get(name);
  return plain !== undefined && (plain.most ?? rest.length) >= rest.length && rest.length >= plain.least
    ? (slices) => plain.run(slices, rest)
    : undefined;
};

type Plain = {
  readonly least: number;
  readonly most?: number;
  readonly run: (slices: Slices, words: readonly string[]) => Promise<string | Failure>;
};

const plainCommands: ReadonlyMap<string, Plain> = new Map([
  ['organisation invite', { least: 2, most: 2, run: inviteAdministrator }],
  ['organisation rename', { least: 2, run: renameOrganisation }],
  ['organisation list', { least: 0, most: 0, run: listOrganisations }],
  ['partner register', { least: 2, run: registerPartner }],
  ['partner end', { least: 1, most: 1, run: endPartner }],
  ['partner list', { least: 0, most: 0, run: listPartners }],
  ['client rotate', { least: 1, most: 1, run: rotateClient }],
  ['client end', { least: 1, most: 1, run: endClient }],
  ['client list', { least: 0, most: 0, run: listClients }],
]);

const options = {
  kind: { type: 'string' },
  name: { type: 'string' },
  organisation: { type: 'string' },
  partner: { type: 'string' },
  redirect: { type: 'string', multiple: true },
  scope: { type: 'string', multiple: true },
  jwks: { type: 'string' },
  public: { type: 'boolean' },
} as const;

const registrationOf = (words: readonly string[]): Command | undefined => {
  const parsed = parsedWords(words, options);
  const [id, ...more] = parsed?.positionals ?? [];
  if (parsed === undefined || id === undefined || more.length > 0) return undefined;
  const { kind, name, organisation, partner, redirect, scope, jwks, public: isPublic } = parsed.values;
  if (kind === undefined || name === undefined) return undefined;
  return async (slices, read) => {
    const keys = jwks === undefined ? undefined : await read(jwks).catch(() => unreadable);
    if (isFailure(keys)) return keys;
    return registerClient(slices, id, {
      kind,
      name,
      organisation,
      partner,
      redirects: redirect ?? [],
      scopes: scope ?? [],
      jwks: keys,
      isPublic: isPublic ?? false,
    });
  };
};

const foundingOptions = {
  name: { type: 'string' },
  administrator: { type: 'string' },
  ods: { type: 'string' },
  team: { type: 'string' },
} as const;

const foundingOf = (words: readonly string[]): Command | undefined => {
  const parsed = parsedWords(words, foundingOptions);
  const [alias, ...more] = parsed?.positionals ?? [];
  if (parsed === undefined || alias === undefined || more.length > 0) return undefined;
  const { name, administrator, ods: odsCode, team } = parsed.values;
  if (name === undefined || administrator === undefined) return undefined;
  return (slices) => registerOrganisation(slices, alias, { name, administrator, odsCode, team });
};

const unreadable = invalid('This file cannot be read.', 'jwks');

const parsedWords = <Options extends NonNullable<ParseArgsConfig['options']>>(
  words: readonly string[],
  options: Options,
) => {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch {
    return undefined;
  }
};
