import type { Principal } from '../../kernel/principal.ts';

/** What happened, as the exchange slice keeps it. */
export type LoggedEvent = {
  readonly seq: string;
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly organisation: string;
  readonly patient: string | null;
  readonly label: string | null;
  readonly sources: readonly string[] | null;
  /** JSON */
  readonly about: string;
};

/** Whose events somebody may listen to at all: an organisation's, or those about the person's own record. */
export type Listener = {
  readonly organisation: string | null;
  readonly patient: string | null;
  /** Of messages a partner hears that it has sent itself. */
  readonly partner: string | null;
  /** Hears of what is about no patient, too. */
  readonly isOrganisation: boolean;
};

/** Undefined for who listens to nothing: feeds, our own processes, and people without a record. */
export const listenerOf = (principal: Principal): Listener | undefined => {
  const nobody = { organisation: null, patient: null, partner: null, isOrganisation: false };
  switch (principal.kind) {
    case 'organisation':
      return principal.integration === 'customer.fhir'
        ? { ...nobody, organisation: principal.organisation, isOrganisation: true }
        : undefined;
    case 'partner':
      return principal.integration === 'partner.fhir' && principal.organisation !== undefined
        ? { ...nobody, organisation: principal.organisation, partner: principal.partner }
        : undefined;
    case 'team':
      return { ...nobody, organisation: principal.organisation };
    case 'person':
      return principal.patient === undefined || !principal.ownBehalf
        ? undefined
        : { ...nobody, patient: principal.patient };
    case 'internal':
      return undefined;
  }
};

/** Whether an event is one of those; whether it may be heard is for `hears` to say, of those that are about a patient. */
export const isFor = (listener: Listener, event: LoggedEvent, kinds: readonly string[] | undefined): boolean => {
  if (kinds !== undefined && !kinds.includes(nameOf(event.kind))) return false;
  // A test of a webhook is nothing that happened.
  if (event.kind === 'webhook.test') return false;
  if (listener.patient !== null) return event.patient === listener.patient;
  if (event.organisation !== listener.organisation) return false;
  if (event.patient !== null || listener.isOrganisation) return true;
  return (
    listener.partner !== null &&
    event.kind.startsWith('message.') &&
    (JSON.parse(event.about) as { partner?: string }).partner === listener.partner
  );
};

/** As the graph names a kind. */
const nameOf = (kind: string): string => kind.replace('.', '_').toUpperCase();

/** An event as the graph shows it. */
export const shown = ({ id, kind, at, organisation, patient, about }: LoggedEvent): object => ({
  ...(JSON.parse(about) as object),
  id,
  kind: nameOf(kind),
  at,
  organisationId: organisation,
  patientId: patient,
});
