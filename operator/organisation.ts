import { isFailure, type Failure } from '../kernel/failure.ts';
import type { Slices } from './asking.ts';

/** What stands after `organisation register ALIAS`. */
export type OrganisationOptions = {
  readonly name: string;
  readonly administrator: string;
  readonly odsCode: string | undefined;
  readonly team: string | undefined;
};

type Organisation = {
  readonly id: string;
  readonly alias: string;
  readonly name: string;
  readonly odsCode: string | null;
};
type Asked = {
  readonly organisation: Organisation;
  readonly email: string;
  readonly token: string;
  readonly expiresAt: string;
};

const organisation = 'id alias name odsCode';
const asked = `{ organisation { ${organisation} } email token expiresAt }`;

/** With its default team; its administrator does the rest. */
export const registerOrganisation = async (
  { patients, baseUrl }: Slices,
  alias: string,
  options: OrganisationOptions,
): Promise<string | Failure> => {
  const made = await patients<Asked>(
    `mutation ($input: RegisterOrganisationInput!) { registerOrganisation(input: $input) ${asked} }`,
    { input: { ...options, alias } },
  );
  if (isFailure(made)) return made;
  return `The organisation ${made.organisation.id} (${made.organisation.name}) is registered. ${linkOf(made, baseUrl)}`;
};

export const renameOrganisation = async (
  { patients }: Slices,
  [id = '', ...words]: readonly string[],
): Promise<string | Failure> => {
  const renamed = await patients<Organisation>(
    `mutation ($id: ID!, $name: String!) { renameOrganisation(id: $id, name: $name) { ${organisation} } }`,
    { id, name: words.join(' ') },
  );
  return isFailure(renamed) ? renamed : `The organisation ${renamed.id} is called ${renamed.name} now.`;
};

/** Where the first link has run out, or nobody is left to administer it. */
export const inviteAdministrator = async (
  { patients, baseUrl }: Slices,
  [id = '', email = '']: readonly string[],
): Promise<string | Failure> => {
  const made = await patients<Asked>(
    `mutation ($id: ID!, $email: String!) { inviteAdministrator(id: $id, email: $email) ${asked} }`,
    { id, email },
  );
  return isFailure(made) ? made : linkOf(made, baseUrl);
};

export const listOrganisations = async ({ patients }: Slices): Promise<string | Failure> => {
  const size = 200;
  const lines: string[] = [];
  for (let after: string | null = null; ;) {
    const page: readonly Organisation[] | Failure = await patients<readonly Organisation[]>(
      `query ($first: Int!, $after: String) { registeredOrganisations(first: $first, after: $after) { ${organisation} } }`,
      { first: size, after },
    );
    if (isFailure(page)) return page;
    lines.push(
      ...page.map(({ id, alias, name, odsCode }) =>
        [id, alias, name, ...(odsCode === null ? [] : [odsCode])].join('\t'),
      ),
    );
    if (page.length < size) return lines.join('\n');
    after = page.at(-1)?.id ?? null;
  }
};

/** The link stands on a line of its own, and nowhere else ever. */
const linkOf = ({ email, token, expiresAt }: Asked, baseUrl: string): string =>
  `By this link, shown this once, ${email} becomes its administrator until ${expiresAt.slice(0, 10)}:\n${baseUrl}/invitation?token=${token}`;
