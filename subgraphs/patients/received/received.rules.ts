import { conflict, forbidden, invalid, type Failure } from '../../../kernel/failure.ts';
import type { FeedIdentifierInput, Warning } from '../feed.types.ts';
import type { ReceivedIdentifierInput } from './received.types.ts';

type KnownType = { readonly system: string; readonly authority: string; readonly typeCode: string };

type InFeed = {
  readonly identifiers: readonly FeedIdentifierInput[];
  readonly passedOver: readonly Warning[];
  /** Of each identifier, where it stood. */
  readonly places: readonly number[];
};

/** The identifiers as a feed of the organisation calls them; those of systems that mean nothing here are passed over. */
export const feedIdentifiers = (given: readonly ReceivedIdentifierInput[], types: readonly KnownType[]): InFeed => {
  const read = given.map(({ system, value, verification }, place) => {
    const type = types.find((one) => one.system === system);
    return {
      place,
      identifier: type && {
        ...{ value, authority: type.authority, typeCode: type.typeCode },
        verification: verification ?? null,
      },
    };
  });
  return {
    identifiers: read.flatMap(({ identifier }) => identifier ?? []),
    places: read.flatMap(({ identifier, place }) => (identifier === undefined ? [] : [place])),
    passedOver: read.flatMap(({ identifier, place }) =>
      identifier === undefined
        ? [
            {
              field: `identifiers[${place}]`,
              message: 'This identifier system is not known for the organisation, and was passed over.',
            },
          ]
        : [],
    ),
  };
};

type Sending = { readonly alias: string; readonly granted: readonly string[] | null };

/** Domain reference §7.3: "must include default team alias"; and who was granted by teams sends for these alone. */
export const refuseTeams = (teams: readonly string[], { alias, granted }: Sending): Failure | undefined => {
  if (teams.length === 0) return undefined;
  const foreign = granted === null ? -1 : teams.findIndex((team) => !granted.includes(team));
  if (foreign >= 0) return invalid('This team has granted this client nothing.', `teams[${foreign}]`);
  return teams.includes(alias)
    ? undefined
    : invalid(`The default team has to be among the teams: its alias is ${alias}.`, 'teams[0]');
};

/** The place among the identifiers as they came; teams are called otherwise in a feed. */
export const inInput = (problem: Failure, places: readonly number[]): Failure => {
  if (problem.field === undefined) return problem;
  const field = problem.field
    .replace(/^identifiers\[(\d+)\]/, (_, place: string) => `identifiers[${places[Number(place)] ?? 0}]`)
    .replace(/^addTeams/, 'teams');
  if (problem.kind === 'conflict') return conflict(problem.message, field);
  return problem.kind === 'invalid' || problem.kind === 'not_found' ? invalid(problem.message, field) : problem;
};

export const notGranted = forbidden('The organisation has granted this client nothing.');
