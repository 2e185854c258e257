import { forbidden, invalid, isFailure, notFound, type Failure } from '../../kernel/failure.ts';
import {
  parseOrganisationId,
  parsePatientId,
  type NewId,
  type PatientId,
  type TeamId,
  type UserId,
} from '../../kernel/id.ts';
import type { Context } from '../kit/context.ts';
import { shows } from '../kit/purview.ts';
import { nameOf } from '../kit/principal-name.ts';
import { capacityName, stepsOf } from './explain.rules.ts';
import type { ExplainStore } from './explain.store.ts';
import type { AccessExplanation, ExplainInput } from './explain.types.ts';
import type { PatientsStore } from './patients.store.ts';
import { sightOf } from './sight.rules.ts';
import { capacitiesOf, type Viewer } from './viewer.rules.ts';

export type ExplainService = ReturnType<typeof explainService>;

type Needs = {
  readonly store: ExplainStore;
  readonly patients: Pick<PatientsStore, 'facts'>;
  readonly newId: NewId;
};

/** For administrators of organisations that hold the record: why is this visible, or hidden, for them? */
export const explainService = ({ store, patients, newId }: Needs) => ({
  explain: async (context: Context, { patientId, viewer: asked, item }: ExplainInput) => {
    const { principal, clock } = context;
    if (principal.kind !== 'person' || principal.administers.length === 0) return forAdministrators;
    const patient = parsePatientId(patientId);
    const organisation = isFailure(patient) ? undefined : await store.holder(patient, principal.administers);
    if (isFailure(patient) || organisation === undefined) return noSuchRecord;

    const viewer = await viewerAsked(store, asked, clock.now());
    if (isFailure(viewer)) return viewer;
    const facts = await patients.facts({ viewer, id: patient, extent: 'inShort' });
    if (facts === null) return noSuchRecord;
    await store.keep({
      id: newId(),
      at: clock.now(),
      actor: nameOf(principal),
      person: principal.user,
      organisation,
      patient,
      details: { viewer: asked, item },
    });

    const subject = {
      patient: facts.id as PatientId,
      frozen: facts.access_frozen,
      sharingDisabled: facts.sharing_disabled,
    };
    const capacities = capacitiesOf(viewer, facts);
    const sight = sightOf(subject, capacities);
    const isVisible = sight !== undefined && shows(sight, item);
    return {
      isVisible,
      waitsForDelayed:
        isVisible && sight.masks.includes('DELAYED') && !(sight.unmasked !== undefined && shows(sight.unmasked, item)),
      capacities: capacities.map((capacity) => {
        const steps = stepsOf(capacity, subject, item);
        return { as: capacityName(capacity.actor), isVisible: steps.at(-1)?.outcome === 'ALLOWS', steps };
      }),
    } satisfies AccessExplanation;
  },
});

const forAdministrators = forbidden('Only an organisation’s administrator may ask why.');
const noSuchRecord = notFound('There is no such record that your organisation holds.', 'patientId');

/** The viewer with all that it may act as: the question is about the person, not about one app's scopes. */
const viewerAsked = async (
  store: ExplainStore,
  { person, team, organisation }: ExplainInput['viewer'],
  now: Date,
): Promise<Viewer | Failure> => {
  const given = [person, team, organisation].filter((id) => id !== null && id !== undefined);
  // All ids have one form.
  const id =
    given.length === 1 ? parseOrganisationId(given[0]) : invalid('Ask about one person, team or organisation.');
  if (isFailure(id)) return invalid(id.message, 'viewer');
  const nobody = {
    organisation: null,
    user: null,
    client: null,
    teams: [],
    self: null,
    asCarer: false,
    inPerson: false,
    through: undefined,
    now,
  };
  if (organisation !== null && organisation !== undefined) return { ...nobody, organisation: id };
  if (team !== null && team !== undefined) return { ...nobody, teams: [String(id) as TeamId] };
  const known = await store.membership(id);
  if (known === undefined) return notFound('There is no such person.', 'viewer.person');
  return {
    ...nobody,
    user: String(id) as UserId,
    teams: known.teams as readonly TeamId[],
    self: known.patient as PatientId | null,
    asCarer: true,
    inPerson: true,
  };
};
