import { busy, conflict, forbidden, invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseOrganisationId, parsePatientId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { Context } from '../../kit/context.ts';
import type { Page } from '../../kit/paging.ts';
import { pageOf } from '../keyed-page.ts';
import type { SeenPatient } from '../patients.service.ts';
import { reasonOf } from '../reason.rules.ts';
import { inTheWeb } from '../roles/roles.rules.ts';
import { ofNoSuchTeam, rescuerOf } from './glass.rules.ts';
import type { GlassStore, NotBroken } from './glass.store.ts';
import type { BreakGlassInput, BrokenGlass, BrokenGlassPage } from './glass.types.ts';

export type GlassService = {
  /** @returns the same for a record that is not there and one of which sharing is disabled */
  break(context: Context, input: BreakGlassInput): Promise<BrokenGlass | Failure>;
  mend(context: Context, id: string): Promise<BrokenGlass | Failure>;
  ofOrganisation(
    context: Context,
    asked: Page & { readonly organisationId: string },
  ): Promise<BrokenGlassPage | Failure>;
  /** For the patient alone. */
  ofPatient(patient: SeenPatient, asked: Page): Promise<BrokenGlassPage | Failure | null>;
};

/** Opening a record in an emergency, when the patient cannot be asked. Domain reference §3.1, Break the glass */
export const glassService = ({ store }: { readonly store: GlassStore }): GlassService => ({
  break: async (context, { patientId, reason: given, teamId }) => {
    const rescuer = rescuerOf(context.principal, teamId);
    if (isFailure(rescuer)) return rescuer;
    const reason = reasonOf(given);
    if (isFailure(reason)) return reason;
    const patient = parsePatientId(patientId);
    if (isFailure(patient)) return refusals.CLOSED;
    const broken = await store.break(context, { patient, rescuer, reason });
    return typeof broken === 'string' ? refusals[broken] : broken;
  },

  mend: async (context, raw) => {
    // All ids have one form.
    const id = parsePatientId(raw);
    const glass = isFailure(id) ? undefined : await store.find(id);
    if (glass === undefined || !mayMend(context.principal, glass))
      return notFound('There is no such broken glass of yours.', 'id');
    return (await store.mend(context, glass.id)) ?? conflict('It has ended already.', 'id');
  },

  ofOrganisation: async ({ principal }, { organisationId, ...asked }) => {
    const paging = pageOf(asked);
    if (isFailure(paging)) return paging;
    const organisation = parseOrganisationId(organisationId);
    if (isFailure(organisation)) return invalid(organisation.message, 'organisationId');
    if (!inTheWeb(principal)?.guards.includes(organisation))
      return forbidden('Only an organisation’s privacy officers see which glass was broken in it.', 'organisationId');
    const { first, after } = paging;
    return pageFrom(await store.ofOrganisation(organisation, { after, limit: first + 1 }), first);
  },

  ofPatient: async ({ id, sight }, asked) => {
    if (!sight.isSelf) return null;
    const paging = pageOf(asked);
    if (isFailure(paging)) return paging;
    const { first, after } = paging;
    return pageFrom(await store.ofPatient(id, { after, limit: first + 1 }), first);
  },
});

const refusals: Readonly<Record<NotBroken, Failure>> = {
  NO_STANDING: ofNoSuchTeam,
  TOO_OFTEN: busy('Too many attempts in a short time. Try again in ten minutes.'),
  OWN_RECORD: forbidden('This is your own record.', 'patientId'),
  CLOSED: notFound('There is no such record that can be opened in an emergency.', 'patientId'),
};

/** Whoever broke it, and the privacy officer who oversees it. */
const mayMend = (principal: Principal, { personId, client, teamId, organisationId }: BrokenGlass): boolean =>
  (principal.kind === 'person' && principal.user === personId) ||
  (principal.kind === 'team' && principal.client === client && principal.team === teamId) ||
  (inTheWeb(principal)?.guards.some((one) => one === organisationId) ?? false);

const pageFrom = (found: readonly BrokenGlass[], first: number): BrokenGlassPage => {
  const items = found.slice(0, first);
  const last = found.length > first ? items.at(-1) : undefined;
  return last === undefined ? { items } : { items, next: last.id };
};
