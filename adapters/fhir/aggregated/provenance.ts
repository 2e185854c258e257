import type { Provenance } from 'fhir/r4.js';
import type { Caller } from '../../../kernel/graph.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { Entry } from '../core/bundle.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, Problem, problemOfErrors } from '../core/outcome.ts';
import { alternatives, writeParameters } from '../core/parameters.ts';
import { readResultParameters } from '../core/result-parameters.ts';
import { directoryOf } from './directory.ts';
import {
  OriginsInDirectoryDocument,
  OriginsOfAppointmentsDocument,
  OriginsOfPatientDocument,
  OriginsOfRecordsDocument,
  type OriginForFhirFragment,
} from './documents.generated.ts';
import type { Parts } from './parts.ts';
import { pathsOf, toPatientProvenance, toProvenance, type Origin, type Said } from './provenance.map.ts';
import { targetNamed, targetOf, type Target } from './provenance-id.ts';
import { notKnown } from '../core/not-known.ts';
import { pageLimits, refuseUnknown } from './record-search.ts';
import { searchsetText } from './searchset.ts';

/** `GET Provenance/{id}`: of what may be seen, who put it there. */
export const readProvenance = async (parts: Parts, id: string, { caller }: FhirRequest): Promise<Answer | Problem> => {
  const target = targetOf(id);
  const found = target === undefined ? [] : await provenancesOf(parts, [target], caller);
  if (isProblem(found)) return found;
  const wanted = found.find((provenance) => provenance.id === id);
  return wanted === undefined ? notKnown('Provenance', id) : fhirAnswer(JSON.stringify(wanted));
};

/** `GET Provenance?target=Observation/…,Patient/…` */
export const searchProvenance = async (parts: Parts, request: FhirRequest): Promise<Answer | Problem> => {
  const result = readResultParameters(request.parameters, pageLimits);
  if (isProblem(result)) return result;
  const [parameter, ...others] = result.rest.filter(({ name }) => name === 'target');
  if (parameter === undefined)
    return new Problem('required', 'Name what it is about: target=Observation/{id}, several with commas.', 'target');
  const named = alternatives(parameter.value);
  if (others.length > 0 || named.length > mostTargets)
    return new Problem('invalid', `Give target once, with at most ${String(mostTargets)} references.`, 'target');
  const unreadable = named.find((reference) => !/^(?:.*\/)?[A-Z][A-Za-z]*\/[^/]+$/.test(reference));
  if (unreadable !== undefined)
    return new Problem('invalid', `${JSON.stringify(unreadable)} is no reference, such as Observation/{id}.`, 'target');
  const ignored = result.rest.filter((other) => other !== parameter).map(({ name }) => name);
  const refusal = request.strict ? refuseUnknown('Provenance', ignored) : undefined;
  if (refusal !== undefined) return refusal;
  // What is no item here is not found, as what is hidden.
  const targets = named.flatMap((reference) => targetNamed(reference, parts.base) ?? []);
  const entries = await provenanceEntries(parts, targets, { caller: request.caller, mode: 'match' });
  if (isProblem(entries)) return entries;
  return fhirAnswer(
    searchsetText(parts, {
      type: 'Provenance',
      result,
      self: [parameter],
      next: [],
      continuation: null,
      total: entries.length,
      entries: result.countOnly ? [] : entries,
      ignored,
    }),
  );
};

/** Each of them is one that the caller may see, or there is none for it. */
export const provenanceEntries = async (
  parts: Parts,
  targets: readonly Target[],
  { caller, mode }: { readonly caller: Caller; readonly mode: Entry['mode'] },
): Promise<readonly Entry[] | Problem> => {
  const found = await provenancesOf(parts, targets, caller);
  return isProblem(found)
    ? found
    : found.map((provenance) => ({
        fullUrl: `${parts.base}/Provenance/${provenance.id ?? ''}`,
        resource: JSON.stringify(provenance),
        mode,
      }));
};

const mostTargets = 50;

/** A question for the items of each type in each record, and one for the names of all sources. */
const provenancesOf = async (
  parts: Parts,
  targets: readonly Target[],
  caller: Caller,
): Promise<readonly Provenance[] | Problem> => {
  const groups = new Map<string, Target[]>();
  for (const target of targets) {
    const name = `${target.patient ?? ''}/${target.type}`;
    groups.set(name, [...(groups.get(name) ?? []), target]);
  }
  const answers = await Promise.all([...groups.values()].map((group) => originsOf(parts, group, caller)));
  const known: Known[] = [];
  for (const answer of answers) {
    if (isProblem(answer)) return answer;
    known.push(...answer);
  }
  const directory = await directoryOf(parts, known.flatMap(sourcesOf), caller);
  if (isProblem(directory)) return directory;
  return known.map((one) =>
    'said' in one
      ? toPatientProvenance(one.said, one.patient, directory)
      : toProvenance(one.item, one.patient, directory),
  );
};

type Known =
  { readonly patient: string; readonly said: Said } | { readonly patient: string | null; readonly item: Origin };

const sourcesOf = (known: Known): readonly string[] =>
  'item' in known ? known.item.sources : known.said.organisation === null ? [] : [known.said.organisation];

/** The origins of items of one type in one record. */
const originsOf = async (
  { graph }: Parts,
  targets: readonly Target[],
  caller: Caller,
): Promise<readonly Known[] | Problem> => {
  const [{ type, patient } = { type: '', patient: null }] = targets;
  const query = writeParameters([{ name: '_id', value: targets.map(({ id }) => id).join(',') }]);
  const first = pageLimits.most;
  if (patient === null) {
    const { data, errors } = await graph.run(OriginsInDirectoryDocument, { type, query, first }, caller);
    return problemOfErrors(errors) ?? (data?.page?.items ?? []).map((item) => ({ patient, item: recordedOf(item) }));
  }
  if (type === 'Patient') {
    const { data, errors } = await graph.run(OriginsOfPatientDocument, { patient }, caller);
    const found = data?.patient;
    const known = (found?.origins ?? []).map(({ at, organisationId, ...said }) => ({
      patient: found?.id ?? patient,
      said: { ...said, elements: pathsOf(said.elements), recorded: at, organisation: organisationId },
    }));
    return problemOfErrors(errors) ?? known;
  }
  const page = { patient, query, first };
  const { data, errors } =
    type === 'Appointment'
      ? await graph.run(OriginsOfAppointmentsDocument, page, caller)
      : await graph.run(OriginsOfRecordsDocument, { ...page, type }, caller);
  const items = data?.patient?.page?.items ?? [];
  return problemOfErrors(errors) ?? items.map((item) => ({ patient, item: recordedOf(item) }));
};

const recordedOf = ({ lastUpdated, ...item }: OriginForFhirFragment): Origin => ({ ...item, recorded: lastUpdated });
