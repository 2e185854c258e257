import { z } from 'zod';
import * as documents from '../documents.generated.ts';
import type { Ask } from '../ask.ts';
import { operation, type Answer, type Operation } from '../operation.ts';
import { stale } from '../version.ts';
import { isProblem, notFound, type Problem } from '../problem.ts';
import { id, instant, label, patientId, when } from '../schemas.ts';

const consent = z
  .strictObject({
    kind: z.enum(['TEAM', 'PROFESSIONAL', 'CARER']),
    partyId: id.describe('The team or the person.'),
    name: z.string(),
    organisationId: id.nullable(),
    organisation: z.string().nullable(),
    labels: z.array(label).describe('None: they see what they put in themselves, and no more.'),
    basis: z.enum(['PATIENT', 'FEED', 'CONSENT', 'REFERRAL', 'COURT_ORDER', 'EMERGENCY']),
    since: when,
    until: when,
  })
  .meta({ id: 'Consent', description: 'What is shared of a record with one team or person.' });

const wanted = z
  .strictObject({
    kind: z.enum(['PROFESSIONAL', 'CARER']).optional().describe('For a person, and not for a team.'),
    labels: z.array(label).min(1).max(4).describe('All that is shared from now on.'),
    basis: z.enum(['CONSENT', 'REFERRAL', 'COURT_ORDER', 'EMERGENCY']).optional().describe('Why a team adds itself.'),
    until: instant.optional(),
  })
  .meta({ id: 'WantedConsent', description: 'What is to be shared.' });

const scopes = ['PATIENT', 'CLINICIAN', 'TEAMCOORD', 'SITE'] as const;
const party = z.string().min(1).max(200);
const kinds = z.enum(['teams', 'people']);

type Consent = documents.RestConsentFragment;
type Party = { readonly kind: z.output<typeof kinds>; readonly party: string };

/** What names the consent in the graph's inputs. */
const named = ({ kind, party: whom }: Party) =>
  kind === 'teams' ? { teamId: whom, personId: null } : { teamId: null, personId: whom };

/** The moment at which it was given is its version: whoever changes it gives it anew. */
const versionOf = ({ since }: Consent): string => String(Date.parse(since));

const findAll = async (ask: Ask, patient: string): Promise<readonly Consent[] | Problem> => {
  const data = await ask(documents.RestConsentsDocument, { patient });
  return isProblem(data) ? data : (data.patient?.sharing ?? notFound);
};

const find = async (
  ask: Ask,
  patient: string,
  { kind, party: whom }: Party,
): Promise<Consent | undefined | Problem> => {
  const all = await findAll(ask, patient);
  if (isProblem(all)) return all;
  return all.find((one) => one.partyId === whom.toLowerCase() && (kind === 'teams') === (one.kind === 'TEAM'));
};

/** The consent that If-Match names, as the graph names it: refused there, too, where it has been given anew meanwhile. */
const expected = (ifMatch: string, found: Consent | undefined): { readonly since: string | null } | Problem => {
  if (ifMatch === '*') return { since: null };
  if (found === undefined || ifMatch !== `"${versionOf(found)}"`) return stale;
  return { since: found.since };
};

export const consents: readonly Operation[] = [
  operation({
    id: 'listConsents',
    method: 'GET',
    path: '/consents/{patientId}',
    tag: 'Consents',
    summary: 'With whom a record is shared',
    description: 'All for the patient; others see what their own labels allow.',
    scopes,
    params: { patientId },
    says: { status: 200, description: 'What is shared now.', body: z.strictObject({ items: z.array(consent) }) },
    answer: async ({ ask, path }) => {
      const { patientId: patient } = path;
      const items = await findAll(ask, patient);
      return isProblem(items) ? items : { body: { items } };
    },
  }),
  operation({
    id: 'readConsent',
    method: 'GET',
    path: '/consents/{patientId}/{kind}/{party}',
    tag: 'Consents',
    summary: 'What is shared with one team or person',
    scopes,
    params: { patientId, kind: kinds, party },
    says: { status: 200, description: 'What is shared now.', body: consent, tagged: true },
    answer: async ({ ask, path }) => {
      const { patientId: patient } = path;
      const found = await find(ask, patient, path);
      return isProblem(found) ? found : shown(found);
    },
  }),
  operation({
    id: 'setConsent',
    method: 'PUT',
    path: '/consents/{patientId}/{kind}/{party}',
    tag: 'Consents',
    summary: 'Shares a record: the patient with anybody, a team with itself',
    description: 'With `If-Match: *` whatever is shared now, or where nothing is.',
    scopes,
    params: { patientId, kind: kinds, party },
    body: wanted,
    updates: true,
    says: { status: 200, description: 'What is shared now.', body: consent, tagged: true },
    answer: async ({ ask, path, body, ifMatch, refused }) => {
      const { patientId: patient } = path;
      const found = ifMatch === '*' ? undefined : await find(ask, patient, path);
      if (isProblem(found)) return found;
      const version = expected(ifMatch, found);
      if (isProblem(version)) return version;
      const { kind, labels, basis, until } = body;
      const data = await ask(documents.RestSetConsentDocument, {
        input: {
          patientId: patient,
          ...named(path),
          ...version,
          kind: kind ?? null,
          labels,
          basis: basis ?? null,
          until: until ?? null,
        },
      });
      if (isProblem(data)) return data;
      const result = data.setConsent;
      return 'partyId' in result ? shown(result) : refused({ ...result, kind: result.refusal });
    },
  }),
  operation({
    id: 'endConsent',
    method: 'DELETE',
    path: '/consents/{patientId}/{kind}/{party}',
    tag: 'Consents',
    summary: 'Stops sharing with a team or a person',
    scopes,
    params: { patientId, kind: kinds, party },
    updates: true,
    says: { status: 200, description: 'It was shared until now.', body: consent },
    answer: async ({ ask, path, ifMatch, refused }) => {
      const { patientId: patient } = path;
      const found = ifMatch === '*' ? undefined : await find(ask, patient, path);
      if (isProblem(found)) return found;
      const version = expected(ifMatch, found);
      if (isProblem(version)) return version;
      const data = await ask(documents.RestEndConsentDocument, {
        input: { patientId: patient, ...named(path), ...version },
      });
      if (isProblem(data)) return data;
      const result = data.endConsent;
      return 'partyId' in result ? { body: result } : refused({ ...result, kind: result.refusal });
    },
  }),
  operation({
    id: 'breakGlass',
    method: 'POST',
    path: '/consents/BTG/{patientId}',
    tag: 'Consents',
    summary: 'Opens a record for 30 minutes, in an emergency',
    description:
      'The patient and the privacy officer see who did, and why. The token that did sees the record meanwhile.',
    scopes: ['CLINICIAN', 'SITE'],
    params: { patientId },
    body: z.strictObject({
      reason: z.string().min(10).max(1000).describe('The patient and the privacy officer read it.'),
      teamId: id.optional().describe('May be left out by whoever acts as one team alone.'),
    }),
    says: {
      status: 200,
      description: 'It is open until then.',
      body: z.strictObject({ id, patientId: id, teamId: id, since: when, until: when, reason: z.string() }),
    },
    answer: async ({ ask, path, body, refused }) => {
      const data = await ask(documents.RestBreakGlassDocument, {
        input: { patientId: path.patientId, reason: body.reason, teamId: body.teamId ?? null },
      });
      if (isProblem(data)) return data;
      return 'since' in data.breakGlass ? { body: data.breakGlass } : refused(data.breakGlass);
    },
  }),
];

const shown = (found: Consent | undefined): Answer | Problem =>
  found === undefined ? notFound : { body: found, version: versionOf(found) };
