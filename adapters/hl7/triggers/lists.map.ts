import type { SourceListsInput } from '../documents.generated.ts';
import { messagePlaces, type Places } from '../places.ts';
import type { ListsInMessage } from '../read/lists.ts';
import { toCoding } from './coding.map.ts';

type Lists = Pick<SourceListsInput, 'allergies' | 'diagnoses' | 'medications'>;

/** The lists that an A28 or A31 brings; undefined where it brings none. */
export const toLists = ({ allergies, diagnoses, medications }: ListsInMessage): Lists | undefined =>
  (allergies ?? diagnoses ?? medications) === undefined
    ? undefined
    : {
        allergies: allergies?.map(({ allergen, kind, severity, reactions, onset, source }) => ({
          allergen: toCoding(allergen),
          kind: kind?.code ?? kind?.display,
          severity: severity && toCoding(severity),
          reactions,
          onset: onset?.instant,
          source,
        })),
        diagnoses: diagnoses?.map(({ diagnosis, at, kind }) => ({
          diagnosis: toCoding(diagnosis),
          at: at?.instant,
          kind,
        })),
        medications: medications?.map(({ name, start, end, prescriber, ...medication }) => ({
          name: toCoding(name),
          dose: medication.dose,
          route: medication.route,
          frequency: medication.frequency,
          start: start?.instant,
          end: end?.instant,
          indication: medication.indication,
          prescriber: prescriber?.text,
          externalId: medication.externalId,
        })),
      };

/** Which of them it brings. */
export const listsIn = ({ allergies, diagnoses, medications }: ListsInMessage): readonly string[] => [
  ...(allergies === undefined ? [] : ['AL1']),
  ...(diagnoses === undefined ? [] : ['DG1']),
  ...(medications === undefined ? [] : ['ZRX']),
];

/** Where in the message each entry stands. */
export const listPlaces = ({ allergies, diagnoses, medications }: ListsInMessage): Places =>
  new Map([
    ...messagePlaces,
    ...Object.entries({ allergies, diagnoses, medications }).flatMap(([name, entries]) =>
      (entries ?? []).map(({ path }, index) => [`${name}[${index}]`, path] as const),
    ),
  ]);
