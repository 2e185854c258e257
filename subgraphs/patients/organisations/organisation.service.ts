import type { randomBytes } from 'node:crypto';
import { conflict, forbidden, invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseOrganisationId, type NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import type { Page } from '../../kit/paging.ts';
import { pageOf } from '../keyed-page.ts';
import { emailOf, invitationLifetime } from '../roles/invitation.rules.ts';
import { faultOfAlias } from '../roles/roles.rules.ts';
import { hashOfToken } from '../roles/token.ts';
import { isOdsCode, isOrganisationName, longestAlias } from './organisation.rules.ts';
import type { Asked, OrganisationStore } from './organisation.store.ts';
import type { AskedAdministrator, RegisteredOrganisation, RegisterOrganisationInput } from './organisation.types.ts';

type Needs = { readonly store: OrganisationStore; readonly newId: NewId; readonly random: typeof randomBytes };

export type OrganisationService = ReturnType<typeof organisationService>;

/** How organisations come to be: the operator registers them, and asks their first administrator in. Domain reference §1.1 */
export const organisationService = ({ store, newId, random }: Needs) => {
  const askedOf = ({ clock }: Context, raw: string, field: string): (Asked & { readonly token: string }) | Failure => {
    const email = emailOf(raw);
    if (email === undefined) return invalid('An e-mail address has a name, an @ and a domain.', field);
    const token = random(32).toString('base64url');
    const invitedAt = clock.now();
    const expiresAt = new Date(invitedAt.getTime() + invitationLifetime);
    return { id: newId(), email, token, tokenHash: hashOfToken(token) ?? '', invitedAt, expiresAt };
  };

  return {
    page: async ({ principal }: Context, asked: Page): Promise<readonly RegisteredOrganisation[] | Failure> => {
      if (principal.kind !== 'internal') return forOperator;
      const paging = pageOf(asked);
      return isFailure(paging) ? paging : store.page({ after: paging.after, limit: paging.first });
    },

    register: async (context: Context, input: RegisterOrganisationInput): Promise<AskedAdministrator | Failure> => {
      if (context.principal.kind !== 'internal') return forOperator;
      const fault = faultOf(input);
      if (fault !== undefined) return fault;
      const { alias, odsCode = null } = input;
      const name = input.name.trim();
      const asked = askedOf(context, input.administrator, 'administrator');
      if (isFailure(asked)) return asked;
      const made = await store.register(context, {
        ...{ id: newId(), alias, name, odsCode },
        team: { id: newId(), alias: `${alias}-${recordsTeam.alias}`, name: input.team?.trim() ?? recordsTeam.name },
        asked,
      });
      if (made === 'ALIAS_TAKEN')
        return conflict(
          'This alias, or that of its default team, names somebody already. Choose another one.',
          'alias',
        );
      if (made === 'ODS_CODE_TAKEN') return conflict('This ODS code names somebody already.', 'odsCode');
      return told(made, asked);
    },

    rename: async (
      context: Context,
      input: { readonly id: string; readonly name: string },
    ): Promise<RegisteredOrganisation | Failure> => {
      if (context.principal.kind !== 'internal') return forOperator;
      const id = parseOrganisationId(input.id);
      if (isFailure(id)) return noOrganisation;
      const name = input.name.trim();
      if (!isOrganisationName(name)) return faultyName('name');
      return (await store.rename(context, { id, name })) ?? noOrganisation;
    },

    /** Where the first invitation has run out, or nobody is left who administers the organisation. */
    invite: async (
      context: Context,
      input: { readonly id: string; readonly email: string },
    ): Promise<AskedAdministrator | Failure> => {
      if (context.principal.kind !== 'internal') return forOperator;
      const id = parseOrganisationId(input.id);
      if (isFailure(id)) return noOrganisation;
      const asked = askedOf(context, input.email, 'email');
      if (isFailure(asked)) return asked;
      const organisation = await store.invite(context, { id, asked });
      return organisation === undefined ? noOrganisation : told(organisation, asked);
    },
  };
};

const forOperator = forbidden('Only the operator keeps organisations.');
const noOrganisation = notFound('There is no such organisation.', 'id');

/** Records that feeds make land there; nobody sees them by it. Domain reference §1.1 */
const recordsTeam = { alias: 'records', name: 'Patient records' };

const faultOf = ({ alias, name, odsCode, team }: RegisterOrganisationInput): Failure | undefined => {
  const fault = faultOfAlias(alias);
  if (fault !== undefined) return fault;
  if (alias.length > longestAlias)
    return invalid(`An organisation’s alias is ${longestAlias} characters at most.`, 'alias');
  if (!isOrganisationName(name.trim())) return faultyName('name');
  if (odsCode != null && !isOdsCode(odsCode))
    return invalid('An ODS code is 3 to 12 capital letters and digits.', 'odsCode');
  return team != null && !isOrganisationName(team.trim()) ? faultyName('team') : undefined;
};

const faultyName = (field: string): Failure => invalid('A name is 1 to 100 characters on one line.', field);

const told = (
  organisation: RegisteredOrganisation,
  { email, token, expiresAt }: Asked & { readonly token: string },
): AskedAdministrator => ({ organisation, email, token, expiresAt });
